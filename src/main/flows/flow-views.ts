/** Flows as the window and the terminal see them. */
import type { FlowDetail, FlowListItem, FlowSummary } from '../../shared/domain/flow.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { FlowGraph } from '../../shared/domain/flow-graph.ts';
import type { Worker } from '../../shared/domain/grant.ts';
import type { ScheduleView } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { flowGraph } from '../orchestrator/flow-graph.ts';
import { whenView } from '../schedule/schedule-view.ts';
import type { Database } from '../store/database.ts';
import {
  type FlowRow,
  type FlowVersion,
  findFlow,
  listFlows,
  listFlowsWithLastRun,
  readFlowVersion,
} from '../store/tables/flows.ts';
import { listOccurrences } from '../store/tables/occurrences.ts';
import { countOpenRuns, openRunsByFlow, recentRunStatuses } from '../store/tables/runs.ts';
import { scheduleOfFlow } from '../store/tables/schedules.ts';
import { findWorker } from '../store/tables/workers.ts';
import { triggerViews } from '../triggers/trigger-changes.ts';
import { describeTool, editableOutlineOf, effectsInWords, mayInWords, outlineOf } from './describe.ts';
import { runSummaries } from './run-views.ts';

const healthRuns = 20;

export function flowSummaries(db: Database, nowMs: number): FlowSummary[] {
  return listFlows(db).map((flow) => summaryOf(db, flow, nowMs));
}

/** All listed flows in a few words each. `upcoming`: every active schedule with its next moment, as the scheduler has them. */
export function flowListItems(
  db: Database,
  upcoming: Iterable<{ schedule: { flowId: string }; nextMs: number }>,
): FlowListItem[] {
  const running = openRunsByFlow(db);
  const next = new Map<string, number>();
  for (const { schedule, nextMs } of upcoming) {
    const known = next.get(schedule.flowId) ?? Number.POSITIVE_INFINITY;
    if (nextMs < known) next.set(schedule.flowId, nextMs);
  }
  return listFlowsWithLastRun(db).map(({ runId, runStatus, startedAtMs, endedAtMs, ...flow }) => ({
    ...flow,
    lastRun:
      runId === null || runStatus === null || startedAtMs === null
        ? null
        : { id: runId, status: runStatus, startedAtMs, endedAtMs },
    runningCount: running.get(flow.id) ?? 0,
    nextAtMs: flow.status === 'on' ? (next.get(flow.id) ?? null) : null,
  }));
}

export function flowSummaryOf(db: Database, flowId: string, nowMs: number): FlowSummary {
  return summaryOf(db, existingFlow(db, flowId), nowMs);
}

function summaryOf(db: Database, flow: FlowRow, nowMs: number): FlowSummary {
  const recent = recentRunStatuses(db, flow.id, healthRuns);
  const [last] = recent;
  return {
    id: flow.id,
    name: flow.name,
    task: flow.task,
    status: flow.status,
    schedule: scheduleViewOf(db, flow, nowMs),
    lastRun: last ?? null,
    health: recent.map(({ status }) => status).reverse(),
    runningCount: countOpenRuns(db, flow.id),
  };
}

/** When it fires, by the clock and by triggers. A cancelled or paused flow has a schedule, but no next firings. */
function scheduleViewOf(db: Database, flow: FlowRow, nowMs: number): ScheduleView | null {
  const triggers = triggerViews(db, flow.id).map(({ words }) => words);
  const view = whenView(scheduleOfFlow(db, flow.id)?.spec ?? null, triggers, { nowMs });
  if (view === null) return null;
  return flow.status === 'on' ? view : { ...view, next: [] };
}

export function flowDetailOf(db: Database, flowId: string, nowMs: number): FlowDetail {
  const flow = existingFlow(db, flowId);
  const version = readFlowVersion(db, flowId, flow.current_version);
  return {
    ...summaryOf(db, flow, nowMs),
    telling: flow.telling,
    version: version.version,
    createdAtMs: flow.created_at_ms,
    request: flow.request,
    definition: version.definition as unknown as JsonObject,
    outline: flow.status === 'cancelled' ? outlineOf(version.definition) : editableOutline(flow.id, version),
    workers: workersOf(db, version).map((worker) => ({ ...worker, may: mayInWords(worker) })),
    effects: effectsInWords(version.definition),
    runs: runSummaries(db, { flowId, limit: 50 }),
    triggers: triggerViews(db, flowId),
    occurrences: listOccurrences(db, { flowId, limit: 50 }),
  };
}

/** A version as a graph, the current one unless another is asked for. @throws MajordomoError `Flow.Unknown` */
export function flowGraphOf(db: Database, flowId: string, version?: number): FlowGraph {
  const flow = existingFlow(db, flowId);
  const found = readFlowVersion(db, flow.id, version ?? flow.current_version);
  return flowGraph(found.definition, found.version, describeTool);
}

/** A version never changes, and to see what can be changed in it takes longer than to read it. */
const outlines = new Map<string, FlowDetail['outline']>();
const outlinesKept = 50;

function editableOutline(flowId: string, { version, definition }: FlowVersion): FlowDetail['outline'] {
  const key = `${flowId} ${version}`;
  const known = outlines.get(key);
  if (known) return known;
  const outline = editableOutlineOf(definition);
  if (outlines.size >= outlinesKept) outlines.clear();
  outlines.set(key, outline);
  return outline;
}

export function workersOf(db: Database, version: FlowVersion): Worker[] {
  return Object.values(version.workerIds).flatMap((workerId) => findWorker(db, workerId) ?? []);
}

/** What a flow runs now. @throws MajordomoError `Flow.Unknown`, `Flow.Ambiguous` */
export function storedFlow(db: Database, idOrName: string): { definition: StateMachine; workers: Worker[] } {
  const flow = existingFlow(db, idOrName);
  const version = readFlowVersion(db, flow.id, flow.current_version);
  return { definition: version.definition, workers: workersOf(db, version) };
}

/** One that can still be given another schedule or trigger. @throws MajordomoError `Flow.Unknown`, `Flow.Ambiguous`, `Flow.Cancelled` */
export function changeableFlow(db: Database, idOrName: string): FlowRow {
  const flow = existingFlow(db, idOrName);
  if (flow.status !== 'cancelled') return flow;
  throw new MajordomoError({
    code: 'Flow.Cancelled',
    message: `'${flow.name}' was cancelled and fires no more. Set it up again from its request.`,
    data: { flowId: flow.id },
  });
}

/** By id, or by name as a person writes it. @throws MajordomoError `Flow.Unknown`, `Flow.Ambiguous` */
export function existingFlow(db: Database, idOrName: string): FlowRow {
  const byId = findFlow(db, idOrName);
  if (byId) return byId;
  const flows = listFlows(db);
  const named = flows.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
  const [only] = named;
  if (only && named.length === 1) return only;
  if (only)
    throw new MajordomoError({
      code: 'Flow.Ambiguous',
      message: `${named.length} flows are called '${idOrName}'. Use the id: ${named.map(({ id }) => id).join(', ')}.`,
      data: { name: idOrName },
    });
  const near = nearestName(
    idOrName,
    flows.map(({ name }) => name),
  );
  throw new MajordomoError({
    code: 'Flow.Unknown',
    message: `There is no flow '${idOrName}'.${near ? ` Did you mean '${near}'?` : " 'flow list' shows the flows."}`,
    data: { flowId: idOrName },
  });
}
