/**
 * Worker processes: started when needed, one call at a time each, a few kept warm, replaced when worn.
 * Owns: how many there are, who waits, when one is recycled. Does not own: what a call is allowed to do (the broker's).
 *
 * W1 At most `maxProcesses` run calls at once, `maxPerFlow` of them for one flow and `maxPerWorker` for one worker; further calls
 *    wait, flows in turns (fair-queue.ts), and there is a bound on how many.
 * W2 A crash, a kill or a memory leak touches one call only, since a process has only one.
 * W3 After `stop()` resolves no worker process of this pool is left.
 */
import { availableParallelism } from 'node:os';
import type { Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { cancelled, notStarted, queueFull, stopping } from './call-errors.ts';
import { type CallOwner, FairQueue, type Room } from './fair-queue.ts';
import { PooledWorker } from './pooled-worker.ts';
import type { WorkerLogLine, WorkerProcess } from './worker-process.ts';
import {
  type AgentRequest,
  type AnswerAsk,
  agentJob,
  toolJob,
  type WorkerJob,
  type WorkerRequest,
} from './worker-request.ts';

/** Starts one process; Electron's is in utility-worker.ts. */
export type SpawnWorker = () => WorkerProcess;

export interface WorkerPoolConfig {
  spawn: SpawnWorker;
  log(line: WorkerLogLine): void;
  /** Processes at most; calls beyond wait. Default 6. */
  maxProcesses?: number;
  /**
   * Processes that start at the same time. A start is all computing, so that more of them than processors would only let the first
   * answer come later. Default: one less than the processors there are, and at least 1.
   */
  maxStarting?: number;
  /** Calls of one flow at once. Default 4, so that a flow whose calls all hang leaves room for the others. */
  maxPerFlow?: number;
  /** Calls of one worker at once. Default 3. */
  maxPerWorker?: number;
  /** Calls that wait; further ones fail with `Worker.QueueFull`. Default 5,000 of a flow, 20,000 in all. */
  maxWaitingPerFlow?: number;
  maxWaiting?: number;
  /** Idle processes kept for the next call. Default 1. */
  warmProcesses?: number;
  /** An idle process beyond the warm ones ends after this. Default 30 s. */
  idleMs?: number;
  /** A process is replaced after this many calls (500), this age (1 h), or at this much memory (400 MB). */
  maxCalls?: number;
  maxAgeMs?: number;
  maxRssBytes?: number;
  /** In the middle of a call it is killed at this much memory. Default 1.2 GB. */
  maxBusyRssBytes?: number;
  /** Each process is pinged this often. Default 5 s. */
  heartbeatMs?: number;
  /** Default 10 s. */
  readyTimeoutMs?: number;
  /** From asking a call or a process to end, to killing it. Default 1 s. */
  graceMs?: number;
}

interface Waiting {
  job: WorkerJob;
  signal: AbortSignal;
  owner: CallOwner;
  answer(result: Result<JsonValue>): void;
}

/** This many processes in a row that end before they are ready: waiting calls fail instead of trying for ever. */
const MAX_FAILED_STARTS = 3;

export class WorkerPool {
  readonly #config: Required<WorkerPoolConfig>;
  readonly #workers = new Set<PooledWorker>();
  readonly #idleTimers = new Map<PooledWorker, NodeJS.Timeout>();
  readonly #busy = new Map<PooledWorker, CallOwner>();
  readonly #queue = new FairQueue<Waiting>();
  #heartbeat: NodeJS.Timeout | undefined;
  #failedStarts = 0;
  #stopped = false;

  constructor(config: WorkerPoolConfig) {
    this.#config = {
      maxProcesses: 6,
      maxStarting: Math.max(1, availableParallelism() - 1),
      maxPerFlow: 4,
      maxPerWorker: 3,
      maxWaitingPerFlow: 5_000,
      maxWaiting: 20_000,
      warmProcesses: 1,
      idleMs: 30_000,
      maxCalls: 500,
      maxAgeMs: 3_600_000,
      maxRssBytes: 400_000_000,
      maxBusyRssBytes: 1_200_000_000,
      heartbeatMs: 5_000,
      readyTimeoutMs: 10_000,
      graceMs: 1_000,
      ...config,
    };
  }

  /** Starts the warm processes, so that the first call need not wait for one. */
  start(): void {
    while (!this.#stopped && this.#count('starting', 'idle', 'busy') < this.#config.warmProcesses)
      if (!this.#startOne()) return;
  }

  /** The deadline runs from when a process takes the call, not while it waits for one. */
  call(request: WorkerRequest, signal: AbortSignal, owner: CallOwner): Promise<Result<JsonValue>> {
    return this.#perform(toolJob(request), signal, owner);
  }

  /** An agent's step: its process is its own until the result is there. The tools it calls want processes of another pool. */
  agent(
    request: AgentRequest,
    answerAsk: AnswerAsk,
    signal: AbortSignal,
    owner: CallOwner,
  ): Promise<Result<JsonValue>> {
    return this.#perform(agentJob(request, answerAsk), signal, owner);
  }

  #perform(job: WorkerJob, signal: AbortSignal, owner: CallOwner): Promise<Result<JsonValue>> {
    if (this.#stopped) return Promise.resolve(stopping(job.name));
    if (signal.aborted) return Promise.resolve(cancelled(job.name));
    const { maxWaiting, maxWaitingPerFlow } = this.#config;
    const waitingOfFlow = this.#queue.sizeOfFlow(owner.flowId);
    if (waitingOfFlow >= maxWaitingPerFlow || this.#queue.size >= maxWaiting)
      return Promise.resolve(queueFull(job.name, this.#queue.size));
    return new Promise((resolve) => {
      const onAbort = () => {
        // Once a process has it, the process hears of the abort itself.
        if (this.#queue.remove(waiting)) waiting.answer(cancelled(job.name));
      };
      const waiting: Waiting = {
        job,
        signal,
        owner,
        answer: (result) => {
          signal.removeEventListener('abort', onAbort);
          resolve(result);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.add(waiting);
      this.#pump();
    });
  }

  counts(): { processes: number; busy: number; waiting: number } {
    return { processes: this.#workers.size, busy: this.#busy.size, waiting: this.#queue.size };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { job, answer } of this.#queue.drain()) answer(stopping(job.name));
    clearInterval(this.#heartbeat);
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    this.#idleTimers.clear();
    await Promise.all([...this.#workers].map((worker) => worker.end()));
  }

  #pump(): void {
    for (const worker of this.#workers) {
      if (this.#queue.size === 0) return;
      if (worker.state !== 'idle') continue;
      // Worn while it rested: by age, or by the memory that its last ping told.
      if (worker.callsMade > 0 && this.#isWorn(worker)) {
        this.#retire(worker);
        continue;
      }
      const next = this.#queue.take(this.#room);
      if (!next) break;
      void this.#dispatch(worker, next);
    }
    // A process that is ending still counts: the bound is on what runs on the machine. This ends also when none can be
    // started, since then nobody is left waiting; each that is ready looks again.
    while (
      this.#workers.size < this.#config.maxProcesses &&
      this.#count('starting') < this.#config.maxStarting &&
      this.#queue.runnable(this.#room) > this.#count('starting', 'idle')
    )
      this.#startOne();
  }

  /** What the limits leave for each flow and each worker. */
  readonly #room: Room = {
    ofFlow: (flowId) => this.#config.maxPerFlow - this.#running((owner) => owner.flowId === flowId),
    ofWorker: ({ flowId, workerId }) =>
      this.#config.maxPerWorker - this.#running((owner) => owner.flowId === flowId && owner.workerId === workerId),
  };

  #running(isCounted: (owner: CallOwner) => boolean): number {
    let count = 0;
    for (const owner of this.#busy.values()) if (isCounted(owner)) count++;
    return count;
  }

  async #dispatch(worker: PooledWorker, { job, signal, owner, answer }: Waiting): Promise<void> {
    clearTimeout(this.#idleTimers.get(worker));
    this.#idleTimers.delete(worker);
    this.#busy.set(worker, owner);
    const result = await worker.run(job, signal);
    this.#busy.delete(worker);
    answer(result);
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
      if (worker.state === 'idle' && this.#count('starting', 'idle', 'busy') > this.#config.warmProcesses)
        this.#retire(worker);
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
    this.#heartbeat ??= this.#startHeartbeat();
    void worker.exited.then(() => {
      this.#workers.delete(worker);
      clearTimeout(this.#idleTimers.get(worker));
      this.#idleTimers.delete(worker);
      if (this.#stopped) return;
      // Not one that dies as soon as it is there: it would be started for ever.
      if (Date.now() - worker.startedAtMs > this.#config.heartbeatMs) this.start();
      this.#pump();
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
    for (const { job, answer } of this.#queue.drain())
      answer(notStarted(job.name, `${reason}, ${MAX_FAILED_STARTS} times in a row`));
  }

  #retire(worker: PooledWorker): void {
    void worker.end();
    this.start();
  }

  #isWorn(worker: PooledWorker): boolean {
    const { maxCalls, maxAgeMs, maxRssBytes } = this.#config;
    return worker.callsMade >= maxCalls || worker.rssBytes > maxRssBytes || Date.now() - worker.startedAtMs > maxAgeMs;
  }

  #startHeartbeat(): NodeJS.Timeout {
    const timer = setInterval(() => {
      for (const worker of this.#workers) worker.beat();
    }, this.#config.heartbeatMs);
    timer.unref();
    return timer;
  }

  #count(...states: PooledWorker['state'][]): number {
    let count = 0;
    for (const { state } of this.#workers) if (states.includes(state)) count++;
    return count;
  }
}

export function createPool(config: WorkerPoolConfig): WorkerPool {
  return new WorkerPool(config);
}
