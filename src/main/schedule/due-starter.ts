/**
 * Starts what is due. Owns: which starts are on their way, which runs of a schedule are open, the overlap policy.
 * Does not own: the ledger's rows (ledger.ts), runs.
 *
 * S2 Each due occurrence is started, or ends as skipped, missed or cancelled with the reason.
 * Exactly once: `startRun` writes the occurrence's run id in the transaction that creates the run (markStarted), which
 * refuses an occurrence that already has one; a crash before it leaves the row due, to be started by the next reconcile.
 */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import { toWireError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { dueOccurrences, occurrenceOfRun } from '../store/tables/occurrences.ts';
import { findSchedule, type Schedule } from '../store/tables/schedules.ts';
import { endUnstarted } from './ledger.ts';
import { graceMs } from './misfire.ts';

export interface DueStarterDeps {
  db: Database;
  nowMs: () => number;
  scheduleOf: (scheduleId: string) => Schedule | undefined;
  isPaused: (flowId: string) => string | null;
  startRun: (start: { flowId: string; scheduleId: string; dueAtMs: number; late: boolean }) => Promise<string>;
  onEnded: (occurrence: Occurrence) => void;
  onError: (error: unknown) => void;
}

/** Starts on their way at a time: enough for group commits, few enough to leave the event loop free. */
const startsAtOnce = 32;
const readAtOnce = 2_000;

export class DueStarter {
  readonly #deps: DueStarterDeps;
  /** Occurrences handed to startRun that have not answered. */
  readonly #starting = new Set<string>();
  /** By schedule: ids of runs that have not ended, and keys of starts on their way. */
  readonly #open = new Map<string, Set<string>>();
  /** Schedules with a firing that waits for the one before to end. */
  readonly #waitedFor = new Set<string>();
  /** Ended in a transaction that has not committed; told once it has. */
  #untold: Occurrence[] = [];

  constructor(deps: DueStarterDeps) {
    this.#deps = deps;
  }

  runOpened(scheduleId: string, runId: string): void {
    this.#open.set(scheduleId, (this.#open.get(scheduleId) ?? new Set()).add(runId));
  }

  /** True when a firing waited for this run. */
  runClosed(scheduleId: string, runId: string): boolean {
    const open = this.#open.get(scheduleId);
    open?.delete(runId);
    if (open?.size === 0) this.#open.delete(scheduleId);
    return this.#waitedFor.delete(scheduleId);
  }

  /** Decides every due row; resolves when all starts have answered. `leftOver`: rows of before this process began. */
  async startDue(options: { leftOver: boolean }): Promise<void> {
    const { db } = this.#deps;
    const waiting = new Set<string>();
    const catchingUp = new Set<string>();
    for (let after: Occurrence | null = null; ; ) {
      const rows: Occurrence[] = dueOccurrences(db, { after, limit: readAtOnce });
      const pass = { waiting, catchingUp, newest: options.leftOver ? newestOf(rows) : null };
      const chosen = db.transaction(() => rows.filter((row) => this.#mayStart(row, pass))).immediate();
      this.#tell();
      while (chosen.length > 0) await Promise.all(chosen.splice(0, startsAtOnce).map((row) => this.#start(row)));
      if (rows.length < readAtOnce) return;
      after = rows.at(-1) ?? null;
    }
  }

  #mayStart(row: Occurrence, pass: Pass): boolean {
    if (this.#starting.has(keyOf(row))) return false;
    const { db, scheduleOf, isPaused, nowMs } = this.#deps;
    const schedule = scheduleOf(row.scheduleId) ?? findSchedule(db, row.scheduleId);
    if (schedule === undefined || !schedule.active) return this.#end(row, 'cancelled', 'the flow was cancelled');
    const lateMs = nowMs() - row.dueAtMs;
    if (pass.newest !== null && lateMs > graceMs && !isMadeUpFor(row, schedule, lateMs, pass.newest))
      return this.#end(row, 'missed', 'the app stopped before it could start');
    const paused = isPaused(row.flowId);
    if (paused !== null) return this.#end(row, 'skipped', paused);
    if (schedule.misfire === 'all' && row.reason !== null) pass.catchingUp.add(schedule.id);
    if (schedule.overlap !== 'allow' && this.#open.has(schedule.id)) return this.#overlaps(row, schedule, pass);
    this.#starting.add(keyOf(row));
    this.runOpened(row.scheduleId, keyOf(row));
    return true;
  }

  #overlaps(row: Occurrence, schedule: Schedule, { waiting, catchingUp }: Pass): false {
    // Firings being made up for come one after the other, and those that come due meanwhile after them.
    const madeUpFor = catchingUp.has(schedule.id);
    if (!madeUpFor && schedule.overlap === 'skip') return this.#end(row, 'skipped', 'still running');
    if (!madeUpFor && waiting.has(schedule.id))
      return this.#end(row, 'skipped', 'still running, and one is already waiting');
    if (!madeUpFor) waiting.add(schedule.id);
    this.#waitedFor.add(schedule.id);
    return false;
  }

  #end(row: Occurrence, status: 'skipped' | 'missed' | 'cancelled' | 'failed', reason: string): false {
    const ended = endUnstarted(this.#deps.db, row, { status, reason, nowMs: this.#deps.nowMs() });
    if (ended !== null) this.#untold.push(ended);
    return false;
  }

  #tell(): void {
    for (const ended of this.#untold.splice(0)) this.#deps.onEnded(ended);
  }

  async #start(row: Occurrence): Promise<void> {
    const { flowId, scheduleId, dueAtMs, reason } = row;
    try {
      const runId = await this.#deps.startRun({ flowId, scheduleId, dueAtMs, late: reason !== null });
      // A short run may have ended before its start was answered.
      if (occurrenceOfRun(this.#deps.db, runId)?.status === 'started') this.runOpened(scheduleId, runId);
    } catch (error) {
      this.#deps.onError(error);
      // Only if it is still due: a start that failed after its run was written has started all the same.
      this.#end(row, 'failed', `could not start: ${toWireError(error).message}`);
      this.#tell();
    } finally {
      this.#starting.delete(keyOf(row));
      if (this.runClosed(scheduleId, keyOf(row))) this.#waitedFor.add(scheduleId);
    }
  }
}

interface Pass {
  /** Schedules of which one firing already waits. */
  waiting: Set<string>;
  /** Schedules whose late firings are all being made up for. */
  catchingUp: Set<string>;
  /** At the first pass after a start: each schedule's newest due row, to tell left-over rows by. */
  newest: Map<string, number> | null;
}

function newestOf(rows: readonly Occurrence[]): Map<string, number> {
  return new Map(rows.map(({ scheduleId, dueAtMs }) => [scheduleId, dueAtMs]));
}

/** The misfire policy once more, for a row that was written as due before the app stopped. */
function isMadeUpFor(row: Occurrence, schedule: Schedule, lateMs: number, newest: Map<string, number>): boolean {
  if (schedule.misfire === 'skip' || lateMs > schedule.misfireWindowMs) return false;
  return schedule.misfire === 'all' || newest.get(row.scheduleId) === row.dueAtMs;
}

function keyOf({ scheduleId, dueAtMs }: { scheduleId: string; dueAtMs: number }): string {
  return `${scheduleId} ${dueAtMs}`;
}
