/** A stored flow in its file form: what `flow export` writes and `flow add` takes. */
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { specOf } from '../orchestrator/orchestrator.ts';
import type { Database } from '../store/database.ts';
import { readFlowVersion } from '../store/tables/flows.ts';
import { scheduleOfFlow } from '../store/tables/schedules.ts';
import { triggerViews } from '../triggers/trigger-changes.ts';
import { existingFlow, workersOf } from './flow-views.ts';

/** @throws MajordomoError `Flow.Unknown`, `Flow.Ambiguous` */
export function flowDocument(db: Database, idOrName: string): JsonObject {
  const flow = existingFlow(db, idOrName);
  const version = readFlowVersion(db, flow.id, flow.current_version);
  const triggers = triggersOf(db, flow.id);
  return {
    name: flow.name,
    task: flow.task,
    schedule: (scheduleOfFlow(db, flow.id)?.spec ?? null) as JsonValue,
    ...(triggers.length === 0 ? {} : { trigger: triggers }),
    workers: workersOf(db, version).map((worker) => specOf(worker) as unknown as JsonObject),
    ...(version.budget ? { budget: version.budget as JsonValue } : {}),
    definition: version.definition as unknown as JsonObject,
  };
}

/** A flow is followed by its name: its id is another one where the file is added. */
function triggersOf(db: Database, flowId: string): JsonValue[] {
  return triggerViews(db, flowId).map(({ spec }) =>
    spec.kind === 'flow' ? { ...spec, flow: existingFlow(db, spec.flow).name } : spec,
  ) as JsonValue[];
}
