import type { TriggerEvent } from '../../../shared/domain/trigger.ts';
import { changeDetails } from '../../../shared/file-change.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { RunEnd } from '../../workflow/ports.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';
import { findOccurrence, insertOccurrence } from './occurrences.ts';
import { type Trigger, triggersAfter } from './triggers.ts';

export interface NewTriggerEvent {
  /** A second event with the same key is not made. */
  key?: string;
  what: string;
  subject: string;
  data?: JsonObject;
  /** Why it fires nothing. */
  ignored?: string;
}

type Fires = Pick<Trigger, 'id' | 'flowId'>;

/**
 * Writes events and the one firing that they make, in the caller's transaction: there is no event without its firing or reason,
 * and no firing without its event. @returns the firing's due time; null when all were known already or are ignored
 */
export function recordFiring(
  db: Database,
  trigger: Fires,
  events: readonly NewTriggerEvent[],
  at: { nowMs: number; joins?: number | null },
): number | null {
  const dueAtMs = at.joins ?? freeMoment(db, trigger.id, at.nowMs);
  let fires = false;
  for (const event of events) {
    const { changes } = sql(
      db,
      `INSERT INTO trigger_events (trigger_id, key, what, subject, data, at_ms, due_at_ms, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trigger_id, key) WHERE key IS NOT NULL DO NOTHING`,
    ).run(
      trigger.id,
      event.key ?? null,
      event.what,
      event.subject,
      event.data === undefined ? null : JSON.stringify(event.data),
      at.nowMs,
      event.ignored === undefined ? dueAtMs : null,
      event.ignored ?? null,
    );
    if (changes === 1 && event.ignored === undefined) fires = true;
  }
  if (!fires) return null;
  const { id: scheduleId, flowId } = trigger;
  insertOccurrence(db, { scheduleId, flowId, dueAtMs, status: 'due', reason: null }, at.nowMs);
  return dueAtMs;
}

/** Two firings of a trigger in the same millisecond are a millisecond apart. */
function freeMoment(db: Database, scheduleId: string, nowMs: number): number {
  let dueAtMs = nowMs;
  while (findOccurrence(db, { scheduleId, dueAtMs }) !== undefined) dueAtMs += 1;
  return dueAtMs;
}

const endings: Readonly<Record<RunEnd['status'], 'succeeded' | 'failed' | 'cancelled'>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  ABORTED: 'cancelled',
};

/** In the transaction that ends a run: the flows that follow it fire once, or the run has not ended. */
export function recordRunEnd(db: Database, run: { id: string; flowId: string }, end: RunEnd): void {
  const what = endings[end.status];
  for (const trigger of triggersAfter(db, run.flowId)) {
    if (trigger.spec.kind !== 'flow' || (trigger.spec.on !== 'any' && trigger.spec.on !== what)) continue;
    const data = { flowId: run.flowId, output: end.output, error: end.error, cause: end.cause };
    // A run that is taken up again after its end ends once more.
    const key = `${run.id}@${end.endedAtMs}`;
    recordFiring(db, trigger, [{ key, what, subject: run.id, data }], { nowMs: end.endedAtMs });
  }
}

export interface FiringEvent {
  what: string;
  subject: string;
  data: JsonObject | null;
  atMs: number;
}

/** What went into a firing, in order. */
export function eventsOfFiring(db: Database, firing: { scheduleId: string; dueAtMs: number }): FiringEvent[] {
  return all<Omit<FiringEvent, 'data'> & { data: string | null }>(
    db,
    `SELECT what, subject, data, at_ms AS atMs FROM trigger_events WHERE trigger_id = ? AND due_at_ms = ? ORDER BY id`,
    firing.scheduleId,
    firing.dueAtMs,
  ).map(({ data, ...event }) => ({ ...event, data: data === null ? null : (JSON.parse(data) as JsonObject) }));
}

/** A trigger's firing that was not started yet, and how many events it has. */
export function waitingFiring(db: Database, triggerId: string): { dueAtMs: number; events: number } | undefined {
  return one(
    db,
    // The first condition is that of the index `occurrences_open`, word for word.
    `SELECT due_at_ms AS dueAtMs, (SELECT count(*) FROM trigger_events WHERE trigger_id = schedule_id
       AND trigger_events.due_at_ms = occurrences.due_at_ms) AS events
     FROM occurrences WHERE status IN ('due', 'started', 'parked') AND status = 'due' AND run_id IS NULL AND schedule_id = ?
     ORDER BY due_at_ms DESC LIMIT 1`,
    triggerId,
  );
}

/** A flow's, newest first. */
export function listTriggerEvents(db: Database, options: { flowId: string; limit: number }): TriggerEvent[] {
  return all<TriggerEvent>(
    db,
    `SELECT trigger_events.id AS id, trigger_id AS triggerId, what, subject, at_ms AS atMs, due_at_ms AS firing, reason
     FROM trigger_events JOIN triggers ON triggers.id = trigger_id WHERE flow_id = ? ORDER BY trigger_events.id DESC LIMIT ?`,
    options.flowId,
    options.limit,
  );
}

export function countTriggerEvents(db: Database, triggerId: string): number {
  return one<{ n: number }>(db, `SELECT count(*) AS n FROM trigger_events WHERE trigger_id = ?`, triggerId)?.n ?? 0;
}

/** When a trigger last had an event; null before the first. */
export function lastEventAtMs(db: Database, triggerId: string): number | null {
  return (
    one<{ atMs: number }>(
      db,
      `SELECT at_ms AS atMs FROM trigger_events WHERE id = (SELECT max(id) FROM trigger_events WHERE trigger_id = ?)`,
      triggerId,
    )?.atMs ?? null
  );
}

/** Events older than this go, of firings that came to their end. */
export function pruneTriggerEvents(db: Database, beforeMs: number): void {
  sql(
    db,
    `DELETE FROM trigger_events WHERE at_ms < ? AND NOT EXISTS (SELECT 1 FROM occurrences
       WHERE schedule_id = trigger_id AND occurrences.due_at_ms = trigger_events.due_at_ms AND status IN ('due', 'started', 'parked'))`,
  ).run(beforeMs);
}

/** A file as it was when last looked at. */
export interface SeenFile {
  size: number;
  modifiedUs: number;
}

export function seenFiles(db: Database, triggerId: string): Map<string, SeenFile> {
  const rows = all<SeenFile & { path: string }>(
    db,
    `SELECT path, size, modified_us AS modifiedUs FROM trigger_files WHERE trigger_id = ?`,
    triggerId,
  );
  return new Map(rows.map(({ path, size, modifiedUs }) => [path, { size, modifiedUs }]));
}

/** In the transaction that writes the events of these differences. Null: the file is gone. */
export function rememberFiles(
  db: Database,
  triggerId: string,
  differences: Iterable<readonly [path: string, file: SeenFile | null]>,
): void {
  for (const [path, file] of differences) {
    if (file === null) sql(db, `DELETE FROM trigger_files WHERE trigger_id = ? AND path = ?`).run(triggerId, path);
    else
      changeOne(
        db,
        `INSERT INTO trigger_files (trigger_id, path, size, modified_us) VALUES (?, ?, ?, ?)
         ON CONFLICT (trigger_id, path) DO UPDATE SET size = excluded.size, modified_us = excluded.modified_us`,
        triggerId,
        path,
        file.size,
        file.modifiedUs,
      );
  }
}

/** What a flow's own step left of a path: its size; null when it removed it. */
export interface OwnChange {
  atMs: number;
  size: number | null;
}

/** Paths that runs of a flow changed by themselves since a moment, each with the last of its changes. */
export function ownChangesSince(db: Database, flowId: string, sinceMs: number): Map<string, OwnChange> {
  const rows = all<{ path: string; details: string; atMs: number }>(
    db,
    `SELECT path, details, at_ms AS atMs FROM file_changes WHERE at_ms >= ? AND flow_id = ? AND status = 'done' ORDER BY at_ms`,
    sinceMs,
    flowId,
  );
  const last = new Map<string, OwnChange>();
  for (const { path, details, atMs } of rows) {
    const change = changeDetails.parse(JSON.parse(details));
    if (change.kind === 'write') last.set(path, { atMs, size: change.after.size });
    if (change.kind === 'append') last.set(path, { atMs, size: change.offset + change.appended.size });
    if (change.kind === 'move' || change.kind === 'delete') last.set(path, { atMs, size: null });
    if (change.kind === 'move') last.set(change.to, { atMs, size: change.content.size });
  }
  return last;
}
