import type { RunStatus } from '../../../shared/domain/run.ts';
import type { Database } from '../database.ts';
import type { RunRow } from '../journal.ts';
import { all, changeOne, one } from '../sql.ts';
import { readEvents } from './history.ts';

export type RunListRow = RunRow & { flow_name: string };

const columns = `runs.*, scheduled_flows.name AS flow_name`;
const from = `FROM runs JOIN scheduled_flows ON scheduled_flows.id = runs.flow_id`;

export function findRun(db: Database, runId: string): RunListRow | undefined {
  return one<RunListRow>(db, `SELECT ${columns} ${from} WHERE runs.id = ?`, runId);
}

/** Runs by what a person asks for. The conditions are those of the indexes `runs_failed` and `runs_open`, word for word. */
const groups = {
  failed: `runs.dry_run = 0 AND runs.status IN ('FAILED', 'TIMED_OUT')`,
  open: `runs.dry_run = 0 AND runs.status IN ('RUNNING', 'PARKED')`,
} as const;

/** Where a page of runs begins: after this one, in the order newest first. */
export interface RunKey {
  startedAtMs: number;
  id: string;
}

/** Newest first; dry runs are left out. */
export function listRuns(
  db: Database,
  options: {
    flowId?: string | undefined;
    group?: keyof typeof groups | undefined;
    after?: RunKey | undefined;
    limit: number;
  },
): RunListRow[] {
  const { flowId, group, limit } = options;
  const after = options.after ?? { startedAtMs: Number.MAX_SAFE_INTEGER, id: '' };
  const conditions = [
    group === undefined ? 'runs.dry_run = 0' : groups[group],
    ...(flowId === undefined ? [] : ['runs.flow_id = ?']),
    '(runs.started_at_ms, runs.id) < (?, ?)',
  ];
  return all(
    db,
    `SELECT ${columns} ${from} WHERE ${conditions.join(' AND ')} ORDER BY runs.started_at_ms DESC, runs.id DESC LIMIT ?`,
    ...(flowId === undefined ? [] : [flowId]),
    after.startedAtMs,
    after.id,
    limit,
  );
}

/** From an index alone: 100,000 take a few milliseconds. */
export function countRuns(db: Database, group?: keyof typeof groups): number {
  const where = group === undefined ? 'runs.dry_run = 0' : groups[group];
  return one<{ n: number }>(db, `SELECT count(*) AS n FROM runs WHERE ${where}`)?.n ?? 0;
}

/** How many runs of each flow are under way. */
export function openRunsByFlow(db: Database): Map<string, number> {
  const rows = all<{ flowId: string; n: number }>(
    db,
    `SELECT flow_id AS flowId, count(*) AS n FROM runs WHERE status IN ('RUNNING', 'PARKED') AND status = 'RUNNING' GROUP BY flow_id`,
  );
  return new Map(rows.map(({ flowId, n }) => [flowId, n]));
}

/** The newest results of a flow, newest first. */
export function recentRunStatuses(
  db: Database,
  flowId: string,
  limit: number,
): Array<{ id: string; status: RunStatus; startedAtMs: number; endedAtMs: number | null }> {
  return all(
    db,
    `SELECT id, status, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs FROM runs
     WHERE flow_id = ? AND dry_run = 0 ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
    flowId,
    limit,
  );
}

export function runStatusOf(db: Database, runId: string): { status: RunStatus; endedAtMs: number | null } | undefined {
  return one(db, `SELECT status, ended_at_ms AS endedAtMs FROM runs WHERE id = ?`, runId);
}

/** The first condition is that of the index `runs_open`, word for word: else all runs there ever were are read. */
export function countOpenRuns(db: Database, flowId?: string): number {
  const row =
    flowId === undefined
      ? one<{ n: number }>(
          db,
          `SELECT count(*) AS n FROM runs WHERE status IN ('RUNNING', 'PARKED') AND status = 'RUNNING'`,
        )
      : one<{ n: number }>(
          db,
          `SELECT count(*) AS n FROM runs WHERE status IN ('RUNNING', 'PARKED') AND status = 'RUNNING' AND flow_id = ?`,
          flowId,
        );
  return row?.n ?? 0;
}

/** What the broker answers to a call that it does not pass. */
const refusedErrors = new Set<unknown>(['Worker.NotGranted', 'Tool.BadArguments', 'Tool.Unknown']);

/** Those of the run's agents. A call that a second try of the step was only answered again is one call. */
function countEndedAgentCalls(db: Database, runId: string, tool: string): number {
  const answers = all<{ error: string | null }>(
    db,
    `SELECT DISTINCT tool_key, answer ->> '$.error.code' AS error FROM agent_steps
     WHERE run_id = ? AND tool = ? AND answer IS NOT NULL`,
    runId,
    tool,
  );
  return answers.filter(({ error }) => !refusedErrors.has(error)).length;
}

/**
 * Calls of one tool that a run has made and that have ended, for the limit `callsPerRun`; refused ones were not made. Calls in
 * flight are not among them: they pass the broker, or pass it again, and are counted there.
 */
export function countEndedToolCalls(db: Database, runId: string, tool: string): number {
  const calls = new Set<unknown>();
  let ended = 0;
  for (const { seq, type, data } of readEvents(db, runId)) {
    if (type === 'TaskScheduled' && String(data.resource).endsWith(`/${tool}`)) calls.add(seq);
    if (!/^Task(Succeeded|Failed|TimedOut)$/.test(type) || !calls.has(data.scheduled)) continue;
    if (!refusedErrors.has(data.error)) ended++;
  }
  return ended + countEndedAgentCalls(db, runId, tool);
}

/** A flow's runs that have not ended, oldest first. */
export function openRunsOf(db: Database, flowId: string): Array<{ id: string; parked: boolean }> {
  // Asked at every firing, and mostly there is none: SQLite would make a table to sort it.
  return all<{ id: string; status: RunStatus; startedAtMs: number }>(
    db,
    `SELECT id, status, started_at_ms AS startedAtMs FROM runs WHERE status IN ('RUNNING', 'PARKED') AND flow_id = ?`,
    flowId,
  )
    .sort((a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1))
    .map(({ id, status }) => ({ id, parked: status === 'PARKED' }));
}

export function firstRunMs(db: Database): number | null {
  return one<{ ms: number | null }>(db, `SELECT min(started_at_ms) AS ms FROM runs WHERE dry_run = 0`)?.ms ?? null;
}

/** Of time: from `fromMs` up to and without `toMs`. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** How many runs began in a span of time, by flow and by how they ended; dry runs are left out. */
export function runsBetween(
  db: Database,
  span: Span & { flowId: string | null },
): Array<{ flowId: string; status: RunStatus; runs: number }> {
  return all(
    db,
    `SELECT flow_id AS flowId, status, count(*) AS runs FROM runs
     WHERE started_at_ms >= ? AND started_at_ms < ? AND dry_run = 0 AND (? IS NULL OR flow_id = ?) GROUP BY flow_id, status`,
    span.fromMs,
    span.toMs,
    span.flowId,
    span.flowId,
  );
}

/** Where a span ends when it holds at most that many runs; more only where as many began in the same millisecond. */
export function endOfRuns(db: Database, span: Span, most: number): number {
  const row = one<{ ms: number }>(
    db,
    `SELECT started_at_ms AS ms FROM runs WHERE started_at_ms >= ? AND started_at_ms < ? AND dry_run = 0
     ORDER BY started_at_ms LIMIT 1 OFFSET ?`,
    span.fromMs,
    span.toMs,
    most,
  );
  return row === undefined ? span.toMs : Math.max(row.ms, span.fromMs + 1);
}

/** Ended runs of which nobody decided yet what the user hears, oldest first; those that only a schedule or a person started. */
export function untoldRuns(db: Database, limit: number): RunListRow[] {
  return all<RunListRow>(
    db,
    `SELECT ${columns} ${from} WHERE runs.told_at_ms IS NULL AND runs.ended_at_ms IS NOT NULL AND runs.dry_run = 0
       AND runs.origin ->> '$.kind' IN ('schedule', 'manual') ORDER BY runs.ended_at_ms LIMIT ?`,
    limit,
  );
}

export function markRunTold(db: Database, runId: string, nowMs: number): void {
  changeOne(db, `UPDATE runs SET told_at_ms = ? WHERE id = ?`, nowMs, runId);
}
