/** What fires a flow besides the clock, as the terminal and the window change it. Each change is one transaction and holds at once. */
import type { FlowTrigger, TriggerSpec, WebhookAddress, WebhookState } from '../../shared/domain/trigger.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { occurrenceIdOf } from '../schedule/run-missed.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { activateSchedule } from '../store/tables/schedules.ts';
import { activeTriggersOf, findTrigger, refusalsOf, type Trigger } from '../store/tables/triggers.ts';
import { removeTrigger, triggerViews } from '../triggers/trigger-changes.ts';
import type { Triggering } from '../triggers/triggering.ts';
import { changeableFlow, existingFlow } from './flow-views.ts';

export interface FlowTriggersDeps {
  db: Database;
  settings: Settings;
  triggering: Triggering;
  scheduleChanged: (flowId: string) => void;
}

/** With how many calls of each were refused, and why. */
export function triggersOfFlow(db: Database, flowId: string): FlowTrigger[] {
  return triggerViews(db, existingFlow(db, flowId).id).map((view) => ({ ...view, refusals: refusalsOf(db, view.id) }));
}

/** @returns the trigger, or the one that was there already when it is the same. @throws MajordomoError as `addTrigger`, `Flow.Cancelled` */
export function addTriggerTo(flow: string, spec: TriggerSpec, deps: FlowTriggersDeps): Trigger {
  const { id } = changeableFlow(deps.db, flow);
  const trigger = deps.db.transaction(() => deps.triggering.add(id, spec)).immediate();
  deps.scheduleChanged(id);
  return trigger;
}

/** One of a flow's triggers, or all of them; its ledger stays. @throws MajordomoError `Trigger.Unknown` */
export function removeTriggersOf(flow: string, triggerId: string | undefined, deps: FlowTriggersDeps): void {
  const { db } = deps;
  const { id, name } = existingFlow(db, flow);
  const gone = activeTriggersOf(db, id).filter((trigger) => triggerId === undefined || trigger.id === triggerId);
  if (gone.length === 0)
    throw unknownTrigger(id, `'${name}' has no ${triggerId ? `trigger ${triggerId}` : 'triggers'}.`);
  db.transaction(() => {
    for (const trigger of gone) removeTrigger(db, trigger);
  }).immediate();
  deps.scheduleChanged(id);
}

/** Takes a removal back: with its address and what it has seen. @throws MajordomoError `Trigger.Unknown`, `Trigger.*` */
export function restoreTrigger(flow: string, triggerId: string, deps: FlowTriggersDeps): void {
  const { db, triggering } = deps;
  const { id } = changeableFlow(db, flow);
  const trigger = findTrigger(db, triggerId);
  if (trigger?.flowId !== id) throw unknownTrigger(id, `There is no trigger ${triggerId} to bring back.`);
  triggering.refuseBad([trigger.spec], []);
  activateSchedule(db, trigger.id);
  deps.scheduleChanged(id);
}

/** Fires by hand: in the ledger and under the policies. @returns the firing's id; null when it fired nothing. @throws MajordomoError `Trigger.Unknown` */
export function fireByHand(flow: string, input: JsonObject, { db, triggering }: FlowTriggersDeps): string | null {
  const { id, name } = changeableFlow(db, flow);
  const trigger = activeTriggersOf(db, id).find(({ spec }) => spec.kind === 'manual');
  if (trigger === undefined)
    throw unknownTrigger(
      id,
      `'${name}' has no manual trigger. Give it one (trigger set FLOW --manual), or run it: flow run.`,
    );
  const dueAtMs = triggering.triggers.fire(trigger, 'fired', { input });
  return dueAtMs === null ? null : occurrenceIdOf({ scheduleId: trigger.id, dueAtMs });
}

/**
 * Where a flow's webhook is called. The secret in it is there only when it is new.
 * @throws MajordomoError `Webhook.None`
 */
export function webhookAddress(flow: string, renew: boolean, deps: FlowTriggersDeps): WebhookAddress {
  const { path, token, triggerId } = deps.triggering.webhooks.address(existingFlow(deps.db, flow).id, { renew });
  const { port, on } = webhookState(deps);
  return { triggerId, url: `http://127.0.0.1:${port}${path}/${token ?? '<secret>'}`, isNew: token !== null, on };
}

export function webhookState({
  settings,
  triggering,
}: Pick<FlowTriggersDeps, 'settings' | 'triggering'>): WebhookState {
  const { port, error } = triggering.webhooks.state;
  return {
    on: settings.get('webhook.enabled'),
    listening: port !== null,
    port: port ?? settings.get('webhook.port'),
    error,
  };
}

function unknownTrigger(flowId: string, message: string): MajordomoError {
  return new MajordomoError({ code: 'Trigger.Unknown', message, data: { flowId } });
}
