import type { RunStatus } from '../../../shared/domain/run.ts';
import type { Database } from '../database.ts';
import type { RunRow } from '../journal.ts';
import { all, one } from '../sql.ts';

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

/** Calls of one tool that a run had announced before a time, for the limit `callsPerRun`. */
export function countToolCalls(db: Database, runId: string, tool: string, beforeMs: number): number {
  const row = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM events WHERE run_id = ? AND type = 'TaskScheduled' AND at_ms < ? AND json_extract(data, '$.resource') LIKE '%/' || ?`,
    runId,
    beforeMs,
    tool,
  );
  return row?.n ?? 0;
}

/** A flow's runs that have not ended, oldest first. */
export function openRunsOf(db: Database, flowId: string): Array<{ id: string; parked: boolean }> {
  return all<{ id: string; status: RunStatus }>(
    db,
    `SELECT id, status FROM runs WHERE status IN ('RUNNING', 'PARKED') AND flow_id = ? ORDER BY started_at_ms, id`,
    flowId,
  ).map(({ id, status }) => ({ id, parked: status === 'PARKED' }));
}
