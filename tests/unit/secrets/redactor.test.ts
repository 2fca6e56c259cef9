/** Secrets on their way out. Hunts: a form of a value that passes, and a text that is changed although it holds none. */
import { describe, expect, it } from 'vitest';
import { redactingBroker } from '../../../src/main/secrets/redacting-broker.ts';
import { Redactor } from '../../../src/main/secrets/redactor.ts';
import type { BrokerCall } from '../../../src/main/workers/broker.ts';

const value = '73:AAE"x/y+z=ü';

describe('the redactor', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['in an address', (text: string) => `https://api.example/bot${encodeURIComponent(text)}/send`],
    ['in JSON', (text: string) => JSON.stringify({ key: text })],
    ['in JSON in JSON', (text: string) => JSON.stringify([`Bearer ${text.slice(0)}`])],
    ['as base64', (text: string) => `Basic ${Buffer.from(text).toString('base64')}`],
  ])('takes out a value %s', (_form, write) => {
    const redactor = new Redactor();
    redactor.learn('telegram', value);
    const redacted = redactor.text(`before ${write(value)} after`);
    expect(redacted).toContain('[secret telegram]');
    for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')])
      expect(redacted).not.toContain(form);
  });

  it('takes out the longer of two where one contains the other', () => {
    const redactor = new Redactor();
    redactor.learn('short', 'abcdef');
    redactor.learn('long', 'abcdefghij');
    expect(redactor.text('abcdefghij abcdef')).toBe('[secret long] [secret short]');
  });

  it('goes through values and names of JSON, and leaves what holds none as the very same value', () => {
    const redactor = new Redactor();
    const clean = { a: [1, 'x', { b: null }] };
    redactor.learn('telegram', value);
    expect(redactor.json(clean)).toBe(clean);
    expect(redactor.json({ a: [1, value, { [value]: true }] })).toEqual({
      a: [1, '[secret telegram]', { '[secret telegram]': true }],
    });
  });
});

describe('an answer of the broker', () => {
  const call = {} as BrokerCall;
  const answering = (answer: Awaited<ReturnType<Parameters<typeof redactingBroker>[0]['call']>>) => {
    const redactor = new Redactor();
    redactor.learn('telegram', value);
    return redactingBroker({ call: async () => answer, runEnded: () => undefined }, redactor);
  };

  it('leaves without the secret that a server echoed', async () => {
    const broker = answering({ ok: true, value: { headers: { authorization: `Bearer ${value}` } } });
    expect(await broker.call(call, new AbortController().signal)).toEqual({
      ok: true,
      value: { headers: { authorization: 'Bearer [secret telegram]' } },
    });
  });

  it('leaves without the secret that an error quotes', async () => {
    const error = { code: 'Tool.Unreachable', message: `no answer from /bot${value}/`, data: { url: value } };
    expect(await answering({ ok: false, error }).call(call, new AbortController().signal)).toEqual({
      ok: false,
      error: {
        code: 'Tool.Unreachable',
        message: 'no answer from /bot[secret telegram]/',
        data: { url: '[secret telegram]' },
      },
    });
  });
});
