/**
 * Worker processes: started when needed, one call at a time each, a few kept warm, replaced when worn.
 * Owns: how many there are, who waits, when one is recycled. Does not own: what a call is allowed to do (the broker's).
 *
 * W1 At most `maxProcesses` run calls at once; further calls wait in order.
 * W2 A crash, a kill or a memory leak touches one call only, since a process has only one.
 * W3 After `stop()` resolves no worker process of this pool is left.
 */
import type { Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { cancelled, notStarted, stopping } from './call-errors.ts';
import { PooledWorker } from './pooled-worker.ts';
import type { WorkerLogLine, WorkerProcess } from './worker-process.ts';
import type { WorkerRequest } from './worker-request.ts';

/** Starts one process; Electron's is in utility-worker.ts. */
export type SpawnWorker = () => WorkerProcess;

export interface WorkerPoolConfig {
  spawn: SpawnWorker;
  log(line: WorkerLogLine): void;
  /** Processes at most; calls beyond wait. Default 4. */
  maxProcesses?: number;
  /** Idle processes kept for the next call. Default 1. */
  warmProcesses?: number;
  /** An idle process beyond the warm ones ends after this. Default 30 s. */
  idleMs?: number;
  /** A process is replaced after this many calls (500), this age (1 h), or at this much memory (400 MB). */
  maxCalls?: number;
  maxAgeMs?: number;
  maxRssBytes?: number;
  /** Default 10 s. */
  readyTimeoutMs?: number;
  /** From asking a call or a process to end, to killing it. Default 1 s. */
  graceMs?: number;
}

interface Waiting {
  request: WorkerRequest;
  signal: AbortSignal;
  answer(result: Result<JsonValue>): void;
}

/** This many processes in a row that end before they are ready: waiting calls fail instead of trying for ever. */
const MAX_FAILED_STARTS = 3;

export class WorkerPool {
  readonly #config: Required<WorkerPoolConfig>;
  readonly #workers = new Set<PooledWorker>();
  readonly #idleTimers = new Map<PooledWorker, NodeJS.Timeout>();
  #waiting: Waiting[] = [];
  #failedStarts = 0;
  #stopped = false;

  constructor(config: WorkerPoolConfig) {
    this.#config = {
      maxProcesses: 4,
      warmProcesses: 1,
      idleMs: 30_000,
      maxCalls: 500,
      maxAgeMs: 3_600_000,
      maxRssBytes: 400_000_000,
      readyTimeoutMs: 10_000,
      graceMs: 1_000,
      ...config,
    };
  }

  /** Starts the warm processes, so that the first call need not wait for one. */
  start(): void {
    while (!this.#stopped && this.#alive().length < this.#config.warmProcesses) if (!this.#startOne()) return;
  }

  /** The deadline runs from when a process takes the call, not while it waits for one. */
  call(request: WorkerRequest, signal: AbortSignal): Promise<Result<JsonValue>> {
    if (this.#stopped) return Promise.resolve(stopping(request.tool));
    if (signal.aborted) return Promise.resolve(cancelled(request.tool));
    return new Promise((resolve) => {
      const waiting: Waiting = { request, signal, answer: resolve };
      const onAbort = () => {
        // Once a process has it, the process hears of the abort itself.
        if (!this.#waiting.includes(waiting)) return;
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        waiting.answer(cancelled(request.tool));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.answer = (result) => {
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      this.#waiting.push(waiting);
      this.#pump();
    });
  }

  counts(): { processes: number; busy: number; waiting: number } {
    const workers = [...this.#workers];
    return {
      processes: workers.length,
      busy: workers.filter(({ state }) => state === 'busy').length,
      waiting: this.#waiting.length,
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { request, answer } of this.#waiting.splice(0)) answer(stopping(request.tool));
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    this.#idleTimers.clear();
    await Promise.all([...this.#workers].map((worker) => worker.end()));
  }

  #pump(): void {
    for (const worker of this.#workers) {
      if (this.#waiting.length === 0) break;
      if (worker.state !== 'idle') continue;
      // Worn while it rested: by age, or by the memory that its last ping told.
      if (worker.callsMade > 0 && this.#isWorn(worker)) this.#retire(worker);
      else void this.#dispatch(worker, this.#waiting.shift() as Waiting);
    }
    // A process that is ending still counts: the bound is on what runs on the machine. This ends also when none can be
    // started, since then nobody is left waiting.
    while (this.#workers.size < this.#config.maxProcesses && this.#waiting.length > this.#starting()) this.#startOne();
  }

  async #dispatch(worker: PooledWorker, { request, signal, answer }: Waiting): Promise<void> {
    clearTimeout(this.#idleTimers.get(worker));
    this.#idleTimers.delete(worker);
    answer(await worker.run(request, signal));
    if (this.#stopped) return;
    if (this.#isWorn(worker)) this.#retire(worker);
    else this.#rest(worker);
    this.#pump();
  }

  /** Idle now: measured, and ended after a while when the warm ones are there without it. */
  #rest(worker: PooledWorker): void {
    if (worker.state !== 'idle') return;
    worker.ping();
    const timer = setTimeout(() => {
      this.#idleTimers.delete(worker);
      if (worker.state === 'idle' && this.#alive().length > this.#config.warmProcesses) this.#retire(worker);
    }, this.#config.idleMs);
    timer.unref();
    clearTimeout(this.#idleTimers.get(worker));
    this.#idleTimers.set(worker, timer);
  }

  #startOne(): boolean {
    let worker: PooledWorker;
    try {
      worker = new PooledWorker(this.#config.spawn(), this.#config);
    } catch (error) {
      this.#startFailed(error instanceof Error ? error.message : String(error));
      return false;
    }
    this.#workers.add(worker);
    void worker.exited.then(() => {
      this.#workers.delete(worker);
      clearTimeout(this.#idleTimers.get(worker));
      this.#idleTimers.delete(worker);
      if (!this.#stopped) this.#pump();
    });
    void worker.ready.then((ready) => {
      if (this.#stopped) return;
      if (!ready) return this.#startFailed('it ended before it was ready');
      this.#failedStarts = 0;
      this.#rest(worker);
      this.#pump();
    });
    return true;
  }

  #startFailed(reason: string): void {
    this.#config.log({
      level: 'error',
      text: `A worker process could not be started: ${reason}.`,
      tool: null,
      pid: undefined,
    });
    if (++this.#failedStarts < MAX_FAILED_STARTS) return;
    this.#failedStarts = 0;
    for (const { request, answer } of this.#waiting.splice(0))
      answer(notStarted(request.tool, `${reason}, ${MAX_FAILED_STARTS} times in a row`));
  }

  #retire(worker: PooledWorker): void {
    void worker.end();
    this.start();
  }

  #isWorn(worker: PooledWorker): boolean {
    const { maxCalls, maxAgeMs, maxRssBytes } = this.#config;
    return worker.callsMade >= maxCalls || worker.rssBytes > maxRssBytes || Date.now() - worker.startedAtMs > maxAgeMs;
  }

  #starting(): number {
    return [...this.#workers].filter(({ state }) => state === 'starting').length;
  }

  #alive(): PooledWorker[] {
    return [...this.#workers].filter(({ state }) => state === 'starting' || state === 'idle' || state === 'busy');
  }
}

export function createPool(config: WorkerPoolConfig): WorkerPool {
  return new WorkerPool(config);
}
