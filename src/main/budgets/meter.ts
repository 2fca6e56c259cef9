/** A model client whose every call is reserved before it is made and settled after. */
import type { CountedUsage, ModelClient, ModelOutcome } from '../models/model-client.ts';
import type { Budgets, Spender } from './budgets.ts';
import { inputBound } from './input-bound.ts';

/** An answer shorter than this is of no use. */
export const leastOutputTokens = 256;

const nothing: CountedUsage = { inputTokens: 0, outputTokens: 0, estimated: false };

/** For the assistant and the orchestrator; when a limit is reached a call answers `Budget.Exceeded` and is not made. */
export function meter(client: ModelClient, spender: Spender, budgets: Budgets): ModelClient {
  return {
    async complete(request, options): Promise<ModelOutcome> {
      const { key, model, maxOutputTokens } = request;
      const reserved = await budgets.reserveSoon(
        spender,
        {
          key,
          model,
          inputTokens: inputBound(request),
          outputTokens: maxOutputTokens,
          leastOutputTokens: Math.min(maxOutputTokens, leastOutputTokens),
        },
        options.signal,
      );
      if (!reserved.ok) return { ok: false, error: reserved.error, usage: nothing };
      const { id, outputTokens } = reserved.value;
      let outcome: ModelOutcome;
      try {
        outcome = await client.complete({ ...request, maxOutputTokens: outputTokens }, options);
      } catch (error) {
        budgets.lose(id);
        throw error;
      }
      budgets.settle(id, spender, model, outcome.ok ? outcome.value.usage : outcome.usage);
      return outcome;
    },
  };
}
