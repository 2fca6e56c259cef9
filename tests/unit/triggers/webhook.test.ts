/** Hunts: a call that fires without the secret, a refusal that nobody counts, a request that brings the server down or hangs it. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { refusalsOf } from '../../../src/main/store/tables/triggers.ts';
import { parseBody } from '../../../src/main/triggers/webhook-body.ts';
import { WebhookServer } from '../../../src/main/triggers/webhook-server.ts';
import { tokenHash } from '../../../src/main/triggers/webhook-token.ts';
import { eventually } from '../../support/eventually.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { addFlow, firingsOf, openTriggerApp, settledFirings } from './trigger-app.ts';

async function openHook(options: { hmac?: boolean } = {}) {
  const opened = await openTriggerApp(tempFolder());
  const flowId = addFlow(opened.app, 'Hooked', [{ kind: 'webhook', hmac: options.hmac === true }]);
  await opened.command('webhook', 'on', '--port', '0');
  const { url, triggerId } = await opened.command('webhook', 'address', 'Hooked');
  const { port } = opened.app.triggering.webhooks.state;
  if (port === null) throw new Error('webhooks do not listen');
  const call = (init: RequestInit = {}, address = String(url)): Promise<Response> =>
    fetch(address, { method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json' }, ...init });
  return { ...opened, flowId, url: String(url), triggerId: String(triggerId), port, call };
}

it('answers with the id of the run that it starts, whose input is marked as data from outside', async () => {
  const { app, flowId, call } = await openHook();
  const response = await call({ body: JSON.stringify({ order: 7 }) });
  expect(response.status).toBe(202);
  const { runId, firing } = (await response.json()) as { runId: string; firing: string };
  expect(firing).toMatch(/^trigger_.+@\d+$/);
  const [fired] = await settledFirings(app, flowId, 1);
  expect(fired?.input).toEqual({
    trigger: { kind: 'webhook', at: expect.any(String), outside: true, body: { order: 7 } },
  });
  expect(app.db.prepare('SELECT status FROM runs WHERE id = ?').pluck().get(runId)).toBe('SUCCEEDED');
  const text = await call({ body: 'hello', headers: { 'content-type': 'text/plain' } });
  expect(text.status).toBe(202);
  const fired2 = await settledFirings(app, flowId, 2);
  expect(fired2[1]?.input?.trigger).toMatchObject({ body: 'hello' });
});

it('refuses what is not allowed, each with its reason, and counts it', async () => {
  const { app, flowId, url, call, triggerId, command } = await openHook();
  const statusOf = async (init: RequestInit, address?: string): Promise<number> => (await call(init, address)).status;
  expect(await statusOf({ method: 'GET', body: null })).toBe(405);
  expect(await statusOf({}, url.replace(/[^/]+$/, 'AAAA'))).toBe(404);
  expect(await statusOf({}, url.replace(/trigger_\w+/, 'trigger_nobody'))).toBe(404);
  expect(await statusOf({ body: '{"a":' })).toBe(400);
  expect(await statusOf({ body: '{"__proto__":{"a":1}}' })).toBe(400);
  expect(await statusOf({ body: 'x', headers: { 'content-type': 'image/png' } })).toBe(415);
  expect(await statusOf({ body: 'x'.repeat(300_000) })).toBe(413);
  expect(await statusOf({ headers: { origin: 'http://evil.example', 'content-type': 'text/plain' } })).toBe(403);
  expect(firingsOf(app, flowId)).toEqual([]);
  await eventually(() =>
    expect(Object.fromEntries(refusalsOf(app.db, triggerId).map(({ reason, count }) => [reason, count]))).toEqual({
      'not-post': 1,
      'bad-token': 1,
      'not-json': 1,
      'bad-json': 1,
      'bad-type': 1,
      'too-large': 1,
      browser: 1,
    }),
  );
  expect(refusalsOf(app.db, '')).toEqual([{ reason: 'bad-token', count: 1 }]);
  // The token in a header instead of the path; a new one ends the one before.
  const token = url.split('/').at(-1) ?? '';
  const bare = url.replace(`/${token}`, '');
  expect(await statusOf({ headers: { authorization: `Bearer ${token}` } }, bare)).toBe(202);
  await command('webhook', 'address', 'Hooked', '--new');
  expect(await statusOf({})).toBe(404);
});

it('asks for a signature where the flow wants one', async () => {
  const { app, call, flowId } = await openHook({ hmac: true });
  const signed = (secret: string): RequestInit => ({
    headers: {
      'content-type': 'application/json',
      'x-signature-256': `sha256=${createHmac('sha256', secret).update('{"n":1}').digest('hex')}`,
    },
  });
  expect((await call(signed('the key'))).status).toBe(401);
  app.secrets.write(`webhook:${flowId}`, 'the key', { allowReadable: true });
  expect((await call()).status).toBe(401);
  expect((await call(signed('other'))).status).toBe(401);
  expect((await call(signed('the key'))).status).toBe(202);
  expect(await settledFirings(app, flowId, 1)).toHaveLength(1);
});

it('lets so many calls a minute through and no more, to each of its own', async () => {
  let nowMs = 0;
  const refused: string[] = [];
  const server = new WebhookServer({
    find: (triggerId) => ({ triggerId, tokenHash: tokenHash('secret'), hmacSecret: null }),
    fire: () => ({ runId: 'run', firing: 'firing' }),
    onRefused: (triggerId, reason) => refused.push(`${triggerId}: ${reason}`),
    nowMs: () => nowMs,
    log: () => undefined,
    callsPerMinute: 3,
  });
  const port = await server.listen(0);
  onTestFinished(() => server.close());
  const call = async (hook: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/hook/trigger_${hook}/secret`, { method: 'POST', body: '' })).status;
  expect([await call('a'), await call('a'), await call('a'), await call('a')]).toEqual([202, 202, 202, 429]);
  expect(await call('b')).toBe(202);
  nowMs = 20_000;
  expect([await call('a'), await call('a')]).toEqual([202, 429]);
  expect(refused).toEqual(['trigger_a: too-many', 'trigger_a: too-many']);
});

it('does not listen until it is switched on, nor after it is switched off', async () => {
  const { app, command, call, port } = await openHook();
  await command('webhook', 'off');
  expect(app.triggering.webhooks.state.port).toBeNull();
  await expect(call({}, `http://127.0.0.1:${port}/`)).rejects.toThrow();
});

/** Bytes as they are, on a connection of their own. @returns the status line, empty when it was closed without one */
function sendRaw(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''));
  });
}

it('stands whatever bytes come, and fires for none of them', async () => {
  const { app, flowId, port, triggerId, call } = await openHook();
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('/hook/', triggerId, '..', '%00', '\r\n'),
  );
  const request = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc
      .record({
        method: fc.constantFrom('POST', 'GET', 'PUT', 'OPTIONS', 'post', ''),
        path: fc.array(part, { maxLength: 4 }).map((parts) => `/hook/${triggerId}/${parts.join('/')}`),
        headers: fc.array(
          fc.tuple(
            fc.constantFrom(
              'Host',
              'Content-Length',
              'Transfer-Encoding',
              'Authorization',
              'X-Signature-256',
              'Expect',
            ),
            fc.oneof(part, fc.constantFrom('127.0.0.1', 'chunked', '5', '-1', '1e9', 'Bearer x', '100-continue')),
          ),
          { maxLength: 6 },
        ),
        body: fc.oneof(part, fc.json()),
      })
      .map(({ method, path, headers, body }) =>
        Buffer.from(`${method} ${path} HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`),
      ),
  );
  await fc.assert(
    fc.asyncProperty(request, async (bytes) => {
      expect(await sendRaw(port, bytes)).not.toMatch(/ (2\d\d|500) /);
    }),
    { numRuns: 300, seed: 5 },
  );
  expect(firingsOf(app, flowId)).toEqual([]);
  // It still works, once the flood has been paid for.
  await eventually(async () => expect((await call()).status).toBe(202));
});

it('reads any body without breaking', () => {
  const types = fc.constantFrom(
    undefined,
    'application/json',
    'text/plain; charset=x',
    'application/ld+json',
    ';',
    'a/b',
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), types, (bytes, type) => {
      const parsed = parseBody(Buffer.from(bytes), type);
      if (!parsed.ok) expect([400, 415]).toContain(parsed.status);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed = parseBody(Buffer.from(JSON.stringify(value)), 'application/json');
      if (parsed.ok) expect(parsed.body).toEqual(JSON.parse(JSON.stringify(value)));
      else expect(JSON.stringify(value)).toContain('__proto__');
    }),
  );
  expect(parseBody(Buffer.from('['.repeat(5_000) + ']'.repeat(5_000)), 'application/json')).toMatchObject({
    ok: false,
  });
});
