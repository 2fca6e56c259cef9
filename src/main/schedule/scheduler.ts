/**
 * The scheduler. Owns: when the ledger is reconciled, the one wake-up, which schedules are next. Does not own: what a
 * reconcile writes (ledger.ts), what is started (due-starter.ts), runs, the flows' own pause.
 *
 * S3 Start, wake from sleep, clock change, a changed schedule, a due time and a minute tick all do the same thing: reconcile.
 *    Nothing is ever fired by a timer; a timer only makes us look.
 */
import type { RunStatus } from '../../shared/domain/run.ts';
import type { Occurrence } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { openOccurrences } from '../store/tables/occurrences.ts';
import type { Schedule } from '../store/tables/schedules.ts';
import { DueIndex } from './due-index.ts';
import { DueStarter } from './due-starter.ts';
import { reconcileSchedule, settleRun } from './ledger.ts';
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
  isFlowPaused?: (flowId: string) => boolean;
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
  /** Schedules were added, cancelled, paused or resumed; also for a wake from sleep or a changed clock or zone. */
  changed(): void;
  /** While paused, what comes due is skipped with that reason; runs go on. */
  pauseAll(paused: boolean): void;
  onRunEnded(runId: string, status: RunStatus): void;
  nextFiring(): { flowId: string; scheduleId: string; dueAtMs: number } | null;
  /** Brings the ledger up to now and starts what is due; resolves when all of that is committed. */
  reconcile(): Promise<void>;
}

const tickMs = 60_000;
/** Pieces of work between two looks at the event loop, each well under a frame. */
const readAtOnce = 200;
const schedulesAtOnce = 50;

export function createScheduler(options: SchedulerOptions): Scheduler {
  return new LedgerScheduler(options);
}

class LedgerScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #index: DueIndex;
  readonly #starter: DueStarter;
  #running = false;
  #paused = false;
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
      isPaused: (flowId) =>
        this.#paused ? 'paused: everything is paused' : options.isFlowPaused?.(flowId) === true ? 'paused' : null,
      startRun: options.startRun,
      onEnded: (occurrence) => this.#settled(occurrence),
      onError: (error) => options.onError?.(error),
    });
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#leftOver = true;
    this.#settleEndedRuns();
    this.changed();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#disarm();
    await this.#working?.catch(() => undefined);
  }

  changed(): void {
    this.#index.refresh();
    this.#index.readSome(readAtOnce);
    this.#look();
  }

  pauseAll(paused: boolean): void {
    this.#paused = paused;
    if (this.#running) this.#look();
  }

  onRunEnded(runId: string, status: RunStatus): void {
    const occurrence = settleRun(this.#options.db, runId, status, this.#options.clock.nowMs());
    if (occurrence === null) return;
    this.#settled(occurrence);
    // A parked run is still open: it waits for the user, and the next firing for it.
    if (status !== 'PARKED' && this.#starter.runClosed(occurrence.scheduleId, runId)) this.#look();
  }

  nextFiring(): { flowId: string; scheduleId: string; dueAtMs: number } | null {
    if (this.#paused) return null;
    const next = this.#index.earliest((schedule) => this.#options.isFlowPaused?.(schedule.flowId) !== true);
    return next && { flowId: next.schedule.flowId, scheduleId: next.schedule.id, dueAtMs: next.nextMs };
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
      while (this.#again) {
        this.#again = false;
        while (this.#index.readSome(readAtOnce)) await breath();
        await this.#bringUpToNow();
        const leftOver = this.#leftOver;
        this.#leftOver = false;
        await this.#starter.startDue({ leftOver });
      }
    } finally {
      this.#arm();
    }
  }

  async #bringUpToNow(): Promise<void> {
    const nowMs = this.#options.clock.nowMs();
    for (let due = this.#index.dueBy(nowMs); due.length > 0; due = this.#index.dueBy(nowMs)) {
      while (due.length > 0) {
        this.#reconcileSome(due.splice(0, schedulesAtOnce), nowMs);
        await breath();
      }
    }
  }

  /** S1: rows and how far the ledger stands are written together. Several schedules share a commit, each whole. */
  #reconcileSome(some: Schedule[], nowMs: number): void {
    const { db } = this.#options;
    // Cancelled while this reconcile let others have their turn: nothing more is due.
    const schedules = some.filter(({ id }) => this.#index.get(id) !== undefined);
    const done = db
      .transaction(() => schedules.map((schedule) => ({ schedule, ...reconcileSchedule(db, schedule, nowMs) })))
      .immediate();
    for (const { schedule, reconciledToMs, missed } of done) {
      this.#index.update({ ...schedule, reconciledToMs });
      for (const occurrence of missed) this.#options.onSettled?.(occurrence);
      if (missed.length > 0) this.#options.onChanged?.(schedule.flowId);
    }
  }

  /** Runs that ended after their occurrence was last written, and before this start. */
  #settleEndedRuns(): void {
    const { db, runStatus, clock } = this.#options;
    for (const { scheduleId, runId } of openOccurrences(db)) {
      const status = runStatus(runId) ?? 'ABORTED';
      if (status === 'RUNNING' || status === 'PARKED') this.#starter.runOpened(scheduleId, runId);
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
    const nextMs = this.#index.earliest()?.nextMs ?? Number.POSITIVE_INFINITY;
    this.#disarm = this.#options.wakeUp(Math.min(nextMs, this.#options.clock.nowMs() + tickMs), () => this.#look());
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
