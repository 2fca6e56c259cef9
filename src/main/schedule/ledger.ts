/**
 * The ledger: one row per due occurrence. Owns: expanding schedules into rows, the misfire policy, giving rows their end.
 * Does not own: when that happens (scheduler.ts), starting runs, any SQL (store/tables).
 *
 * S1 For any span of time the rows equal the recurrence's expansion: rows of (reconciled_to, now] and the move of
 *    reconciled_to are one transaction; (schedule, due time) is unique.
 * S2 Each occurrence ends in exactly one way, with a reason.
 */
import type { RunStatus } from '../../shared/domain/run.ts';
import type { Holiday, Occurrence, OccurrenceStatus, ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { insertOccurrence, occurrenceOfRun, settleOccurrence } from '../store/tables/occurrences.ts';
import { moveReconciledTo, type Schedule } from '../store/tables/schedules.ts';
import { holidayReason } from './holidays.ts';
import { jitterOf } from './jitter.ts';
import { decideMisfires, graceMs, mostMadeUp } from './misfire.ts';
import { occurrencesBetween } from './recurrence.ts';

/** Rows written for one schedule in one transaction; a long sleep of a busy schedule takes several. */
export const rowsAtOnce = 500;

export interface Reconciled {
  /** Up to where the ledger now stands; before `nowMs` when there is more to do. */
  reconciledToMs: number;
  /** Occurrences that were at their end at once: missed, or skipped on a holiday. */
  ended: Occurrence[];
}

/** Writes what came due in (reconciled_to, now], or the first part of it. Call inside a transaction (S1). */
export function reconcileSchedule(
  db: Database,
  schedule: Schedule,
  nowMs: number,
  holidays: readonly Holiday[] = [],
): Reconciled {
  const { id: scheduleId, flowId, spec, reconciledToMs: fromMs } = schedule;
  // A clock that was set back has nothing new to say: what was reconciled stays so.
  if (nowMs <= fromMs) return { reconciledToMs: fromMs, ended: [] };
  const moments = occurrencesBetween(spec, fromMs, nowMs, rowsAtOnce);
  const toMs = moments.length === rowsAtOnce ? (moments.at(-1) ?? nowMs) : nowMs;
  const ended: Occurrence[] = [];
  const insert = (dueAtMs: number, status: 'due' | 'missed' | 'skipped', reason: string | null): void => {
    const notBeforeMs = status === 'due' ? putOffUntil(schedule, dueAtMs) : null;
    insertOccurrence(db, { scheduleId, flowId, dueAtMs, status, reason, notBeforeMs }, nowMs);
    if (status !== 'due') ended.push({ scheduleId, flowId, dueAtMs, status, reason, runId: null });
  };
  const working: number[] = [];
  for (const dueAtMs of moments) {
    const holiday = holidayReason(spec, dueAtMs, holidays);
    if (holiday === null) working.push(dueAtMs);
    else insert(dueAtMs, 'skipped', holiday);
  }
  const isWorking = (dueAtMs: number): boolean => holidayReason(spec, dueAtMs, holidays) === null;
  const decisions = decideMisfires(working, {
    nowMs,
    policies: schedule,
    timezone: spec.timezone,
    startOf: (dueAtMs) => putOffUntil(schedule, dueAtMs) ?? dueAtMs,
    // On time, as nearly always, the policy has nothing to say.
    madeUpFromMs:
      nowMs - (working[0] ?? nowMs) <= graceMs
        ? Number.NEGATIVE_INFINITY
        : newestFrom(spec, { fromMs, toMs: nowMs, count: mostMadeUp(schedule), isWanted: isWorking }),
  });
  for (const { dueAtMs, status, reason } of decisions) insert(dueAtMs, status, reason);
  moveReconciledTo(db, scheduleId, { fromMs, toMs });
  return { reconciledToMs: toMs, ended };
}

/** When a firing with jitter is to start; null when it is at once. */
function putOffUntil({ id, spec }: Schedule, dueAtMs: number): number | null {
  if (spec.kind === 'manual' || spec.jitterMs === undefined) return null;
  return dueAtMs + jitterOf(id, dueAtMs, spec.jitterMs);
}

/** The oldest of the newest `count` moments in (fromMs, toMs]; looked for from the end, since a busy schedule has millions. */
function newestFrom(
  spec: ScheduleSpec,
  span: { fromMs: number; toMs: number; count: number; isWanted: (moment: number) => boolean },
): number {
  const { fromMs, toMs, count, isWanted } = span;
  if (count === 0) return Number.POSITIVE_INFINITY;
  for (let lookBackMs = 60_000; ; lookBackMs *= 2) {
    const sinceMs = Math.max(fromMs, toMs - lookBackMs);
    const newest = occurrencesBetween(spec, sinceMs, toMs, Number.POSITIVE_INFINITY).filter(isWanted).slice(-count);
    if (newest.length === count || sinceMs === fromMs) return newest[0] ?? Number.POSITIVE_INFINITY;
  }
}

/** Ends an occurrence that was never started. Null when it has been started or ended meanwhile (S2). */
export function endUnstarted(
  db: Database,
  occurrence: Occurrence,
  end: { status: 'skipped' | 'missed' | 'cancelled' | 'failed'; reason: string; nowMs: number },
): Occurrence | null {
  const settled = settleOccurrence(db, occurrence, { from: ['due'], ...end });
  return settled ? { ...occurrence, status: end.status, reason: end.reason } : null;
}

/** Writes how an occurrence's run ended, or that it waits. Null when no occurrence waits for that run. */
export function settleRun(db: Database, runId: string, status: RunStatus, nowMs: number): Occurrence | null {
  const occurrence = occurrenceOfRun(db, runId);
  if (occurrence === undefined) return null;
  const end = endOf(status, occurrence.reason);
  if (end === null) return null;
  const settled = settleOccurrence(db, occurrence, { from: ['started', 'parked'], ...end, nowMs });
  return settled ? { ...occurrence, ...end } : null;
}

const parkedReason = 'waiting for your decision';

/** A row's reason before its end is why it started late; null when on time. */
function endOf(status: RunStatus, reason: string | null): { status: OccurrenceStatus; reason: string | null } | null {
  const lateReason = reason === parkedReason ? null : reason;
  const late = lateReason === null ? '' : `; started late: ${lateReason}`;
  switch (status) {
    case 'RUNNING':
      return null;
    case 'SUCCEEDED':
      return lateReason === null ? { status: 'ran', reason: null } : { status: 'late', reason: lateReason };
    case 'FAILED':
      return { status: 'failed', reason: `the run failed${late}` };
    case 'TIMED_OUT':
      return { status: 'failed', reason: `the run took too long${late}` };
    case 'ABORTED':
      return { status: 'cancelled', reason: `the run was cancelled${late}` };
    case 'PARKED':
      return { status: 'parked', reason: lateReason ?? parkedReason };
  }
}
