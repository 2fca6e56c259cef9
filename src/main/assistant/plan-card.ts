import type { Plan } from '../../shared/domain/plan.ts';
import { effectsInWords, mayInWords, outlineOf } from '../flows/describe.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { scheduleView } from '../schedule/schedule-view.ts';
import type { PlanRow } from '../store/tables/plans.ts';

/** A new schedule's policy for firings that came due while the machine slept or Majordomo was not running. */
const whenMissed = 'Missed while asleep or switched off: runs once when you are back.';

/** The plan card of a stored draft. Its steps are read back from the definition, so the card says what will run. */
export function planCard(row: PlanRow<FlowDraft>, nowMs: number): Plan {
  const { draft } = row;
  return {
    id: row.id,
    conversationId: row.conversationId,
    status: row.status,
    name: draft.name,
    task: draft.task,
    request: draft.request,
    flowText: draft.flowText,
    scheduleText: draft.scheduleText,
    steps: outlineOf(draft.definition),
    schedule: draft.schedule ? scheduleView(draft.schedule, { nowMs }) : null,
    workers: draft.workers.map((worker) => ({ ...worker, may: mayInWords(worker) })),
    effects: effectsInWords(draft.definition),
    ifItFails: draft.schedule ? `${draft.ifItFails} ${whenMissed}` : draft.ifItFails,
    budget: { tokensPerRun: 0 },
    assumptions: draft.assumptions,
    flowId: row.flowId,
  };
}
