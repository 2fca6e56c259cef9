/**
 * The model client against a real server. Hunts: text that is lost or doubled between pieces, tool calls put together wrongly, a
 * failure that throws or hangs, a paid answer whose cost is forgotten, a retry of what was already paid.
 */
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../../src/main/models/model-client.ts';
import { createOpenAiClient } from '../../../src/main/models/openai-client.ts';
import { busy, fail, modelServerOfTest, type Script, say } from '../../support/model-server.ts';

const request: ModelRequest = {
  model: 'scripted',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is new?' },
  ],
  tools: [],
  maxOutputTokens: 500,
  key: 'turn-1:1',
};

async function ask(script: Script, options: { change?: Partial<ModelRequest>; idleTimeoutMs?: number } = {}) {
  const server = await modelServerOfTest(script);
  const client = createOpenAiClient({
    label: 'Scripted',
    baseUrl: server.baseUrl,
    apiKey: () => 'sk-test',
    idleTimeoutMs: options.idleTimeoutMs ?? 20_000,
  });
  const deltas: string[] = [];
  const outcome = await client.complete(
    { ...request, ...options.change },
    { signal: new AbortController().signal, onText: (delta) => deltas.push(delta) },
  );
  return { server, outcome, deltas };
}

async function errorOf(script: Script, options: Parameters<typeof ask>[1] = {}) {
  const { outcome, server } = await ask(script, options);
  if (outcome.ok) throw new Error(`expected an error, got ${JSON.stringify(outcome.value)}`);
  return { ...outcome, requests: server.requests.length };
}

describe('an answer', () => {
  it('arrives piece by piece, and whole with what it cost', async () => {
    const { outcome, deltas, server } = await ask([{ text: 'Nothing much, Ünïcode 🫖 apart.', pieceLength: 4 }]);
    expect(outcome).toEqual({
      ok: true,
      value: {
        text: 'Nothing much, Ünïcode 🫖 apart.',
        toolCalls: [],
        finish: 'stop',
        usage: { inputTokens: server.tokens.input, outputTokens: server.tokens.output, estimated: false },
      },
    });
    expect(deltas.join('')).toBe('Nothing much, Ünïcode 🫖 apart.');
    expect(deltas.length).toBeGreaterThan(5);
  });

  it('is asked for with the key, the bound and the idempotency key', async () => {
    const { server } = await ask([say('Yes.')]);
    const [seen] = server.requests;
    expect(seen?.headers.authorization).toBe('Bearer sk-test');
    expect(seen?.headers['idempotency-key']).toBe('turn-1:1');
    expect(seen?.body).toMatchObject({ max_tokens: 500, stream: true, stream_options: { include_usage: true } });
    expect(seen?.body).not.toHaveProperty('tools');
  });

  it('whose length ran out says so', async () => {
    const { outcome } = await ask([{ text: 'A long', finish: 'length' }]);
    expect(outcome.ok && outcome.value.finish).toBe('length');
  });

  it('without a count of its own is estimated', async () => {
    const { outcome } = await ask([{ text: 'Twelve bytes', usage: null }]);
    expect(outcome.ok && outcome.value.usage).toEqual({ inputTokens: 14, outputTokens: 3, estimated: true });
  });
});

describe('tool calls', () => {
  it('split over pieces are put together, several side by side', async () => {
    const { outcome } = await ask([
      {
        text: 'I look.',
        pieceLength: 3,
        calls: [
          { id: 'a', name: 'web_fetch', arguments: { url: 'http://shop.example/kettle' } },
          { id: 'b', name: 'system_info', arguments: {} },
        ],
      },
    ]);
    expect(outcome.ok && outcome.value).toMatchObject({
      text: 'I look.',
      finish: 'tools',
      toolCalls: [
        { id: 'a', name: 'web_fetch', argumentsText: '{"url":"http://shop.example/kettle"}' },
        { id: 'b', name: 'system_info', argumentsText: '{}' },
      ],
    });
  });

  it('are told apart by their id where an endpoint gives every one the same index', async () => {
    const piece = (id: string, args: string) =>
      JSON.stringify({
        choices: [{ delta: { tool_calls: [{ index: 0, id, function: { name: 'notify', arguments: args } }] } }],
      });
    const { outcome } = await ask([
      { firstLine: `${piece('a', '{"title":"1"}')}\n\ndata: ${piece('b', '{"title":"2"}')}` },
    ]);
    expect(outcome.ok && outcome.value.toolCalls.map(({ id, argumentsText }) => [id, argumentsText])).toEqual([
      ['a', '{"title":"1"}'],
      ['b', '{"title":"2"}'],
    ]);
  });

  it('are calls whatever the endpoint says it stopped for, and malformed arguments are handed on as they are', async () => {
    const { outcome } = await ask([{ calls: [{ name: 'notify', arguments: '{"title": ' }], finish: 'stop' }]);
    expect(outcome.ok && outcome.value).toMatchObject({
      finish: 'tools',
      toolCalls: [{ name: 'notify', argumentsText: '{"title": ' }],
    });
  });

  it('go back to the endpoint with their results, as JSON even when they were none', async () => {
    const { server } = await ask([say('Done.')], {
      change: {
        tools: [{ name: 'notify', description: 'Tells.', parameters: { type: 'object' } }],
        messages: [
          { role: 'user', content: 'Tell me' },
          { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'notify', argumentsText: '{"title": ' }] },
          { role: 'tool', toolCallId: 'a', content: 'not JSON' },
        ],
      },
    });
    const [seen] = server.requests;
    expect(seen?.tools).toEqual(['notify']);
    expect(seen?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'notify', arguments: '{"not_json":"{\\"title\\": "}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'not JSON' },
    ]);
  });
});

describe('what passes is tried again', () => {
  it('429 after the time the endpoint names, 500 and a connection that was cut', async () => {
    const { outcome, server } = await ask([busy(0), fail(500), { drops: true }, say('At last.')]);
    expect(outcome.ok && outcome.value.text).toBe('At last.');
    expect(server.requests).toHaveLength(4);
  });

  it('but not for ever: 429 ends as busy with the time to wait', async () => {
    const { error, usage, requests } = await errorOf(() => ({ status: 429, message: 'slow down', retryAfter: '0' }));
    expect({ code: error.code, usage, requests }).toEqual({
      code: 'Model.Busy',
      usage: { inputTokens: 0, outputTokens: 0, estimated: true },
      requests: 4,
    });
    expect(error.message).toContain('slow down');
    expect(error.message).toContain('Try again in 0 seconds');
  });
});

describe('what does not pass is an error as data', () => {
  it('a refusal, at once and in the endpoint’s words', async () => {
    const { error, requests } = await errorOf([fail(400, 'no tools here')]);
    expect({ code: error.code, requests }).toEqual({ code: 'Model.Refused', requests: 1 });
    expect(error.message).toContain('no tools here');
  });

  it('a wrong key names the remedy', async () => {
    const { error } = await errorOf([fail(401, 'bad key')]);
    expect(error.message).toContain('Check its key');
  });

  it('an answer that breaks off is not asked for again, and its cost is known', async () => {
    const { error, usage, requests } = await errorOf([{ text: 'Half of an answer', dropsAfterPieces: 2 }]);
    expect({ code: error.code, requests }).toEqual({ code: 'Model.Interrupted', requests: 1 });
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ['that is not JSON', '{"choices": ['],
    ['of another protocol', '{"candidates": []}'],
  ])('a piece %s', async (_what, firstLine) => {
    const { error } = await errorOf([{ text: 'x', firstLine }]);
    expect(error.code).toBe('Model.BadAnswer');
  });

  it('an address where nothing listens', async () => {
    const server = await modelServerOfTest([]);
    await server.close();
    const client = createOpenAiClient({ label: 'Gone', baseUrl: server.baseUrl, apiKey: () => null, maxRetries: 0 });
    const outcome = await client.complete(request, { signal: new AbortController().signal });
    expect(!outcome.ok && outcome.error.code).toBe('Model.Unreachable');
    expect(!outcome.ok && outcome.error.message).toContain('ECONNREFUSED');
  });

  it.each([
    ['before', { hangs: true } as const],
    ['within', { text: 'Half', delayMs: 30_000, firstLine: '{"choices":[{"delta":{"content":"A"}}]}' }],
  ])('silence %s an answer, asked once', async (_when, answer) => {
    const { error, requests } = await errorOf([answer], { idleTimeoutMs: 250 });
    expect({ code: error.code, requests }).toEqual({ code: 'Model.Timeout', requests: 1 });
  });

  it('being stopped, with what had been paid by then', async () => {
    const server = await modelServerOfTest([{ text: 'One two three', pieceLength: 3, delayMs: 100 }]);
    const client = createOpenAiClient({ label: 'Scripted', baseUrl: server.baseUrl, apiKey: () => null });
    const stop = new AbortController();
    const outcome = await client.complete(request, { signal: stop.signal, onText: () => stop.abort() });
    expect(!outcome.ok && outcome.error.code).toBe('Model.Cancelled');
    expect(!outcome.ok && outcome.usage.inputTokens).toBeGreaterThan(0);
  });
});

it('many tool calls in one answer keep their order', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `tool_${index}`);
  const { outcome } = await ask([{ calls: names.map((name) => ({ name, arguments: { name } })) }]);
  expect(outcome.ok && outcome.value.toolCalls.map(({ name }) => name)).toEqual(names);
});
