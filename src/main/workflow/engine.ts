/**
 * The durable engine: starts runs, takes them up again after a restart, cancels them.
 * Owns: the drivers of open runs. Does not own: definitions, schedules, what a task does (ports.ts).
 */
import { MajordomoError } from '../../shared/errors.ts';
import type { JournalEvent } from './events.ts';
import type { Clock, Journal, RunEnd, RunRecord, TaskExecutor } from './ports.ts';
import { RunDriver } from './run-driver.ts';

export interface EngineDeps {
  clock: Clock;
  journal: Journal;
  executor: TaskExecutor;
  random?: () => number;
  yieldToOthers?: () => Promise<void>;
  onCommitted?: (run: RunRecord, events: readonly JournalEvent[]) => void;
  onEnded?: (run: RunRecord, end: RunEnd) => void;
  /** A run's journal could not be written, or the engine has a bug: the run is taken up at the next start. */
  onBroken?: (run: RunRecord, error: unknown) => void;
}

export interface StartedRun {
  runId: string;
  ended: Promise<RunEnd>;
}

export class Engine {
  readonly #deps: EngineDeps;
  readonly #drivers = new Map<string, RunDriver>();
  #stopped = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  /** Resolves when the run is committed; `ended` when it is over. The definition must have passed validation. */
  async start(run: RunRecord, options: { fastForward?: boolean } = {}): Promise<StartedRun> {
    if (this.#stopped)
      throw new MajordomoError({ code: 'Engine.Stopped', message: 'Majordomo is shutting down; no run was started.' });
    const driver = this.#drive(run, options.fastForward ?? false);
    try {
      await driver.start();
    } catch (error) {
      this.#drivers.delete(run.id);
      throw error;
    }
    return { runId: run.id, ended: driver.ended };
  }

  /** Takes up every run that has no end yet. Returns how many. */
  recover(): number {
    const open = this.#deps.journal.openRuns().filter((runId) => !this.#drivers.has(runId));
    for (const runId of open) {
      const { run, events } = this.#deps.journal.load(runId);
      this.#drive(run, false).recover(events);
    }
    return open.length;
  }

  async cancel(runId: string, cause: string): Promise<RunEnd> {
    const driver = this.#drivers.get(runId);
    if (!driver)
      throw new MajordomoError({
        code: 'Run.NotOpen',
        message: `The run ${runId} is not under way; there is nothing to cancel.`,
        data: { runId },
      });
    return await driver.cancel(cause);
  }

  get openCount(): number {
    return this.#drivers.size;
  }

  /** Nothing is being decided or committed; runs may still wait for tasks or time. */
  get idle(): boolean {
    return [...this.#drivers.values()].every((driver) => driver.idle);
  }

  isOpen(runId: string): boolean {
    return this.#drivers.has(runId);
  }

  /** Stops all drivers; open runs stay open in the journal. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#drivers.values()].map((driver) => driver.stop()));
    this.#drivers.clear();
  }

  #drive(run: RunRecord, fastForward: boolean): RunDriver {
    const driver = new RunDriver(run, {
      clock: this.#deps.clock,
      journal: this.#deps.journal,
      executor: this.#deps.executor,
      random: this.#deps.random ?? Math.random,
      yieldToOthers: this.#deps.yieldToOthers ?? (() => new Promise((resolve) => setImmediate(resolve))),
      fastForward,
      ...(this.#deps.onCommitted ? { onCommitted: this.#deps.onCommitted } : {}),
    });
    this.#drivers.set(run.id, driver);
    driver.ended.then(
      (end) => {
        this.#drivers.delete(run.id);
        this.#deps.onEnded?.(run, end);
      },
      (error: unknown) => {
        this.#drivers.delete(run.id);
        this.#deps.onBroken?.(run, error);
      },
    );
    return driver;
  }
}
