/** Upper bounds of a request. Hunts: a bound below what a tokenizer may count, one that forgets what follows the counted part. */
import { describe, expect, it } from 'vitest';
import { inputBound } from '../../../src/main/budgets/input-bound.ts';
import type { ModelMessage } from '../../../src/main/models/model-client.ts';

const user = (content: string): ModelMessage => ({ role: 'user', content });
const answer = (content: string): ModelMessage => ({ role: 'assistant', content, toolCalls: [] });
const tools = [{ name: 'notify', description: 'Tells.', parameters: { type: 'object' } }];

describe('the bound of a request', () => {
  it('is at least a token a byte, tools included', () => {
    const text = '価格は百円です';
    expect(inputBound({ messages: [user(text)], tools })).toBeGreaterThanOrEqual(
      Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(tools[0])),
    );
  });

  it('takes what the endpoint counted in place of bytes, and bytes for what came after', () => {
    const messages = [user('x'.repeat(4_000)), answer('y'.repeat(400))];
    const counted = { messages: 1, usage: { inputTokens: 1_000, outputTokens: 100 } };
    const before = inputBound({ messages, tools }, counted);
    expect(before).toBeGreaterThanOrEqual(1_100);
    expect(before).toBeLessThan(1_200);
    const after = inputBound({ messages: [...messages, user('z'.repeat(500))], tools }, counted);
    expect(after - before).toBeGreaterThanOrEqual(500);
  });

  it('follows an endpoint that counts more than a token a byte', () => {
    const messages = [user('x'.repeat(100)), answer('ok'), user('z'.repeat(100))];
    const counted = { messages: 1, usage: { inputTokens: 1_160, outputTokens: 5 } };
    expect(inputBound({ messages, tools: [] }, counted)).toBeGreaterThanOrEqual(2_160);
  });
});
