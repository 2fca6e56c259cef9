/**
 * The durable engine: starts runs, takes them up again after a restart, cancels them.
 * Owns: the drivers of open runs. Does not own: definitions, schedules, what a task does (ports.ts).
 */
import { MajordomoError } from '../../shared/errors.ts';
import type { JournalEvent } from './events.ts';
import { forkedHistory, visitOf } from './fork.ts';
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
  /** A run's journal could not be read or written, or the engine has a bug: the run is taken up at the next start. */
  onBroken?: (runId: string, error: unknown) => void;
}

/** Taking up open runs pauses after this long, so that the first of them go on and the process answers meanwhile. */
const recoverySliceMs = 5;

export interface StartedRun {
  runId: string;
  ended: Promise<RunEnd>;
}

export class Engine {
  readonly #deps: EngineDeps;
  readonly #drivers = new Map<string, RunDriver>();
  /** Open runs of an earlier process that have no driver yet, oldest first. */
  readonly #toRecover = new Set<string>();
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

  /**
   * Takes up every run that has no end yet: the first at once, the others in slices. One that somebody asks for (its parent, a
   * cancel) does not wait for its turn. Returns how many.
   */
  recover(): number {
    const open = this.#deps.journal.openRuns().filter((runId) => !this.#drivers.has(runId));
    for (const runId of open) this.#toRecover.add(runId);
    this.#recoverSlice();
    return open.length;
  }

  #recoverSlice(): void {
    const startedAt = performance.now();
    for (const runId of this.#toRecover) {
      this.#recoverRun(runId);
      if (performance.now() - startedAt > recoverySliceMs) break;
    }
    if (this.#toRecover.size > 0) setImmediate(() => this.#recoverSlice());
  }

  #recoverRun(runId: string): void {
    this.#toRecover.delete(runId);
    try {
      const { run, events } = this.#deps.journal.load(runId);
      this.#drive(run, false).recover(events);
    } catch (error) {
      this.#drivers.delete(runId);
      this.#deps.onBroken?.(runId, error);
    }
  }

  #driverOf(runId: string): RunDriver | undefined {
    if (this.#toRecover.has(runId)) this.#recoverRun(runId);
    return this.#drivers.get(runId);
  }

  /** Takes up a run that ended badly, at the state where it ended. @throws MajordomoError `Run.NotEnded` */
  async redrive(runId: string): Promise<StartedRun> {
    const { run, events } = this.#deps.journal.load(runId);
    const last = events.at(-1)?.type;
    if (this.#drivers.has(runId) || !['ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted'].includes(last ?? ''))
      throw new MajordomoError({
        code: 'Run.NotEnded',
        message: `The run ${runId} ${last === 'ExecutionSucceeded' ? 'succeeded' : 'is still under way'}; only one that failed, timed out or was cancelled can be resumed.`,
        data: { runId },
      });
    const driver = this.#drive(run, false);
    await driver.redrive(events);
    return { runId, ended: driver.ended };
  }

  /**
   * Starts a new run with the recorded history of another one up to a visit of a state (fork.ts), and goes on from there.
   * @param at the state's name, for its last visit, or the number of the event that entered it
   * @throws MajordomoError `Run.NoSuchState`, `Run.WhichVisit`
   */
  async fork(fromRunId: string, at: string | number, id: string): Promise<StartedRun> {
    const { run, events } = this.#deps.journal.load(fromRunId);
    const { state, scope, seq } = visitOf(fromRunId, events, at);
    const fork: RunRecord = {
      ...run,
      id,
      origin: { kind: 'fork', fromRunId, state, ...(scope === '' ? {} : { scope }) },
      startedAtMs: this.#deps.clock.nowMs(),
    };
    const history = forkedHistory(events, { fromRunId, seq, atMs: fork.startedAtMs });
    await this.#deps.journal.create(fork, history);
    const driver = this.#drive(fork, false);
    driver.recover(history);
    return { runId: id, ended: driver.ended };
  }

  /** The end of a run that is under way here. */
  endOf(runId: string): Promise<RunEnd> | undefined {
    return this.#driverOf(runId)?.ended;
  }

  async cancel(runId: string, cause: string): Promise<RunEnd> {
    const driver = this.#driverOf(runId);
    if (!driver)
      throw new MajordomoError({
        code: 'Run.NotOpen',
        message: `The run ${runId} is not under way; there is nothing to cancel.`,
        data: { runId },
      });
    return await driver.cancel(cause);
  }

  get openCount(): number {
    return this.#drivers.size + this.#toRecover.size;
  }

  /** Nothing is being decided or committed; runs may still wait for tasks or time. */
  get idle(): boolean {
    return this.#toRecover.size === 0 && [...this.#drivers.values()].every((driver) => driver.idle);
  }

  isOpen(runId: string): boolean {
    return this.#drivers.has(runId) || this.#toRecover.has(runId);
  }

  /** Stops all drivers; open runs stay open in the journal. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#toRecover.clear();
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
        this.#deps.onBroken?.(run.id, error);
      },
    );
    return driver;
  }
}
