/** Keeps a conversation within a model's context: the oldest of it is left out, with a notice in its place. */
import type { ModelMessage, ModelTool } from './model-client.ts';
import { estimateInputTokens } from './token-estimate.ts';

const notice: ModelMessage = {
  role: 'user',
  content: '(Earlier messages of this conversation were left out here, because they no longer fit.)',
};

/**
 * @param messages the system message first; a call and its results are left out together
 * @param tokens room for messages and tools
 */
export function fitContext(
  messages: readonly ModelMessage[],
  tools: readonly ModelTool[],
  tokens: number,
): ModelMessage[] {
  const [system, ...rest] = messages;
  if (!system) return [];
  const specs = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  let kept = rest;
  while (size([system, ...kept]) > tokens) {
    const next = secondTurn(kept);
    // The turn that is being answered stays whole: without it there is nothing to answer.
    if (next === -1) break;
    kept = kept.slice(next);
  }
  return kept.length === rest.length ? [system, ...kept] : [system, notice, ...kept];

  function size(all: readonly ModelMessage[]): number {
    return estimateInputTokens({ messages: [...all], tools: specs });
  }
}

/** Where the next thing the user said begins; -1 when there is none after the first. */
function secondTurn(messages: readonly ModelMessage[]): number {
  return messages.findIndex((message, index) => index > 0 && message.role === 'user');
}
