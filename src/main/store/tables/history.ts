/**
 * The histories of runs: one row for what a run committed at once. A step of four events is then one insert at the end of the
 * table and one entry in its index, which is what makes a commit of many runs cheap (docs/bench-engine.md).
 */
import type { JsonObject } from '../../../shared/json.ts';
import type { EventType, JournalEvent } from '../../workflow/events.ts';
import type { Database } from '../database.ts';
import { all, changeOne, sql } from '../sql.ts';

type StoredEvent = [type: EventType, scope: string, state: string | null, atMs: number, data: JsonObject];

/**
 * I3: a second event with the same number is refused by the primary key. Whoever goes on with a run begins with the number after
 * the last one it knows, so two of them collide in the first row that both write.
 */
export function insertEvents(db: Database, runId: string, events: readonly JournalEvent[]): void {
  const [first] = events;
  if (!first) return;
  const stored = events.map(({ type, scope, state, atMs, data }): StoredEvent => [type, scope, state, atMs, data]);
  changeOne(db, `INSERT INTO history (run_id, seq, events) VALUES (?, ?, ?)`, runId, first.seq, JSON.stringify(stored));
}

export function readEvents(db: Database, runId: string): JournalEvent[] {
  return all<{ seq: number; events: string }>(
    db,
    `SELECT seq, events FROM history WHERE run_id = ? ORDER BY seq`,
    runId,
  ).flatMap((row) =>
    (JSON.parse(row.events) as StoredEvent[]).map(([type, scope, state, atMs, data], index) => ({
      seq: row.seq + index,
      type,
      scope,
      state,
      atMs,
      data,
    })),
  );
}

export function deleteEvents(db: Database, runId: string): void {
  sql(db, `DELETE FROM history WHERE run_id = ?`).run(runId);
}
