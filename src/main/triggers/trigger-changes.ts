/** Giving flows triggers and taking them away, in the caller's transaction. Owns: what a trigger may be. */
import { defaultPolicies, type SchedulePolicies } from '../../shared/domain/schedule.ts';
import { type TriggerSpec, type TriggerView, triggerSpec } from '../../shared/domain/trigger.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import { findFlow, listFlows } from '../store/tables/flows.ts';
import { deactivateSchedule, insertSchedule } from '../store/tables/schedules.ts';
import { activeTriggersOf, insertTrigger, type Trigger, triggersAfter } from '../store/tables/triggers.ts';
import { triggerInWords } from './trigger-words.ts';
import { type WatchFolders, watchTarget } from './watch-target.ts';

export const mostTriggers = 10;

/** Every event is made up for, and waits its turn: unlike moments of a clock, one does not stand for the other. */
const policies: SchedulePolicies = {
  ...defaultPolicies,
  misfire: 'all',
  misfireWindowMs: 7 * 86_400_000,
  overlap: 'queue',
};

/**
 * Gives a flow a trigger. @returns the one it has already when it is the same
 * @throws MajordomoError `Trigger.BadPath`, `Trigger.Circle`, `Trigger.TooMany`, `Flow.Unknown`
 */
export function addTrigger(
  db: Database,
  flowId: string,
  wanted: TriggerSpec,
  context: { folders: WatchFolders; timezone: string; nowMs: number },
): Trigger {
  const spec = checked(db, flowId, wanted, context.folders);
  const others = activeTriggersOf(db, flowId);
  const same = others.find((other) => JSON.stringify(other.spec) === JSON.stringify(spec));
  if (same !== undefined) return same;
  if (others.length >= mostTriggers)
    throw new MajordomoError({
      code: 'Trigger.TooMany',
      message: `A flow has at most ${mostTriggers} triggers. Remove one of them first, or watch a pattern instead of single files.`,
      data: { flowId },
    });
  const id = newId('trigger', context.nowMs);
  const text = wordsOf(db, spec);
  const { timezone, nowMs } = context;
  insertSchedule(db, { ...policies, id, flowId, spec: { kind: 'manual', timezone, text }, nowMs, source: 'trigger' });
  insertTrigger(db, { id, flowId, spec });
  return { id, flowId, spec, active: true, tokenHash: null, lookedAtMs: null };
}

/** Its triggers become these; those it has already stay as they are, with what they have seen. */
export function replaceTriggers(
  db: Database,
  flowId: string,
  wanted: readonly TriggerSpec[],
  context: Parameters<typeof addTrigger>[3],
): void {
  const kept = new Set(wanted.map((spec) => JSON.stringify(checked(db, flowId, spec, context.folders))));
  for (const trigger of activeTriggersOf(db, flowId))
    if (!kept.has(JSON.stringify(trigger.spec))) deactivateSchedule(db, trigger.id);
  for (const spec of wanted) addTrigger(db, flowId, spec, context);
}

export function removeTrigger(db: Database, trigger: Trigger): void {
  deactivateSchedule(db, trigger.id);
}

/** Before a flow is there: what can be said of its triggers already. @throws MajordomoError `Trigger.BadPath`, `Flow.Unknown` */
export function refuseBadTriggers(
  db: Database,
  wanted: readonly TriggerSpec[],
  context: { folders: WatchFolders; alsoNames: readonly string[] },
): void {
  for (const spec of wanted)
    if (spec.kind !== 'flow' || !context.alsoNames.includes(spec.flow)) checked(db, null, spec, context.folders);
}

/** The active ones of a flow. */
export function triggerViews(db: Database, flowId: string): TriggerView[] {
  return activeTriggersOf(db, flowId).map(({ id, spec }) => ({
    id,
    kind: spec.kind,
    words: wordsOf(db, spec),
    spec,
  }));
}

function wordsOf(db: Database, spec: TriggerSpec): string {
  return triggerInWords(spec, spec.kind === 'flow' ? findFlow(db, spec.flow)?.name : undefined);
}

function checked(db: Database, flowId: string | null, wanted: TriggerSpec, folders: WatchFolders): TriggerSpec {
  const spec = triggerSpec.parse(wanted);
  if (spec.kind === 'file') watchTarget(spec.path, folders);
  if (spec.kind !== 'flow') return spec;
  const flow =
    findFlow(db, spec.flow) ?? listFlows(db).find(({ name }) => name.toLowerCase() === spec.flow.toLowerCase());
  if (flow === undefined || flow.status === 'cancelled')
    throw new MajordomoError({
      code: 'Flow.Unknown',
      message: `There is no flow '${spec.flow}' to follow. 'flow list' shows the flows.`,
      data: { flowId: spec.flow },
    });
  if (flowId !== null && leadsTo(db, flowId, flow.id))
    throw new MajordomoError({
      code: 'Trigger.Circle',
      message: `'${flow.name}' itself runs after this flow, so they would start one another for ever. Let only one of them follow the other.`,
      data: { flowId, follows: flow.id },
    });
  return { ...spec, flow: flow.id };
}

/** Whether the end of `flowId`'s runs starts, by way of others, the flow `otherId`. */
function leadsTo(db: Database, flowId: string, otherId: string, seen = new Set<string>()): boolean {
  if (flowId === otherId) return true;
  if (seen.has(flowId)) return false;
  seen.add(flowId);
  return triggersAfter(db, flowId).some((trigger) => leadsTo(db, trigger.flowId, otherId, seen));
}
