/**
 * One worker process through its life: starting, idle, busy with one call, ending, gone.
 * Owns: the process, the call under way, its deadline. Does not own: which call goes where (the pool's).
 *
 * P1 A call is answered exactly once: by the worker, or by its process's end.
 * P2 A cancelled or timed-out call is answered only when the worker has let go of it or is gone, so nothing goes on behind
 *    the caller's back. A success that arrives in the grace is the truth and is given.
 * P3 A process that answers no ping is found and killed: an idle one soon, a busy one before or at its call's deadline.
 */
import type { AgentAsk } from '../../shared/agent-protocol.ts';
import { assertInvariant, type Result, toWireError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { boundExceeded } from '../../shared/json-bounds.ts';
import { type FromWorker, fromWorker } from '../../shared/worker-protocol.ts';
import { cancelled, crashed, ended, timedOut, unresponsive } from './call-errors.ts';
import { deferred } from './deferred.ts';
import { exitWords, type WorkerExit } from './worker-exit.ts';
import type { WorkerLogLine, WorkerProcess } from './worker-process.ts';
import type { WorkerJob } from './worker-request.ts';

export interface PooledWorkerConfig {
  /** From start to the `ready` message. */
  readyTimeoutMs: number;
  /** From asking to stop, a call or the process, to killing it. */
  graceMs: number;
  /** Between two calls of `beat()`. */
  heartbeatMs: number;
  /** A busy process that uses more is killed. */
  maxBusyRssBytes: number;
  log(line: WorkerLogLine): void;
}

interface CallUnderWay {
  id: string;
  job: WorkerJob;
  logLines: number;
  /** Set when the call is to end: what it answers unless it succeeded after all. */
  ending: Result<never> | null;
  settle(answer: Result<JsonValue>): void;
}

const MAX_LOG_CHARACTERS = 4_000;
const MAX_LOG_LINES = 200;
/** A killed process that does not end within this is the system's problem; the caller is not kept waiting for it. */
const KILL_WAIT_MS = 2_000;
/** Pings in a row without an answer until it is killed. A long computation of a tool may keep a busy one silent for a while. */
const MAX_MISSED = { idle: 2, busy: 6 };
/** What a worker may send in one message; a tool's result is far below. Checked before anything walks it recursively. */
const MESSAGE_BOUNDS = { maxSize: 32_000_000, maxDepth: 200 };

export class PooledWorker {
  readonly #process: WorkerProcess;
  readonly #config: PooledWorkerConfig;
  readonly #exit = deferred<void>();
  readonly #ready = deferred<boolean>();
  #state: 'starting' | 'idle' | 'busy' | 'ending' | 'gone' = 'starting';
  #call: CallUnderWay | null = null;
  #nextId = 1;
  /** Outside calls the process itself may log this much in its life. */
  #ownLogLines = 0;
  #unansweredBeats = 0;
  callsMade = 0;
  rssBytes = 0;
  readonly startedAtMs = Date.now();

  constructor(process: WorkerProcess, config: PooledWorkerConfig) {
    this.#process = process;
    this.#config = config;
    process.onMessage((message) => this.#receive(message));
    // What libraries print is never a result, but worth having when a worker crashes.
    process.onOutput((level, text) => this.#bounded(null, { level, text }));
    process.onExit((exit) => this.#gone(exit));
    const late = setTimeout(() => {
      this.#log('error', `The worker was not ready within ${config.readyTimeoutMs} ms and was killed.`);
      this.#kill();
    }, config.readyTimeoutMs);
    void this.#ready.promise.then(() => clearTimeout(late));
  }

  get state() {
    return this.#state;
  }
  /** False when it ended before it was ready. */
  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }
  get exited(): Promise<void> {
    return this.#exit.promise;
  }

  run(job: WorkerJob, signal: AbortSignal): Promise<Result<JsonValue>> {
    assertInvariant(this.#state === 'idle' && this.#call === null, 'P1: a worker has one call at a time');
    const { promise, resolve } = deferred<Result<JsonValue>>();
    const deadline = setTimeout(() => this.#endCall(timedOut(job.name, job.timeoutMs)), job.timeoutMs);
    const onAbort = () => this.#endCall(cancelled(job.name));
    const id = String(this.#nextId++);
    this.#state = 'busy';
    this.callsMade++;
    this.#call = {
      id,
      job,
      logLines: 0,
      ending: null,
      settle: (answer) => {
        clearTimeout(deadline);
        signal.removeEventListener('abort', onAbort);
        this.#call = null;
        if (this.#state === 'busy') this.#state = 'idle';
        resolve(answer);
      },
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#process.post(job.message(id));
    if (signal.aborted) onAbort();
    return promise;
  }

  /** Asks for the memory in use; the answer sets `rssBytes`. */
  ping(): void {
    if (this.#state === 'idle' || this.#state === 'busy')
      this.#process.post({ type: 'ping', id: String(this.#nextId++) });
  }

  /** To be called every `heartbeatMs`. Counted in beats, not in time: a machine that slept has missed none. */
  beat(): void {
    if (this.#state !== 'idle' && this.#state !== 'busy') return;
    if (this.#unansweredBeats >= MAX_MISSED[this.#state]) {
      const silentMs = this.#unansweredBeats * this.#config.heartbeatMs;
      this.#log('error', `The worker did not respond for ${silentMs} ms and was killed.`);
      if (this.#call) this.#call.ending ??= unresponsive(this.#call.job.name, silentMs);
      return this.#kill();
    }
    this.#unansweredBeats++;
    this.ping();
  }

  /** Ends the process: asked first, killed after the grace. Resolves when it is gone. */
  async end(): Promise<void> {
    if (this.#state !== 'gone' && this.#state !== 'ending') {
      this.#state = 'ending';
      if (this.#call) this.#endCall(cancelled(this.#call.job.name));
      this.#process.post({ type: 'stop' });
      const kill = setTimeout(() => this.#kill(), this.#config.graceMs);
      void this.exited.then(() => clearTimeout(kill));
    }
    await this.exited;
  }

  #endCall(answer: Result<never>): void {
    const call = this.#call;
    if (!call || call.ending) return;
    call.ending = answer;
    this.#process.post({ type: 'cancel', id: call.id });
    const kill = setTimeout(() => {
      if (this.#call === call) this.#kill();
    }, this.#config.graceMs);
    void this.exited.then(() => clearTimeout(kill));
  }

  #kill(): void {
    if (this.#state === 'gone') return;
    if (this.#state !== 'starting') this.#state = 'ending';
    this.#process.kill();
    const giveUp = setTimeout(() => this.#gone({ code: null, signal: 'SIGKILL' }), KILL_WAIT_MS);
    void this.exited.then(() => clearTimeout(giveUp));
  }

  #gone(exit: WorkerExit): void {
    if (this.#state === 'gone') return;
    if (this.#state !== 'ending') this.#log('warn', `The worker ${exitWords(exit)}.`);
    this.#state = 'gone';
    this.#ready.resolve(false);
    this.#call?.settle(this.#call.ending ?? crashed(this.#call.job.name, exit));
    this.#exit.resolve();
  }

  #receive(raw: unknown): void {
    const beyond = boundExceeded(raw, MESSAGE_BOUNDS);
    if (beyond) return this.#distrust(`it sent a message beyond the bound of ${beyond.limit} (${beyond.what})`);
    const parsed = fromWorker.safeParse(raw);
    if (parsed.success) return this.#handle(parsed.data);
    this.#distrust('it sent a message that is not of the protocol');
  }

  /** A worker that does not keep the protocol cannot be trusted with the rest either. */
  #distrust(reason: string): void {
    this.#log('error', `The worker was killed: ${reason}.`);
    if (this.#call) this.#call.ending ??= ended(this.#call.job.name, reason);
    this.#kill();
  }

  #handle(message: FromWorker): void {
    const call = this.#call;
    switch (message.type) {
      case 'ready':
        if (this.#state === 'starting') this.#state = 'idle';
        this.#ready.resolve(true);
        return;
      case 'pong':
        this.#unansweredBeats = 0;
        this.rssBytes = message.rssBytes;
        if (this.#state === 'busy' && this.rssBytes > this.#config.maxBusyRssBytes)
          this.#distrust(`it used ${Math.round(this.rssBytes / 1e6)} MB of memory`);
        return;
      case 'log':
        this.#bounded(message.id !== null && message.id === call?.id ? call : null, message);
        return;
      case 'result':
        if (call?.id === message.id) call.settle({ ok: true, value: message.value });
        return;
      case 'failure':
        if (call?.id === message.id) call.settle(call.ending ?? { ok: false, error: message.error });
        return;
      case 'ask':
        if (call?.id === message.id) void this.#answer(call, message.ask, message.about);
    }
  }

  async #answer(call: CallUnderWay, ask: number, about: AgentAsk): Promise<void> {
    const { answerAsk } = call.job;
    if (!answerAsk) return this.#distrust('it asked for something in the middle of a tool call');
    const answer = await answerAsk(about, ask).catch((error: unknown): Result<never> => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log('error', `An ask was not answered: ${text}`);
      return { ok: false, error: toWireError(error) };
    });
    // The call may have ended meanwhile; then the answer stands in the journal alone.
    if (this.#call === call) this.#process.post({ type: 'answer', id: call.id, ask, answer });
  }

  #bounded(call: CallUnderWay | null, { level, text }: { level: WorkerLogLine['level']; text: string }): void {
    const lines = call ? ++call.logLines : ++this.#ownLogLines;
    const tool = call?.job.name ?? null;
    if (lines < MAX_LOG_LINES) this.#log(level, text.slice(0, MAX_LOG_CHARACTERS), tool);
    else if (lines === MAX_LOG_LINES) this.#log('warn', 'Further lines are left out.', tool);
  }

  #log(level: WorkerLogLine['level'], text: string, tool: string | null = this.#call?.job.name ?? null): void {
    this.#config.log({ level, text, tool, pid: this.#process.pid });
  }
}
