/** Turns of a conversation. Hunts: flows made from half a request, answers taken for new requests, words ignored silently. */
import { describe, expect, it } from 'vitest';
import { flowRequest, type PlannerContext, understand, writeFlow } from '../../../src/main/planner/index.ts';

const context: PlannerContext = {
  timezone: 'Europe/Berlin',
  nowMs: Date.parse('2026-11-22T10:00:00Z'),
  flows: [
    {
      id: 'f1',
      name: 'Price of shop.example/kettle',
      task: 'Fetch the kettle page',
      status: 'on',
      scheduleWords: 'hourly',
    },
    { id: 'f2', name: 'CPU watch', task: 'If CPU > 90% alert me', status: 'on', scheduleWords: 'every minute' },
    { id: 'f3', name: 'CPU report', task: 'Log CPU', status: 'paused', scheduleWords: 'daily' },
  ],
  pending: null,
};

describe('a request that leaves something open', () => {
  it('asks how often, and takes the answer as the missing part', () => {
    const first = understand('I need to know when http://h/product drops below $100', context);
    expect(first).toMatchObject({ kind: 'asks', pending: { missing: ['schedule'] } });
    if (first.kind !== 'asks') return;
    const pending = JSON.parse(JSON.stringify(first.pending));
    const second = understand('every morning at 8', { ...context, pending });
    expect(second).toMatchObject({ kind: 'flow', request: { scheduleText: 'every morning at 8' } });
    if (second.kind === 'flow')
      expect(writeFlow(second.request, context).schedule).toMatchObject({
        cron: '0 8 * * *',
        timezone: 'Europe/Berlin',
      });
  });

  it('asks for the address, and takes the bare address as the answer', () => {
    const first = understand('Every hour, if the price is below $100 notify me', context);
    expect(first).toMatchObject({ kind: 'asks', pending: { missing: ['source'] } });
    if (first.kind !== 'asks') return;
    const second = understand('http://h/product', { ...context, pending: first.pending });
    expect(second).toMatchObject({
      kind: 'flow',
      request: { steps: [{ do: 'fetch', from: { url: 'http://h/product' } }, { do: 'if' }] },
    });
  });

  it('asks what to do with what it finds, and takes the action as the answer', () => {
    const first = understand('Check http://h/product every day at 9am', context);
    if (first.kind !== 'asks') throw new Error('should ask');
    const second = understand('notify me if the price is below $100', { ...context, pending: first.pending });
    expect(second).toMatchObject({ kind: 'flow', request: { scheduleText: 'every day at 9am' } });
  });

  it('gives way to a whole new request', () => {
    const pending = { text: 'tell me when http://h/a is down', missing: ['schedule' as const] };
    expect(understand('remind me to stretch every hour', { ...context, pending })).toMatchObject({
      kind: 'flow',
      request: { steps: [{ do: 'notify', message: { text: 'stretch' } }] },
    });
  });

  it('asks which of two schedules that do not go together is meant', () => {
    expect(understand('every hour and every Monday at 9 tell me "hi"', context).kind).not.toBe('flow');
  });
});

describe('a request with a part nobody taught it', () => {
  it('names the part in the words of the user, articles included, and makes no flow', () => {
    expect(understand('Every day at 9 paint me a picture of the sea', context)).toMatchObject({
      kind: 'not-understood',
      parts: ['paint me a picture of the sea'],
    });
    expect(
      understand('Every day at 9 check http://h/p, if the price is below $5 notify me and water the plants', context),
    ).toMatchObject({
      kind: 'not-understood',
      parts: ['water the plants'],
    });
  });

  it.each([
    'every day at 9 check http://h/product and do not notify me',
    'check http://h/product hourly and notify my wife if the price is below $100',
    'check http://h/product hourly and notify me if the price is below $100 unless it rains',
    'every hour check http://h/product and tweet the price',
    'hourly if the price of http://h/product is below $100 notify me at most once a day',
  ])('does not drop the awkward words of: %s', (text) => {
    expect(understand(text, context).kind).toBe('not-understood');
  });
});

describe('a command', () => {
  it('finds a flow by its everyday name', () => {
    expect(understand('pause the kettle flow', context)).toEqual({ kind: 'command', command: 'pause', flowId: 'f1' });
    expect(understand('run CPU watch now', context)).toEqual({ kind: 'command', command: 'run', flowId: 'f2' });
    expect(understand('Please cancel the price of the kettle.', context)).toEqual({
      kind: 'command',
      command: 'cancel',
      flowId: 'f1',
    });
    expect(understand('resume it', { ...context, lastFlowId: 'f3' })).toEqual({
      kind: 'command',
      command: 'resume',
      flowId: 'f3',
    });
    expect(understand('list my flows', context)).toEqual({ kind: 'command', command: 'list', flowId: null });
  });

  it('asks when the name fits two, and says so when it fits none', () => {
    expect(understand('pause the CPU flow', context)).toMatchObject({
      flowId: null,
      reply: 'Which one do you mean: "CPU watch" or "CPU report"?',
    });
    expect(understand('cancel the backup', context)).toMatchObject({
      command: 'cancel',
      flowId: null,
      reply: expect.stringContaining('I know no flow'),
    });
  });

  it('is not read into a new request', () => {
    expect(understand('Run a check of http://h/p every hour and notify me if it is down', context).kind).not.toBe(
      'command',
    );
  });
});

describe('small talk', () => {
  it.each(['hello', 'Thanks!', 'what can you do?'])('%s gets an answer and no flow', (text) => {
    expect(understand(text, context).kind).toBe('talk');
  });
});

describe('what is written', () => {
  const flow = understand(
    'Check http://h:8080/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log',
    context,
  );
  const draft = flow.kind === 'flow' ? writeFlow(flow.request, context) : null;

  it('is a plain value that its schema accepts', () => {
    if (flow.kind !== 'flow') throw new Error('should be a flow');
    expect(flowRequest.parse(JSON.parse(JSON.stringify(flow.request)))).toEqual(flow.request);
  });

  it('grants exactly what the steps need', () => {
    expect(draft?.workers.map(({ name, tools }) => ({ name, tools }))).toEqual([
      {
        name: 'price checker',
        tools: [
          { tool: 'web_fetch', limits: { hosts: ['h:8080'] } },
          { tool: 'extract', limits: {} },
          { tool: 'notify', limits: { channels: ['desktop'] } },
          { tool: 'table_insert', limits: { tables: ['price_log'] } },
        ],
      },
    ]);
  });

  it('has names a person can read', () => {
    expect(Object.keys(draft?.definition.States ?? {})).toEqual([
      'Fetch the page',
      'Read the price',
      'Is the price below $100?',
      'Notify me',
      'Add a row to price_log',
    ]);
    expect(draft).toMatchObject({
      name: 'Price of h:8080/product',
      ifItFails: 'Tries 3 times, then tells you.',
      scheduleText: 'daily at 9am',
    });
  });
});

describe('any text at all', () => {
  for (const text of [
    '',
    '   ',
    '[ ] ) } "\'" \u0000 💥 https:// → → ->',
    '('.repeat(30_000),
    'lorem ipsum dolor sit amet the price of it is not below when until and or '.repeat(80),
    'notify notify notify if if if else else',
    "'''''\"\"\"\"«»“",
  ]) {
    it(`gets an answer and never a flow: ${text.slice(0, 60)}`, () => {
      expect(understand(text, context).kind).not.toBe('flow');
    });
  }
});
