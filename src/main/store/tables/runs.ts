import type { RunStatus } from '../../../shared/domain/run.ts';
import type { Database } from '../database.ts';
import type { RunRow } from '../journal.ts';
import { all, one } from '../sql.ts';
import { readEvents } from './history.ts';

export type RunListRow = RunRow & { flow_name: string };

const columns = `runs.*, scheduled_flows.name AS flow_name`;
const from = `FROM runs JOIN scheduled_flows ON scheduled_flows.id = runs.flow_id`;

export function findRun(db: Database, runId: string): RunListRow | undefined {
  return one<RunListRow>(db, `SELECT ${columns} ${from} WHERE runs.id = ?`, runId);
}

/** Newest first; dry runs are left out. */
export function listRuns(db: Database, options: { flowId?: string; limit: number; beforeMs?: number }): RunListRow[] {
  const beforeMs = options.beforeMs ?? Number.MAX_SAFE_INTEGER;
  return options.flowId === undefined
    ? all(
        db,
        `SELECT ${columns} ${from} WHERE runs.dry_run = 0 AND runs.started_at_ms < ? ORDER BY runs.started_at_ms DESC, runs.id DESC LIMIT ?`,
        beforeMs,
        options.limit,
      )
    : all(
        db,
        `SELECT ${columns} ${from} WHERE runs.dry_run = 0 AND runs.flow_id = ? AND runs.started_at_ms < ? ORDER BY runs.started_at_ms DESC, runs.id DESC LIMIT ?`,
        options.flowId,
        beforeMs,
        options.limit,
      );
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
  return ended;
}

/** A flow's runs that have not ended, oldest first. */
export function openRunsOf(db: Database, flowId: string): Array<{ id: string; parked: boolean }> {
  return all<{ id: string; status: RunStatus }>(
    db,
    `SELECT id, status FROM runs WHERE status IN ('RUNNING', 'PARKED') AND flow_id = ? ORDER BY started_at_ms, id`,
    flowId,
  ).map(({ id, status }) => ({ id, parked: status === 'PARKED' }));
}
