/**
 * The ledger: one row per due occurrence. Owns: expanding schedules into rows, the misfire policy, giving rows their end.
 * Does not own: when that happens (scheduler.ts), starting runs, any SQL (store/tables).
 *
 * S1 For any span of time the rows equal the recurrence's expansion: rows of (reconciled_to, now] and the move of
 *    reconciled_to are one transaction; (schedule, due time) is unique.
 * S2 Each occurrence ends in exactly one way, with a reason.
 */
import type { RunStatus } from '../../shared/domain/run.ts';
import type { Occurrence, OccurrenceStatus } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import {
  insertOccurrence,
  type OccurrenceKey,
  occurrenceOfRun,
  occurrencesIn,
  settleOccurrence,
} from '../store/tables/occurrences.ts';
import { moveReconciledTo, type Schedule } from '../store/tables/schedules.ts';
import { decideMisfires } from './misfire.ts';
import { nextOccurrences, occurrencesBetween } from './recurrence.ts';

/** Rows written for one schedule in one transaction; a long sleep of a busy schedule takes several. */
export const rowsAtOnce = 500;

export interface Reconciled {
  /** Up to where the ledger now stands; before `nowMs` when there is more to do. */
  reconciledToMs: number;
  missed: Occurrence[];
}

/** Writes what came due in (reconciled_to, now], or the first part of it. Call inside a transaction (S1). */
export function reconcileSchedule(db: Database, schedule: Schedule, nowMs: number): Reconciled {
  const { id: scheduleId, flowId, spec, reconciledToMs: fromMs } = schedule;
  // A clock that was set back has nothing new to say: what was reconciled stays so.
  if (nowMs <= fromMs) return { reconciledToMs: fromMs, missed: [] };
  const moments = occurrencesBetween(spec, fromMs, nowMs, rowsAtOnce);
  const last = moments.at(-1);
  const next =
    moments.length === rowsAtOnce && last !== undefined
      ? nextOccurrences(spec, { afterMs: last, count: 1 })[0]
      : undefined;
  const laterExists = next !== undefined && next <= nowMs;
  const toMs = laterExists && last !== undefined ? last : nowMs;
  const decisions = decideMisfires(moments, {
    nowMs,
    policy: schedule.misfire,
    windowMs: schedule.misfireWindowMs,
    timezone: spec.timezone,
    laterExists,
  });
  for (const { dueAtMs, status, reason } of decisions)
    insertOccurrence(db, { scheduleId, flowId, dueAtMs, status, reason }, nowMs);
  moveReconciledTo(db, scheduleId, { fromMs, toMs });
  const missed = decisions.flatMap(({ dueAtMs, status, reason }) =>
    status === 'missed' ? [{ scheduleId, flowId, dueAtMs, status, reason, runId: null }] : [],
  );
  return { reconciledToMs: toMs, missed };
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

export interface AgendaEntry extends OccurrenceKey {
  flowId: string;
  /** `upcoming` has no row yet. */
  status: OccurrenceStatus | 'upcoming';
  reason: string | null;
  runId: string | null;
}

/** What became of a schedule's occurrences in (fromMs, toMs], and which are still to come; at most `cap`. */
export function agendaOf(
  db: Database,
  schedule: Schedule,
  span: { fromMs: number; toMs: number; cap: number },
): AgendaEntry[] {
  const { id: scheduleId, flowId, spec, reconciledToMs, active } = schedule;
  const past = occurrencesIn(db, scheduleId, span).slice(0, span.cap);
  const fromMs = Math.max(span.fromMs, reconciledToMs);
  const ahead = active ? occurrencesBetween(spec, fromMs, span.toMs, span.cap - past.length) : [];
  return [
    ...past,
    ...ahead.map(
      (dueAtMs): AgendaEntry => ({ scheduleId, flowId, dueAtMs, status: 'upcoming', reason: null, runId: null }),
    ),
  ];
}
