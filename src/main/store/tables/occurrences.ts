import type { Occurrence, OccurrenceStatus } from '../../../shared/domain/schedule.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** Which occurrence: a schedule and the moment it was due (S1: at most one row for both). */
export interface OccurrenceKey {
  scheduleId: string;
  dueAtMs: number;
}

const columns = `schedule_id AS scheduleId, flow_id AS flowId, due_at_ms AS dueAtMs, status, reason, run_id AS runId,
  not_before_ms AS notBeforeMs, start_attempts AS startAttempts`;
/** Put together once: it is asked at the end of every run. */
const selectByRun = `SELECT ${columns} FROM occurrences WHERE run_id = ?`;

/** S1: a second row for the same schedule and moment is not made. */
export function insertOccurrence(db: Database, occurrence: Omit<Occurrence, 'runId'>, nowMs: number): void {
  sql(
    db,
    `INSERT INTO occurrences (schedule_id, due_at_ms, flow_id, status, reason, run_id, not_before_ms, updated_at_ms)
     VALUES (?, ?, ?, ?, ?, NULL, ?, ?) ON CONFLICT (schedule_id, due_at_ms) DO NOTHING`,
  ).run(
    occurrence.scheduleId,
    occurrence.dueAtMs,
    occurrence.flowId,
    occurrence.status,
    occurrence.reason,
    occurrence.notBeforeMs ?? null,
    nowMs,
  );
}

/**
 * In the transaction that creates the run: the occurrence and its run come into being together. Only a due occurrence
 * without a run can be started, so a second start fails and takes its run with it.
 */
export function markStarted(
  db: Database,
  start: { scheduleId: string; dueAtMs: number; runId: string; nowMs: number },
): void {
  changeOne(
    db,
    `UPDATE occurrences SET status = 'started', run_id = ?, updated_at_ms = ?
     WHERE schedule_id = ? AND due_at_ms = ? AND status = 'due' AND run_id IS NULL`,
    start.runId,
    start.nowMs,
    start.scheduleId,
    start.dueAtMs,
  );
}

/** S2: gives an occurrence its end, once: false when it was no longer in any of `from`. */
export function settleOccurrence(
  db: Database,
  key: OccurrenceKey,
  end: { from: readonly OccurrenceStatus[]; status: OccurrenceStatus; reason: string | null; nowMs: number },
): boolean {
  const marks = end.from.map(() => '?').join(', ');
  const { changes } = sql(
    db,
    `UPDATE occurrences SET status = ?, reason = ?, updated_at_ms = ? WHERE schedule_id = ? AND due_at_ms = ? AND status IN (${marks})`,
  ).run(end.status, end.reason, end.nowMs, key.scheduleId, key.dueAtMs, ...end.from);
  return changes === 1;
}

/** A start that failed is to be tried again. False when the occurrence is no longer due. */
export function putOffStart(
  db: Database,
  key: OccurrenceKey,
  put: { notBeforeMs: number; reason: string; nowMs: number },
): boolean {
  const { changes } = sql(
    db,
    `UPDATE occurrences SET not_before_ms = ?, reason = ?, start_attempts = start_attempts + 1, updated_at_ms = ?
     WHERE schedule_id = ? AND due_at_ms = ? AND status = 'due' AND run_id IS NULL`,
  ).run(put.notBeforeMs, put.reason, put.nowMs, key.scheduleId, key.dueAtMs);
  return changes === 1;
}

/** A firing that never ran is due again because the user asked for it. False when it is not one that never ran. */
export function makeDueAgain(db: Database, key: OccurrenceKey, again: { reason: string; nowMs: number }): boolean {
  const { changes } = sql(
    db,
    `UPDATE occurrences SET status = 'due', reason = ?, not_before_ms = NULL, updated_at_ms = ?
     WHERE schedule_id = ? AND due_at_ms = ? AND status IN ('missed', 'skipped') AND run_id IS NULL`,
  ).run(again.reason, again.nowMs, key.scheduleId, key.dueAtMs);
  return changes === 1;
}

/** Firings of a flow that its cancellation ended are due again, as they were before it. */
export function reopenCancelled(db: Database, flowId: string, since: { sinceMs: number; nowMs: number }): void {
  sql(
    db,
    `UPDATE occurrences SET status = 'due', reason = NULL, updated_at_ms = ?
     WHERE flow_id = ? AND status = 'cancelled' AND run_id IS NULL AND updated_at_ms >= ?`,
  ).run(since.nowMs, flowId, since.sinceMs);
}

/** Waiting to be started, oldest first, from the one after `after`. */
export function dueOccurrences(db: Database, options: { after: OccurrenceKey | null; limit: number }): Occurrence[] {
  const { dueAtMs, scheduleId } = options.after ?? { dueAtMs: Number.MIN_SAFE_INTEGER, scheduleId: '' };
  // The first condition is that of the index `occurrences_open`, word for word: else all occurrences there ever were are read.
  return all<Occurrence>(
    db,
    `SELECT ${columns} FROM occurrences WHERE status IN ('due', 'started', 'parked') AND status = 'due'
     AND (due_at_ms, schedule_id) > (?, ?) ORDER BY due_at_ms, schedule_id LIMIT ?`,
    dueAtMs,
    scheduleId,
    options.limit,
  );
}

/** The oldest of those that are at their end and were due before a moment, at most so many. @returns how many went */
export function deleteEndedOccurrences(db: Database, options: { beforeMs: number; limit: number }): number {
  return sql(
    db,
    `DELETE FROM occurrences WHERE (schedule_id, due_at_ms) IN
       (SELECT schedule_id, due_at_ms FROM occurrences WHERE due_at_ms < ? AND status NOT IN ('due', 'started', 'parked')
        ORDER BY due_at_ms LIMIT ?)`,
  ).run(options.beforeMs, options.limit).changes;
}

/** With a run that had not ended when last heard of. */
export function openOccurrences(db: Database): Array<Occurrence & { runId: string }> {
  return all(
    db,
    `SELECT ${columns} FROM occurrences
     WHERE status IN ('due', 'started', 'parked') AND status <> 'due' AND run_id IS NOT NULL`,
  );
}

export function occurrenceOfRun(db: Database, runId: string): Occurrence | undefined {
  return one<Occurrence>(db, selectByRun, runId);
}

export function findOccurrence(db: Database, key: OccurrenceKey): Occurrence | undefined {
  return one<Occurrence>(
    db,
    `SELECT ${columns} FROM occurrences WHERE schedule_id = ? AND due_at_ms = ?`,
    key.scheduleId,
    key.dueAtMs,
  );
}

/** A flow's, newest first. */
export function listOccurrences(db: Database, options: { flowId: string; limit: number }): Occurrence[] {
  return all<Occurrence>(
    db,
    `SELECT ${columns} FROM occurrences WHERE flow_id = ? ORDER BY due_at_ms DESC LIMIT ?`,
    options.flowId,
    options.limit,
  );
}

/** A schedule's in (fromMs, toMs], oldest first. */
export function occurrencesIn(db: Database, scheduleId: string, span: { fromMs: number; toMs: number }): Occurrence[] {
  return all<Occurrence>(
    db,
    `SELECT ${columns} FROM occurrences WHERE schedule_id = ? AND due_at_ms > ? AND due_at_ms <= ? ORDER BY due_at_ms`,
    scheduleId,
    span.fromMs,
    span.toMs,
  );
}

/** All flows' in [fromMs, toMs), oldest first, after the one that is given. */
export function occurrencesBetween(
  db: Database,
  span: { fromMs: number; toMs: number; after: OccurrenceKey | null; limit: number },
): Occurrence[] {
  const after = span.after ?? { dueAtMs: span.fromMs, scheduleId: '' };
  return all<Occurrence>(
    db,
    `SELECT ${columns} FROM occurrences WHERE due_at_ms < ? AND (due_at_ms, schedule_id) > (?, ?)
     ORDER BY due_at_ms, schedule_id LIMIT ?`,
    span.toMs,
    after.dueAtMs,
    after.scheduleId,
    span.limit,
  );
}

/** How the newest firings of a flow that came to a run ended, newest first, of those settled after a moment. */
export function latestResults(
  db: Database,
  flowId: string,
  options: { sinceMs: number; limit: number },
): OccurrenceStatus[] {
  return all<{ status: OccurrenceStatus }>(
    db,
    `SELECT status FROM occurrences WHERE flow_id = ? AND status IN ('ran', 'late', 'failed') AND updated_at_ms > ?
     ORDER BY due_at_ms DESC LIMIT ?`,
    flowId,
    options.sinceMs,
    options.limit,
  ).map(({ status }) => status);
}
