/** Tool calls that a flow's own steps make, counted where a budget limits them. */
import type { Result } from '../../shared/errors.ts';
import type { TaskRequest } from '../workflow/ports.ts';
import type { BudgetGate } from './budget-gate.ts';
import type { Budgets, Spender } from './budgets.ts';

export type AdmitStepCall = (request: TaskRequest, tool: string, signal: AbortSignal) => Promise<Result<null>>;

export function createStepCalls(deps: { budgets: Budgets; gate: BudgetGate }): AdmitStepCall {
  const { budgets, gate } = deps;
  return async (request, tool, signal) => {
    const { run, state, idempotencyKey, scheduled, recovering } = request;
    const spender: Spender = {
      role: 'worker',
      endpoint: '',
      step: { runId: run.id, state, key: idempotencyKey, limits: null },
    };
    // A recovered call was counted when it was first made.
    if (recovering || !budgets.limits(spender, 'toolCalls')) return { ok: true, value: null };
    for (;;) {
      const shortfall = budgets.countToolCall(spender, `${idempotencyKey}/${scheduled}`, tool);
      if (!shortfall) return { ok: true, value: null };
      const more = await gate.ask(shortfall, request, signal);
      if (!more.ok) return more;
    }
  };
}
