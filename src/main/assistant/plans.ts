/** Plans from proposal to decision. Owns: the rule that nothing is set up without an approval, and that a plan is decided once. */
import type { SpendingLimits } from '../../shared/domain/budget.ts';
import type { DryRunReport, Plan } from '../../shared/domain/plan.ts';
import { assertInvariant, MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { DryRunner } from '../flows/dry-run.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { storedFlowLines } from '../flows/flow-lines.ts';
import { existingFlow } from '../flows/flow-views.ts';
import { newId } from '../ids.ts';
import type { Orchestrator, SetUp } from '../orchestrator/orchestrator.ts';
import type { Database } from '../store/database.ts';
import { readFlowVersion } from '../store/tables/flows.ts';
import { decidePlan, findPlan, insertPlan, type PlanRow } from '../store/tables/plans.ts';
import type { Clock } from '../workflow/ports.ts';
import { planCard } from './plan-card.ts';

export interface PlansDeps {
  db: Database;
  clock: Clock;
  dryRun: DryRunner;
  orchestrator: Orchestrator;
  /** What a run may spend whose flow says nothing. */
  defaultBudget: () => SpendingLimits;
}

export class Plans {
  readonly #deps: PlansDeps;

  constructor(deps: PlansDeps) {
    this.#deps = deps;
  }

  /** @throws MajordomoError `Flow.Invalid`: a plan that could not run is never shown. */
  propose(draft: FlowDraft, conversationId: string | null): Plan {
    this.#deps.orchestrator.refuseInvalid(draft);
    const nowMs = this.#deps.clock.nowMs();
    const id = newId('plan', nowMs);
    const { changes } = draft;
    const kept: FlowDraft = changes
      ? {
          ...withStoredBudget(this.#deps.db, changes.flowId, draft),
          changes: { ...changes, before: storedFlowLines(this.#deps.db, changes.flowId) },
        }
      : draft;
    insertPlan(this.#deps.db, { id, conversationId, draft: kept as unknown as JsonValue, nowMs });
    return this.card(id);
  }

  /** The card of a draft that nobody proposed yet: nothing is stored. @throws MajordomoError `Flow.Invalid`, `Trigger.*` */
  preview(draft: FlowDraft): Plan {
    this.#deps.orchestrator.refuseInvalid(draft);
    const nowMs = this.#deps.clock.nowMs();
    const row = { id: 'preview', conversationId: null, status: 'proposed' as const, flowId: null, createdAtMs: nowMs };
    return planCard({ ...row, draft }, nowMs, this.#deps.defaultBudget());
  }

  card(planId: string): Plan {
    return planCard(this.row(planId), this.#deps.clock.nowMs(), this.#deps.defaultBudget());
  }

  row(planId: string): PlanRow<FlowDraft> {
    const row = findPlan<FlowDraft>(this.#deps.db, planId);
    if (!row)
      throw new MajordomoError({ code: 'Plan.Unknown', message: `There is no plan ${planId}.`, data: { planId } });
    return row;
  }

  /** The approval and the flow it becomes are one transaction. */
  approve(planId: string): SetUp {
    const { draft } = this.proposed(planId);
    return this.#deps.orchestrator.setUp(draft, {
      listed: draft.once !== true,
      alongside: (flowId) => {
        const decided = decidePlan(this.#deps.db, planId, 'approved', flowId, this.#deps.clock.nowMs());
        assertInvariant(decided, 'a plan is approved once');
      },
    });
  }

  discard(planId: string): Plan {
    this.#decide(planId, 'discarded');
    return this.card(planId);
  }

  supersede(planId: string): Plan {
    this.#decide(planId, 'superseded');
    return this.card(planId);
  }

  /** @returns whether it was still to be decided */
  supersedeIfProposed(planId: string): boolean {
    return decidePlan(this.#deps.db, planId, 'superseded', null, this.#deps.clock.nowMs());
  }

  async dryRun(planId: string): Promise<DryRunReport> {
    const { draft } = this.row(planId);
    return (await this.#deps.dryRun(draft)).report;
  }

  proposed(planId: string): PlanRow<FlowDraft> {
    const row = this.row(planId);
    if (row.status !== 'proposed')
      throw new MajordomoError({
        code: 'Plan.Decided',
        message: `This plan was already ${row.status}.`,
        data: { planId, status: row.status },
      });
    return row;
  }

  #decide(planId: string, status: 'discarded' | 'superseded'): void {
    this.proposed(planId);
    decidePlan(this.#deps.db, planId, status, null, this.#deps.clock.nowMs());
  }
}

/** A change that says nothing of the budget leaves it as it was agreed. */
function withStoredBudget(db: Database, flowId: string, draft: FlowDraft): FlowDraft {
  if (draft.budget) return draft;
  const { id, current_version: version } = existingFlow(db, flowId);
  const { budget } = readFlowVersion(db, id, version);
  return budget ? { ...draft, budget } : draft;
}
