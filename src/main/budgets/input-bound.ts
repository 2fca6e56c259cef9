/**
 * How many tokens a request is at most. A token stands for at least one byte of UTF-8, so bytes bound them; that is about four times
 * too many for English, so what an endpoint has already counted is taken in place of its bytes.
 */
import type { ModelMessage, ModelRequest, ModelUsage } from '../models/model-client.ts';

/** Roles and separators around each message and tool. */
const tokensAround = 16;

/** What the endpoint said of an earlier request whose messages, with its answer, are the beginning of this one's. */
export interface Counted {
  /** Messages of that request; its answer is the next one. */
  messages: number;
  usage: ModelUsage;
}

export function inputBound(request: Pick<ModelRequest, 'messages' | 'tools'>, counted: Counted | null = null): number {
  const bytes = request.messages.map(bytesOf);
  const tools = request.tools.reduce((sum, tool) => sum + Buffer.byteLength(JSON.stringify(tool)) + tokensAround, 0);
  if (counted === null) return tools + sum(bytes);
  const { inputTokens, outputTokens } = counted.usage;
  const before = tools + sum(bytes.slice(0, counted.messages));
  // An endpoint that counts more than a token a byte counts in its own way: the rest is taken to be counted like that too.
  const perByte = Math.max(1, inputTokens / Math.max(1, before));
  const answer = bytes[counted.messages] ?? 0;
  return (
    inputTokens +
    Math.min(outputTokens + tokensAround, Math.ceil(answer * perByte)) +
    Math.ceil(sum(bytes.slice(counted.messages + 1)) * perByte)
  );
}

function bytesOf(message: ModelMessage): number {
  const calls = message.role === 'assistant' && message.toolCalls.length > 0 ? JSON.stringify(message.toolCalls) : '';
  return tokensAround + Buffer.byteLength(message.content) + Buffer.byteLength(calls);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
