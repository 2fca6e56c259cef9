import type { UsageTotals } from '../../shared/domain/usage.ts';
import { text } from '../text.ts';

/** "3 model calls, 1,240 tokens, $0.0031" */
export function usageWords({
  modelCalls,
  toolCalls,
  inputTokens,
  outputTokens,
  money,
  estimated,
}: UsageTotals): string {
  const tokens = (inputTokens + outputTokens).toLocaleString(text.language);
  return [
    text.run.modelCalls(modelCalls),
    ...(toolCalls > 0 ? [text.run.toolCalls(toolCalls)] : []),
    estimated ? text.run.aboutTokens(tokens) : text.run.tokens(tokens),
    ...(modelCalls === 0 || money === 0 ? [] : [money === null ? text.run.priceUnknown : `$${money.toFixed(4)}`]),
  ].join(', ');
}
