import type { FlowBudget } from '../../../shared/domain/budget.ts';
import type { FlowStatus } from '../../../shared/domain/flow.ts';
import type { StateMachine } from '../../../shared/domain/flow-definition.ts';
import type { RunStatus } from '../../../shared/domain/run.ts';
import type { Telling } from '../../../shared/domain/telling.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one } from '../sql.ts';

export interface FlowRow {
  id: string;
  name: string;
  task: string;
  request: string;
  status: FlowStatus;
  pause_reason: string | null;
  telling: Telling;
  listed: number;
  current_version: number;
  user_id: string;
  created_at_ms: number;
  updated_at_ms: number;
}

/** A flow with its first version, in the caller's transaction. */
export function insertFlow(
  db: Database,
  flow: { id: string; name: string; task: string; request: string; listed: boolean; userId: string; nowMs: number },
  version: { definition: StateMachine; workerIds: Record<string, string>; budget?: FlowBudget | null },
): void {
  changeOne(
    db,
    `INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
     VALUES (?, ?, ?, ?, 'on', ?, 1, ?, ?, ?)`,
    flow.id,
    flow.name,
    flow.task,
    flow.request,
    flow.listed ? 1 : 0,
    flow.userId,
    flow.nowMs,
    flow.nowMs,
  );
  changeOne(
    db,
    `INSERT INTO flow_versions (flow_id, version, task, definition, worker_ids, budget, created_at_ms) VALUES (?, 1, ?, ?, ?, ?, ?)`,
    flow.id,
    flow.task,
    JSON.stringify(version.definition),
    JSON.stringify(version.workerIds),
    version.budget ? JSON.stringify(version.budget) : null,
    flow.nowMs,
  );
}

/** Another version of a flow, which later runs begin with, in the caller's transaction. @returns its number */
export function insertFlowVersion(
  db: Database,
  flow: { id: string; name: string; task: string; request: string; nowMs: number },
  version: {
    definition: StateMachine;
    workerIds: Record<string, string>;
    /** Left out: as it is. Null: what the settings say. */
    budget?: FlowBudget | null;
    /** In words; null: agreed in the chat. */
    why?: string | null;
  },
): number {
  const before = findFlow(db, flow.id);
  if (!before) throw new Error(`Broken invariant: the flow ${flow.id} that is changed exists`);
  const number = before.current_version + 1;
  changeOne(
    db,
    `INSERT INTO flow_versions (flow_id, version, task, definition, worker_ids, budget, why, created_at_ms)
     SELECT flow_id, ?, ?, ?, ?, iif(?, budget, ?), ?, ? FROM flow_versions WHERE flow_id = ? AND version = ?`,
    number,
    flow.task,
    JSON.stringify(version.definition),
    JSON.stringify(version.workerIds),
    version.budget === undefined ? 1 : 0,
    version.budget ? JSON.stringify(version.budget) : null,
    version.why ?? null,
    flow.nowMs,
    flow.id,
    before.current_version,
  );
  changeOne(
    db,
    `UPDATE scheduled_flows SET name = ?, task = ?, request = ?, current_version = ?, updated_at_ms = ? WHERE id = ?`,
    flow.name,
    flow.task,
    flow.request,
    number,
    flow.nowMs,
    flow.id,
  );
  return number;
}

export function findFlow(db: Database, flowId: string): FlowRow | undefined {
  return one<FlowRow>(db, `SELECT * FROM scheduled_flows WHERE id = ?`, flowId);
}

/** Id -> name, of those that there are. */
export function flowNames(db: Database, ids: readonly string[]): Map<string, string> {
  const rows = all<{ id: string; name: string }>(
    db,
    `SELECT id, name FROM scheduled_flows WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function listFlows(db: Database): FlowRow[] {
  return all<FlowRow>(db, `SELECT * FROM scheduled_flows WHERE listed = 1 ORDER BY created_at_ms DESC, id DESC`);
}

export interface FlowWithLastRun {
  id: string;
  name: string;
  task: string;
  status: FlowStatus;
  createdAtMs: number;
  /** What the user said for its schedule; null without one. */
  scheduleText: string | null;
  runId: string | null;
  runStatus: RunStatus | null;
  startedAtMs: number | null;
  endedAtMs: number | null;
}

/** All listed flows with the last run of each, in one question: thousands take some tens of milliseconds. */
export function listFlowsWithLastRun(db: Database): FlowWithLastRun[] {
  return all<FlowWithLastRun>(
    db,
    `SELECT flow.id AS id, flow.name AS name, flow.task AS task, flow.status AS status, flow.created_at_ms AS createdAtMs,
       (SELECT json_extract(spec, '$.text') FROM schedules WHERE flow_id = flow.id AND active = 1 ORDER BY source LIMIT 1) AS scheduleText,
       run.id AS runId, run.status AS runStatus, run.started_at_ms AS startedAtMs, run.ended_at_ms AS endedAtMs
     FROM scheduled_flows AS flow
     LEFT JOIN runs AS run ON run.id =
       (SELECT id FROM runs WHERE flow_id = flow.id AND dry_run = 0 ORDER BY started_at_ms DESC LIMIT 1)
     WHERE flow.listed = 1 ORDER BY flow.name COLLATE NOCASE, flow.id`,
  );
}

/** Listed ones that are not cancelled. */
export function countFlows(db: Database): number {
  return (
    one<{ n: number }>(db, `SELECT count(*) AS n FROM scheduled_flows WHERE listed = 1 AND status <> 'cancelled'`)?.n ??
    0
  );
}

/** `pauseReason` is what the ledger says of firings while it is paused; null in any other status. */
export function setFlowStatus(
  db: Database,
  flowId: string,
  to: { status: FlowStatus; pauseReason: string | null; nowMs: number },
): void {
  changeOne(
    db,
    `UPDATE scheduled_flows SET status = ?, pause_reason = ?, updated_at_ms = ? WHERE id = ?`,
    to.status,
    to.pauseReason,
    to.nowMs,
    flowId,
  );
}

/** Why its firings are skipped; null when it is not paused. */
export function pauseReasonOf(db: Database, flowId: string): string | null {
  const paused = one<{ reason: string }>(
    db,
    `SELECT coalesce(pause_reason, 'paused') AS reason FROM scheduled_flows WHERE id = ? AND status = 'paused'`,
    flowId,
  );
  return paused?.reason ?? null;
}

export function setFlowTelling(db: Database, flowId: string, telling: Telling): void {
  changeOne(db, `UPDATE scheduled_flows SET telling = ? WHERE id = ?`, telling, flowId);
}

export interface FlowVersionRow {
  version: number;
  createdAtMs: number;
  /** In words; null: set up, or agreed in the chat. */
  why: string | null;
  runs: number;
  lastRunAtMs: number | null;
}

/** All versions of a flow, the newest first, with the runs that used each. */
export function listFlowVersions(db: Database, flowId: string): FlowVersionRow[] {
  return all<FlowVersionRow>(
    db,
    `SELECT made.version AS version, made.created_at_ms AS createdAtMs, made.why AS why,
       (SELECT count(*) FROM runs WHERE flow_id = made.flow_id AND version = made.version) AS runs,
       (SELECT max(started_at_ms) FROM runs WHERE flow_id = made.flow_id AND version = made.version) AS lastRunAtMs
     FROM flow_versions AS made WHERE made.flow_id = ? ORDER BY made.version DESC`,
    flowId,
  );
}

export interface FlowVersion {
  version: number;
  /** What it does, in a sentence. */
  task: string;
  definition: StateMachine;
  /** Worker ids by the name the definition uses. */
  workerIds: Record<string, string>;
  /** What it may spend; null: what the settings say. */
  budget: FlowBudget | null;
  createdAtMs: number;
}

export function readFlowVersion(db: Database, flowId: string, version: number): FlowVersion {
  const found = findFlowVersion(db, flowId, version);
  if (!found) throw new Error(`Broken invariant: I5: version ${version} of the flow ${flowId} is kept`);
  return found;
}

export function findFlowVersion(db: Database, flowId: string, version: number): FlowVersion | undefined {
  const row = one<{
    task: string;
    definition: string;
    worker_ids: string;
    budget: string | null;
    created_at_ms: number;
  }>(
    db,
    `SELECT task, definition, worker_ids, budget, created_at_ms FROM flow_versions WHERE flow_id = ? AND version = ?`,
    flowId,
    version,
  );
  return (
    row && {
      version,
      task: row.task,
      definition: JSON.parse(row.definition) as StateMachine,
      workerIds: JSON.parse(row.worker_ids) as Record<string, string>,
      budget: row.budget === null ? null : (JSON.parse(row.budget) as FlowBudget),
      createdAtMs: row.created_at_ms,
    }
  );
}

/** Ids of all workers of all versions of a flow, those of the newest version first. */
export function listVersionWorkerIds(db: Database, flowId: string): string[] {
  const rows = all<{ worker_ids: string }>(
    db,
    `SELECT worker_ids FROM flow_versions WHERE flow_id = ? ORDER BY version DESC`,
    flowId,
  );
  const ids = rows.flatMap(({ worker_ids: ids }) => Object.values(JSON.parse(ids) as Record<string, string>));
  return [...new Set(ids)];
}

/** Only who works in a version, without its definition: asked at every tool call. */
export function readWorkerIds(db: Database, flowId: string, version: number): Record<string, string> {
  const row = one<{ worker_ids: string }>(
    db,
    `SELECT worker_ids FROM flow_versions WHERE flow_id = ? AND version = ?`,
    flowId,
    version,
  );
  return row ? (JSON.parse(row.worker_ids) as Record<string, string>) : {};
}
