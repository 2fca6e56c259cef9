import { diffArrays } from 'diff';
import type { SpendingLimits } from '../../shared/domain/budget.ts';
import type { OutlineStep, Plan } from '../../shared/domain/plan.ts';
import { effectsInWords, mayInWords, outlineOf } from '../flows/describe.ts';
import { planBudget } from '../flows/flow-budget.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { flowLines } from '../flows/flow-lines.ts';
import { whenView } from '../schedule/schedule-view.ts';
import type { PlanRow } from '../store/tables/plans.ts';
import { triggerInWords } from '../triggers/trigger-words.ts';

/** A new schedule's policy for firings that came due while the machine slept or Majordomo was not running. */
const whenMissed = 'Missed while asleep or switched off: runs once when you are back.';

/** The plan card of a stored draft. Its steps are read back from the definition, so the card says what will run. */
export function planCard(row: PlanRow<FlowDraft>, nowMs: number, defaults: SpendingLimits): Plan {
  const { draft } = row;
  const all = [...(draft.also ?? []), draft];
  const ends = (draft.cancels ?? []).map(({ name }) => `ends the flow “${name}”`);
  return {
    id: row.id,
    conversationId: row.conversationId,
    status: row.status,
    name: draft.name,
    task: draft.task,
    request: draft.request,
    flowText: draft.flowText,
    scheduleText: draft.scheduleText,
    steps: all.length === 1 ? outlineOf(draft.definition) : all.map((one) => partOf(one, nowMs)),
    schedule: whenOf(draft, nowMs),
    workers: all.flatMap(({ workers }) => workers).map((worker) => ({ ...worker, may: mayInWords(worker) })),
    effects: [...new Set([...all.flatMap(({ definition }) => effectsInWords(definition)), ...ends])],
    ifItFails: draft.schedule ? `${draft.ifItFails} ${whenMissed}` : draft.ifItFails,
    budget: budgetOf(all, defaults),
    assumptions: all.flatMap(({ assumptions }) => assumptions),
    changes: draft.changes ? { flowId: draft.changes.flowId, lines: difference(draft) } : null,
    flowId: row.flowId,
  };
}

function whenOf({ schedule, triggers = [] }: FlowDraft, nowMs: number): Plan['schedule'] {
  const words = triggers.map((spec) => triggerInWords(spec));
  return whenView(schedule, words, { nowMs });
}

function difference(draft: FlowDraft): NonNullable<Plan['changes']>['lines'] {
  return diffArrays(draft.changes?.before ?? [], flowLines(draft)).flatMap(({ added, removed, value }) =>
    value.map((text) => ({
      is: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
      text,
    })),
  );
}

function budgetOf(all: readonly FlowDraft[], defaults: SpendingLimits): Plan['budget'] {
  const budgets = all.map((draft) => ({ name: draft.name, ...planBudget(draft, defaults) }));
  const [only] = budgets;
  if (only && budgets.length === 1) return { tokensPerRun: only.tokensPerRun, words: only.words };
  return {
    tokensPerRun: budgets.some(({ tokensPerRun }) => tokensPerRun === null)
      ? null
      : budgets.reduce((sum, { tokensPerRun }) => sum + (tokensPerRun ?? 0), 0),
    words: budgets.flatMap(({ name, words }) => words.map((line) => `${name}: ${line}`)),
  };
}

/** One flow of several in a plan: its name and when it fires, with its steps inside. */
function partOf(draft: FlowDraft, nowMs: number): OutlineStep {
  const when = whenOf(draft, nowMs)?.words ?? 'when it is started or called';
  return {
    state: null,
    parts: [
      { kind: 'text', text: 'The flow ' },
      { kind: 'value', text: draft.name },
      { kind: 'text', text: `, ${when}` },
    ],
    children: outlineOf(draft.definition),
  };
}
