/**
 * What happens when a limit is reached: the run parks and the user is asked for more, or the step fails with Budget.Exceeded.
 * A question outlives the process: the step is taken up again, does not fit again, and finds its question or the decision.
 */
import type { Result } from '../../shared/errors.ts';
import type { Approvals } from '../approvals/approvals.ts';
import type { Database } from '../store/database.ts';
import { countSettledRequests, noteBudgetRequest } from '../store/tables/budgets.ts';
import type { TaskRequest } from '../workflow/ports.ts';
import { amountToAsk, amountWords, exceededError, type Shortfall, scopeWords, shortfallWords } from './shortfall.ts';

const expiresInSeconds = 7 * 86_400;

export class BudgetGate {
  readonly #deps: { db: Database; approvals: Approvals };

  constructor(deps: { db: Database; approvals: Approvals }) {
    this.#deps = deps;
  }

  /** Answers when the user has allowed more; an error when not, or when the flow is to stop instead of asking. */
  async ask(shortfall: Shortfall, request: TaskRequest, signal: AbortSignal): Promise<Result<null>> {
    const { db, approvals } = this.#deps;
    const { limit } = shortfall;
    const { owner, scope, scopeId, kind } = limit;
    if (limit.whenReached === 'stop' || owner === null) return { ok: false, error: exceededError(shortfall) };
    // Steps that reach the same limit of the same run ask one question; after a yes the next question is another one.
    const prefix = `budget:${scope}:${scopeId}:${kind}:${owner.runId}`;
    const key = `${prefix}:${countSettledRequests(db, prefix)}`;
    const amount = amountToAsk(shortfall);
    noteBudgetRequest(db, key, { scope, scopeId, kind }, amount);
    const outcome = await approvals.ask(
      {
        key,
        runId: owner.runId,
        flowId: owner.flowId,
        state: request.state,
        question: `“${owner.flowName}” has reached its budget of ${amountWords(kind, limit.limit)} for ${scopeWords[scope]}. Allow ${amountWords(kind, amount)} more?`,
        detail: `At “${request.state}”: ${shortfallWords(shortfall)}. If you say no, the step ends with Budget.Exceeded.`,
        expiresInSeconds,
      },
      signal,
    );
    if (outcome.ok) return { ok: true, value: null };
    const why = outcome.error === 'Approval.Denied' ? 'You said no to more.' : 'Nobody allowed more in time.';
    return { ok: false, error: exceededError(shortfall, why) };
  }
}
