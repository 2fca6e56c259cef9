import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from './database.ts';
import { all, one, sql } from './sql.ts';
import { deleteEvents } from './tables/history.ts';
import { deleteEndedOccurrences } from './tables/occurrences.ts';

export interface RetentionPolicy {
  /** Ended runs older than this go … */
  maxAgeMs: number;
  /** … and of each flow those beyond this many, oldest first. */
  maxRunsPerFlow: number;
}

/** Removed in one transaction: well under a frame. */
const runsAtOnce = 20;
const firingsAtOnce = 200;

/**
 * Removes ended runs with their histories, the oldest first, and gives the space back; others have their turn in between.
 * Open runs always stay.
 * @param signal what is left when it is aborted goes the next time
 * @returns how many
 */
export async function pruneRuns(
  db: Database,
  policy: RetentionPolicy,
  nowMs: number,
  signal: AbortSignal,
): Promise<number> {
  const gone = endedRuns(db, policy, nowMs);
  let removed = 0;
  while (removed < gone.length && !signal.aborted) {
    const some = gone.slice(removed, removed + runsAtOnce);
    db.transaction(() => {
      for (const id of some) deleteRun(db, id);
    }).immediate();
    db.pragma('incremental_vacuum');
    removed += some.length;
    await nextTurn();
  }
  return removed;
}

/**
 * Removes firings that were due before a moment and are at their end, in the same way. Where the ledger stands is the schedule's own
 * (reconciled_to), so that none of them is written again.
 * @returns how many
 */
export async function pruneFirings(db: Database, beforeMs: number, signal: AbortSignal): Promise<number> {
  let removed = 0;
  while (!signal.aborted) {
    const some = deleteEndedOccurrences(db, { beforeMs, limit: firingsAtOnce });
    if (some === 0) break;
    db.pragma('incremental_vacuum');
    removed += some;
    await nextTurn();
  }
  return removed;
}

function deleteRun(db: Database, id: string): void {
  deleteEvents(db, id);
  sql(db, 'DELETE FROM refusals WHERE run_id = ?').run(id);
  sql(db, 'DELETE FROM agent_steps WHERE run_id = ?').run(id);
  sql(db, 'DELETE FROM budget_requests WHERE approval_key IN (SELECT key FROM approvals WHERE run_id = ?)').run(id);
  sql(db, 'DELETE FROM budget_requests WHERE run_id IS NOT NULL AND run_id = ?').run(id);
  sql(db, 'DELETE FROM approvals WHERE run_id = ?').run(id);
  sql(db, 'DELETE FROM runs WHERE id = ?').run(id);
}

interface Ended {
  id: string;
  startedAtMs: number;
}

/** Ids, the oldest first. By index: a look into each of 100,000 runs holds the process up for a third of a second. */
function endedRuns(db: Database, policy: RetentionPolicy, nowMs: number): string[] {
  const beforeMs = nowMs - policy.maxAgeMs;
  const old = all<Ended>(
    db,
    // What ended before a moment began before it.
    `SELECT id, started_at_ms AS startedAtMs FROM runs WHERE started_at_ms < ? AND ended_at_ms < ?`,
    beforeMs,
    beforeMs,
  );
  const manyRuns = all<{ flowId: string }>(
    db,
    `SELECT flow_id AS flowId FROM runs GROUP BY flow_id HAVING count(*) > ?`,
    policy.maxRunsPerFlow,
  );
  const beyond = manyRuns.flatMap(({ flowId }) => {
    const lastKept = one<{ startedAtMs: number }>(
      db,
      `SELECT started_at_ms AS startedAtMs FROM runs WHERE flow_id = ? ORDER BY started_at_ms DESC LIMIT 1 OFFSET ?`,
      flowId,
      policy.maxRunsPerFlow - 1,
    );
    return all<Ended>(
      db,
      `SELECT id, started_at_ms AS startedAtMs FROM runs WHERE flow_id = ? AND started_at_ms < ? AND ended_at_ms IS NOT NULL`,
      flowId,
      lastKept?.startedAtMs ?? Number.MIN_SAFE_INTEGER,
    );
  });
  const byId = new Map([...old, ...beyond].map((run) => [run.id, run]));
  return [...byId.values()].sort((a, b) => a.startedAtMs - b.startedAtMs).map(({ id }) => id);
}
