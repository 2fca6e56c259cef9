/** How many tokens a text is, for endpoints that do not count: about four bytes a token, which English prose and JSON stay under. */
import type { ModelRequest, ModelToolCall } from './model-client.ts';

const bytesPerToken = 4;
/** Roles and separators around each message. */
const tokensPerMessage = 4;

export function estimateTextTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesPerToken);
}

export function estimateInputTokens(request: Pick<ModelRequest, 'messages' | 'tools'>): number {
  let tokens = request.tools.length === 0 ? 0 : estimateTextTokens(JSON.stringify(request.tools));
  for (const message of request.messages) {
    tokens += tokensPerMessage + estimateTextTokens(message.content);
    if (message.role === 'assistant') tokens += estimateCallTokens(message.toolCalls);
  }
  return tokens;
}

export function estimateOutputTokens(text: string, toolCalls: readonly ModelToolCall[]): number {
  return estimateTextTokens(text) + estimateCallTokens(toolCalls);
}

function estimateCallTokens(toolCalls: readonly ModelToolCall[]): number {
  return toolCalls.reduce(
    (sum, { name, argumentsText }) => sum + tokensPerMessage + estimateTextTokens(name + argumentsText),
    0,
  );
}
