import type { Database } from '../database.ts';
import { all, changeOne } from '../sql.ts';

/** A call that the broker did not pass. */
export interface Refusal {
  id: string;
  runId: string;
  worker: string;
  tool: string;
  reason: string;
  atMs: number;
}

export function insertRefusal(db: Database, refusal: Refusal): void {
  changeOne(
    db,
    `INSERT INTO refusals (id, run_id, worker, tool, reason, at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    refusal.id,
    refusal.runId,
    refusal.worker,
    refusal.tool,
    refusal.reason,
    refusal.atMs,
  );
}

export function refusalsOfRun(db: Database, runId: string): Refusal[] {
  return all<Refusal>(
    db,
    `SELECT id, run_id AS runId, worker, tool, reason, at_ms AS atMs FROM refusals WHERE run_id = ? ORDER BY at_ms, rowid`,
    runId,
  );
}

/** How many calls of each worker were refused, by flow and worker name: `flow id` + newline + name. */
export function countRefusals(db: Database): Map<string, number> {
  const rows = all<{ flowId: string; worker: string; n: number }>(
    db,
    `SELECT runs.flow_id AS flowId, worker, count(*) AS n FROM refusals JOIN runs ON runs.id = refusals.run_id GROUP BY runs.flow_id, worker`,
  );
  return new Map(rows.map(({ flowId, worker, n }) => [`${flowId}\n${worker}`, n]));
}

/** The newest first. */
export function refusalsOfWorker(
  db: Database,
  options: { flowId: string; worker: string; limit: number },
): Pick<Refusal, 'tool' | 'reason' | 'runId' | 'atMs'>[] {
  return all(
    db,
    `SELECT tool, reason, run_id AS runId, at_ms AS atMs FROM refusals JOIN runs ON runs.id = refusals.run_id
     WHERE runs.flow_id = ? AND worker = ? ORDER BY at_ms DESC LIMIT ?`,
    options.flowId,
    options.worker,
    options.limit,
  );
}

/** Of all its workers, the newest first. */
export function refusalsOfFlow(
  db: Database,
  options: { flowId: string; limit: number },
): Pick<Refusal, 'worker' | 'tool' | 'reason' | 'runId' | 'atMs'>[] {
  return all(
    db,
    `SELECT worker, tool, reason, run_id AS runId, at_ms AS atMs FROM refusals JOIN runs ON runs.id = refusals.run_id
     WHERE runs.flow_id = ? ORDER BY at_ms DESC LIMIT ?`,
    options.flowId,
    options.limit,
  );
}
