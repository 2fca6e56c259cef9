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
