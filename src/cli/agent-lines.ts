import type { AgentEntry, AgentTrace } from '../shared/domain/run.ts';
import type { UsageTotals } from '../shared/domain/usage.ts';
import { shorten } from '../shared/tools/words.ts';

const longest = 300;

/** "3 model calls, 1,240 tokens, $0.0031" */
export function usageWords({ modelCalls, inputTokens, outputTokens, money, estimated }: UsageTotals): string {
  const tokens = (inputTokens + outputTokens).toLocaleString('en-US');
  const cost =
    modelCalls === 0 ? '' : money === null ? ', price not known' : money === 0 ? '' : `, $${money.toFixed(4)}`;
  return `${modelCalls} model ${modelCalls === 1 ? 'call' : 'calls'}, ${estimated ? 'about ' : ''}${tokens} tokens${cost}`;
}

/** What an agent's model said and called, a line each. */
export function agentLines({ tries }: AgentTrace): string[] {
  return tries.flatMap(({ entries }, index) => [
    ...(index > 0 ? [`  try ${index + 1}`] : []),
    ...entries.flatMap(linesOf),
  ]);
}

function linesOf(entry: AgentEntry): string[] {
  if (entry.kind === 'tool') {
    const call = `${entry.tool} ${shorten(JSON.stringify(entry.arguments), longest)}`;
    const answer = entry.open
      ? 'no answer yet'
      : entry.error === null
        ? shorten(JSON.stringify(entry.result), longest)
        : `${entry.error}: ${entry.cause ?? ''}`;
    return [`  tool   ${call}`, `         ${answer}`];
  }
  const told = entry.feedback === null ? [] : [`  told   ${shorten(entry.feedback, longest)}`];
  if (entry.error !== null) return [...told, `  model  ${entry.error}: ${entry.cause ?? ''}`];
  if (entry.text === null) return [...told, '  model  no answer yet'];
  const calls = entry.calls.map(({ tool }) => `calls ${tool}`).join(', ');
  const tokens = `[${entry.inputTokens} + ${entry.outputTokens} tokens]`;
  return [
    ...told,
    `  model  ${[shorten(entry.text, longest), calls].filter((part) => part !== '').join(' — ')} ${tokens}`,
  ];
}
