import type { Database } from './database.ts';
import { all, one, sql } from './sql.ts';
import { deleteEvents } from './tables/history.ts';

export interface RetentionPolicy {
  /** Ended runs older than this go … */
  maxAgeMs: number;
  /** … and of each flow those beyond this many, oldest first. */
  maxRunsPerFlow: number;
}

/** Removes at most `limit` ended runs with their histories and gives the space back. Open runs always stay. @returns how many */
export function pruneRuns(db: Database, policy: RetentionPolicy, nowMs: number, limit = 500): number {
  const gone = endedRuns(db, policy, nowMs)
    .sort((a, b) => a.started_at_ms - b.started_at_ms)
    .slice(0, limit);
  if (gone.length === 0) return 0;
  db.transaction(() => {
    for (const { id } of gone) {
      deleteEvents(db, id);
      sql(db, 'DELETE FROM refusals WHERE run_id = ?').run(id);
      sql(db, 'DELETE FROM agent_steps WHERE run_id = ?').run(id);
      sql(db, 'DELETE FROM budget_requests WHERE approval_key IN (SELECT key FROM approvals WHERE run_id = ?)').run(id);
      sql(db, 'DELETE FROM approvals WHERE run_id = ?').run(id);
      sql(db, 'DELETE FROM runs WHERE id = ?').run(id);
    }
  }).immediate();
  db.pragma('incremental_vacuum');
  return gone.length;
}

/** By index, flow by flow: one look over all runs holds the process up for a third of a second when there are 100,000. */
function endedRuns(db: Database, policy: RetentionPolicy, nowMs: number): { id: string; started_at_ms: number }[] {
  const beforeMs = nowMs - policy.maxAgeMs;
  const old = all<{ id: string; started_at_ms: number }>(
    db,
    // What ended before a moment began before it.
    `SELECT id, started_at_ms FROM runs WHERE started_at_ms < ? AND ended_at_ms < ?`,
    beforeMs,
    beforeMs,
  );
  const beyond = all<{ id: string }>(db, `SELECT id FROM scheduled_flows`).flatMap(({ id }) => {
    const lastKept = one<{ started_at_ms: number }>(
      db,
      `SELECT started_at_ms FROM runs WHERE flow_id = ? ORDER BY started_at_ms DESC LIMIT 1 OFFSET ?`,
      id,
      policy.maxRunsPerFlow - 1,
    );
    return all<{ id: string; started_at_ms: number }>(
      db,
      `SELECT id, started_at_ms FROM runs WHERE flow_id = ? AND started_at_ms < ? AND ended_at_ms IS NOT NULL`,
      id,
      lastKept?.started_at_ms ?? Number.MIN_SAFE_INTEGER,
    );
  });
  return [...new Map([...old, ...beyond].map((run) => [run.id, run])).values()];
}
