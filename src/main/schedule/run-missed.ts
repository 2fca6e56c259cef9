/** A firing that never ran is run after all, because the user asked. Its row keeps why it had not, and can have one run only. */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { findOccurrence, makeDueAgain, type OccurrenceKey, settleOccurrence } from '../store/tables/occurrences.ts';
import { findSchedule } from '../store/tables/schedules.ts';
import { isoInZone } from './zone-time.ts';

/** An occurrence as one word, for commands and the window: "schedule_x@1774245600000". */
export function occurrenceIdOf({ scheduleId, dueAtMs }: OccurrenceKey): string {
  return `${scheduleId}@${dueAtMs}`;
}

/** @throws MajordomoError `Occurrence.Unknown` */
export function occurrenceKeyOf(occurrenceId: string): OccurrenceKey {
  const [, scheduleId, dueAtMs] = /^(.+)@(\d{1,15})$/.exec(occurrenceId) ?? [];
  if (scheduleId === undefined || dueAtMs === undefined) throw unknown(occurrenceId);
  return { scheduleId, dueAtMs: Number(dueAtMs) };
}

export interface RunMissedDeps {
  db: Database;
  nowMs: number;
  openRuns: (flowId: string) => readonly { id: string }[];
  start: (row: Occurrence) => Promise<string>;
}

/**
 * Answers the run's id once it is committed.
 * @throws MajordomoError `Occurrence.Unknown`, `Occurrence.NotMissed`, `Flow.Cancelled`, `Flow.StillRunning`; whatever the start throws
 */
export async function runMissed(key: OccurrenceKey, deps: RunMissedDeps): Promise<string> {
  const { db, nowMs, openRuns, start } = deps;
  const row = findOccurrence(db, key);
  if (row === undefined) throw unknown(occurrenceIdOf(key));
  const schedule = findSchedule(db, row.scheduleId);
  if (schedule === undefined || (row.status !== 'missed' && row.status !== 'skipped'))
    throw new MajordomoError({
      code: 'Occurrence.NotMissed',
      message: `This firing is ${row.status}; only one that was missed or skipped can be run after all.`,
      data: { occurrenceId: occurrenceIdOf(key), status: row.status },
    });
  const open = schedule.overlap === 'allow' ? [] : openRuns(row.flowId);
  if (open.length > 0)
    throw new MajordomoError({
      code: 'Flow.StillRunning',
      message: 'A run of this flow is still under way. Run the missed firing once that has ended.',
      data: { flowId: row.flowId, runId: open[0]?.id ?? null },
    });
  const asked = isoInZone(schedule.spec.timezone, nowMs).slice(0, 16).replace('T', ' ');
  const reason = `${row.reason ?? row.status}; run because you asked, on ${asked}`;
  if (!makeDueAgain(db, key, { reason, nowMs }))
    throw new MajordomoError({
      code: 'Occurrence.NotMissed',
      message: 'This firing has just been started.',
      data: { occurrenceId: occurrenceIdOf(key) },
    });
  try {
    return await start({ ...row, status: 'due', reason });
  } catch (error) {
    giveBack(db, row, nowMs);
    throw error;
  }
}

/** It could not be started: it is again what it was, so that the user may try once more. */
function giveBack(db: Database, row: Occurrence, nowMs: number): void {
  settleOccurrence(db, row, { from: ['due'], status: row.status, reason: row.reason, nowMs });
}

function unknown(occurrenceId: string): MajordomoError {
  return new MajordomoError({
    code: 'Occurrence.Unknown',
    message: `There is no firing '${occurrenceId}'. The agenda lists them with their ids.`,
    data: { occurrenceId },
  });
}
