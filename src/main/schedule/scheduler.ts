/**
 * The scheduler. Owns: when the ledger is reconciled, the one wake-up, which schedules are next. Does not own: what a
 * reconcile writes (ledger.ts), what is started (due-starter.ts), runs, the flows' own pause.
 *
 * S3 Start, wake from sleep, clock change, a changed schedule, a due time and a minute tick all do the same thing: reconcile.
 *    Nothing is ever fired by a timer; a timer only makes us look.
 */

import type { AgendaPage } from '../../shared/domain/agenda.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import type { Holiday, Occurrence } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { type OccurrenceKey, openOccurrences } from '../store/tables/occurrences.ts';
import type { Schedule } from '../store/tables/schedules.ts';
import { agendaSpan } from './agenda.ts';
import { DueIndex, type IndexedSchedule } from './due-index.ts';
import { DueStarter } from './due-starter.ts';
import { type Reconciled, reconcileSchedule, settleRun } from './ledger.ts';
import { runMissed } from './run-missed.ts';
import type { WakeUp } from './wake-up.ts';

export interface SchedulerOptions {
  db: Database;
  clock: { nowMs(): number };
  wakeUp: WakeUp;
  /**
   * Starts a run and answers its id once it is committed. Must call `markStarted` in the transaction that creates the run,
   * and must not leave a run behind when that fails.
   */
  startRun: (start: { flowId: string; scheduleId: string; dueAtMs: number; late: boolean }) => Promise<string>;
  /** How a run stands; undefined when there is none of that id. */
  runStatus: (runId: string) => RunStatus | undefined;
  /** Runs of a flow that have not ended, whatever started them. */
  openRuns: (flowId: string) => readonly { id: string; parked: boolean }[];
  /** Ends a run; resolves when it has ended. */
  cancelRun: (runId: string, cause: string) => Promise<unknown>;
  /** Why a flow is paused; null when it is not. */
  pauseReason?: (flowId: string) => string | null;
  /** Days on which schedules that say so do not fire. */
  holidays?: () => readonly Holiday[];
  /** The pause until a moment is over. */
  onPauseEnded?: () => void;
  /** An occurrence came to its end (or parked), after it was committed. */
  onSettled?: (occurrence: Occurrence) => void;
  /** Something of this flow's firings changed. */
  onChanged?: (flowId: string) => void;
  onError?: (error: unknown) => void;
}

export interface Scheduler {
  start(): void;
  /** Resolves when what was on its way is done; the database may be closed then. */
  stop(): Promise<void>;
  /**
   * Schedules were added, cancelled, paused or resumed, those of one flow when that is named; also for a wake from sleep or a
   * changed clock or zone.
   */
  changed(flowId?: string): void;
  /** While paused, for good or until a moment, what comes due is skipped with that reason; runs go on. */
  pauseAll(paused: boolean, untilMs?: number | null): void;
  /** Any run of a flow has ended, or parked. */
  onRunEnded(run: { id: string; flowId: string }, status: RunStatus): void;
  nextFiring(): { flowId: string; scheduleId: string; dueAtMs: number } | null;
  /** Starts a firing that was missed or skipped, once, because the user asked. @throws MajordomoError `Occurrence.*` */
  runMissed(key: OccurrenceKey): Promise<string>;
  /** Every active schedule with its next moment, in no order; just after a start, those that have been read so far. */
  upcoming(): Iterable<IndexedSchedule>;
  /** What was due and will be due in [fromMs, toMs), a page at a time. */
  agenda(span: Parameters<typeof agendaSpan>[1]): Promise<AgendaPage>;
  /** Brings the ledger up to now and starts what is due; resolves when all of that is committed. */
  reconcile(): Promise<void>;
}

const tickMs = 60_000;
/** Pieces of work between two looks at the event loop, each well under a frame. */
const readAtOnce = 50;
/** Time for the rows of one transaction: its flush of the disk costs as much as some hundred rows. */
const rowsWithinMs = 6;

export function createScheduler(options: SchedulerOptions): Scheduler {
  return new LedgerScheduler(options);
}

class LedgerScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #index: DueIndex;
  readonly #starter: DueStarter;
  #running = false;
  #stopping = false;
  #paused: { untilMs: number | null } | null = null;
  #leftOver = true;
  #disarm: () => void = () => undefined;
  #working: Promise<void> | null = null;
  #again = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#index = new DueIndex(options.db);
    this.#starter = new DueStarter({
      db: options.db,
      nowMs: () => options.clock.nowMs(),
      scheduleOf: (scheduleId) => this.#index.get(scheduleId),
      pauseReason: (row) => this.#pauseReason(row),
      startRun: options.startRun,
      openRuns: options.openRuns,
      cancelRun: options.cancelRun,
      onEnded: (occurrence) => this.#settled(occurrence),
      look: () => this.#look(),
      onError: (error) => options.onError?.(error),
    });
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#stopping = false;
    this.#leftOver = true;
    this.#settleEndedRuns();
    this.changed();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#stopping = true;
    this.#disarm();
    this.#starter.stopSoon();
    await this.#working?.catch(() => undefined);
    await this.#starter.stop();
    this.#stopping = false;
  }

  changed(flowId?: string): void {
    if (flowId === undefined) {
      this.#index.refresh();
      this.#index.readSome(readAtOnce);
    } else this.#index.refreshFlow(flowId);
    this.#look();
  }

  pauseAll(paused: boolean, untilMs: number | null = null): void {
    this.#paused = paused ? { untilMs } : null;
    if (this.#running) this.#look();
  }

  #pauseReason(row: Occurrence): string | null {
    if (this.#paused !== null) {
      const { untilMs } = this.#paused;
      if (untilMs === null) return 'paused: everything is paused';
      if (row.dueAtMs < untilMs) return `paused: everything is paused until ${new Date(untilMs).toISOString()}`;
    }
    return this.#options.pauseReason?.(row.flowId) ?? null;
  }

  onRunEnded(run: { id: string; flowId: string }, status: RunStatus): void {
    const occurrence = settleRun(this.#options.db, run.id, status, this.#options.clock.nowMs());
    if (occurrence !== null) this.#settled(occurrence);
    // A parked run is still open: it waits for the user, and the next firing for it.
    if (status === 'PARKED') this.#starter.runParked(run.id);
    else if (this.#starter.runEnded(run.flowId, run.id)) this.#look();
  }

  nextFiring(): { flowId: string; scheduleId: string; dueAtMs: number } | null {
    if (this.#paused !== null) return null;
    const next = this.#index.earliest((schedule) => (this.#options.pauseReason?.(schedule.flowId) ?? null) === null);
    return next && { flowId: next.schedule.flowId, scheduleId: next.schedule.id, dueAtMs: next.nextMs };
  }

  runMissed(key: OccurrenceKey): Promise<string> {
    const { db, clock, openRuns } = this.#options;
    return runMissed(key, { db, nowMs: clock.nowMs(), openRuns, start: (row) => this.#starter.startAsked(row) });
  }

  upcoming(): Iterable<IndexedSchedule> {
    return this.#index.all();
  }

  async agenda(span: Parameters<typeof agendaSpan>[1]): Promise<AgendaPage> {
    // A terminal command asks without the scheduler being started.
    if (!this.#running) this.#index.refresh();
    while (this.#index.readSome(readAtOnce)) await breath();
    const { db, pauseReason, holidays } = this.#options;
    return await agendaSpan(
      {
        db,
        upcoming: () => this.#index.all(),
        pauseReason: (flowId) => pauseReason?.(flowId) ?? null,
        holidays: () => holidays?.() ?? [],
      },
      span,
    );
  }

  reconcile(): Promise<void> {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  #look(): void {
    if (!this.#running) return;
    this.reconcile().catch((error: unknown) => this.#options.onError?.(error));
  }

  async #work(): Promise<void> {
    try {
      while (this.#again && !this.#stopping) {
        this.#again = false;
        while (this.#index.readSome(readAtOnce) && !this.#stopping) await breath();
        await this.#bringUpToNow();
        if (this.#stopping) return;
        const leftOver = this.#leftOver;
        this.#leftOver = false;
        await this.#starter.startDue({ leftOver });
        this.#endPause();
      }
    } finally {
      this.#arm();
    }
  }

  /** Only after what came due during the pause has been skipped. */
  #endPause(): void {
    const untilMs = this.#paused?.untilMs ?? null;
    if (untilMs === null || this.#options.clock.nowMs() < untilMs) return;
    this.#paused = null;
    this.#options.onPauseEnded?.();
  }

  async #bringUpToNow(): Promise<void> {
    const nowMs = this.#options.clock.nowMs();
    // What is left when the app stops is brought up to then, and started or missed by its policy, at the next start.
    for (let due = this.#index.dueBy(nowMs); due.length > 0 && !this.#stopping; due = this.#index.dueBy(nowMs)) {
      while (due.length > 0 && !this.#stopping) {
        this.#reconcileSome(due, nowMs);
        await breath();
      }
    }
  }

  /** S1: rows and how far the ledger stands are written together. Several schedules share a commit, each whole; they leave `due`. */
  #reconcileSome(due: Schedule[], nowMs: number): void {
    const { db } = this.#options;
    const holidays = this.#options.holidays?.() ?? [];
    const done = db
      .transaction(() => {
        const written: Array<Reconciled & { schedule: Schedule }> = [];
        const untilMs = performance.now() + rowsWithinMs;
        for (let next = due.pop(); next !== undefined; next = performance.now() < untilMs ? due.pop() : undefined) {
          // Cancelled while this reconcile let others have their turn: nothing more is due.
          const schedule = this.#index.get(next.id);
          if (schedule !== undefined) written.push({ schedule, ...reconcileSchedule(db, schedule, nowMs, holidays) });
        }
        return written;
      })
      .immediate();
    for (const { schedule, reconciledToMs, ended } of done) {
      this.#index.update({ ...schedule, reconciledToMs });
      for (const occurrence of ended) this.#options.onSettled?.(occurrence);
      if (ended.length > 0) this.#options.onChanged?.(schedule.flowId);
    }
  }

  /** Runs that ended after their occurrence was last written, and before this start. */
  #settleEndedRuns(): void {
    const { db, runStatus, clock } = this.#options;
    for (const { runId } of openOccurrences(db)) {
      const status = runStatus(runId) ?? 'ABORTED';
      const settled = settleRun(db, runId, status, clock.nowMs());
      if (settled !== null) this.#settled(settled);
    }
  }

  #settled(occurrence: Occurrence): void {
    this.#options.onSettled?.(occurrence);
    this.#options.onChanged?.(occurrence.flowId);
  }

  /** One wake-up for the next due time, and never further off than a minute. */
  #arm(): void {
    this.#disarm();
    if (!this.#running) return;
    const nextMs = Math.min(
      this.#index.earliest()?.nextMs ?? Number.POSITIVE_INFINITY,
      this.#starter.nextStartMs,
      this.#paused?.untilMs ?? Number.POSITIVE_INFINITY,
      this.#options.clock.nowMs() + tickMs,
    );
    this.#disarm = this.#options.wakeUp(nextMs, () => this.#look());
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
