import type { Database } from './database.ts';
import { all, sql } from './sql.ts';
import { deleteEvents } from './tables/history.ts';

export interface RetentionPolicy {
  /** Ended runs older than this go … */
  maxAgeMs: number;
  /** … and of each flow those beyond this many, oldest first. */
  maxRunsPerFlow: number;
}

/** Removes at most `limit` ended runs with their histories and gives the space back. Open runs always stay. @returns how many */
export function pruneRuns(db: Database, policy: RetentionPolicy, nowMs: number, limit = 500): number {
  const gone = all<{ id: string }>(
    db,
    `SELECT id FROM (
       SELECT id, ended_at_ms, started_at_ms, row_number() OVER (PARTITION BY flow_id ORDER BY started_at_ms DESC, id DESC) AS place FROM runs
     ) WHERE ended_at_ms IS NOT NULL AND (ended_at_ms < ? OR place > ?) ORDER BY started_at_ms LIMIT ?`,
    nowMs - policy.maxAgeMs,
    policy.maxRunsPerFlow,
    limit,
  );
  if (gone.length === 0) return 0;
  db.transaction(() => {
    for (const { id } of gone) {
      deleteEvents(db, id);
      sql(db, 'DELETE FROM refusals WHERE run_id = ?').run(id);
      sql(db, 'DELETE FROM approvals WHERE run_id = ?').run(id);
      sql(db, 'DELETE FROM runs WHERE id = ?').run(id);
    }
  }).immediate();
  db.pragma('incremental_vacuum');
  return gone.length;
}
