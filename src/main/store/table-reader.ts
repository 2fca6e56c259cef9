/**
 * Queries on the user tables, run in a process of their own (table-reader-process.ts): it can be killed, which is the only way to
 * stop one, and it has a bound on its memory. Owns: that process. Does not own: what a query may read (its caller says).
 *
 * One request at a time, the others wait; a process that is not needed for a while ends.
 */
import { MajordomoError, type Result } from '../../shared/errors.ts';
import { cancelled } from '../workers/call-errors.ts';
import { deferred } from '../workers/deferred.ts';
import { type ReadRequest, type ReadValue, readAnswer } from './table-reader-protocol.ts';

/** As the pool's processes are: Electron's utility process, or a forked one in tests. */
export interface ReaderProcess {
  post(message: unknown): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
}

export interface TableReaderDeps {
  spawn: () => ReaderProcess;
  /** The user-tables file. */
  path: string;
  /** From when the process has the query. */
  timeoutMs?: number;
  idleMs?: number;
  readyTimeoutMs?: number;
}

export type ReadOrder = Omit<ReadRequest, 'id' | 'path'>;

interface Running {
  process: ReaderProcess;
  ready: Promise<boolean>;
  answer: (result: Result<ReadValue>) => void;
}

export class TableReader {
  readonly #deps: Required<TableReaderDeps>;
  #running: Running | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  #stopped = false;

  constructor(deps: TableReaderDeps) {
    this.#deps = { timeoutMs: 5_000, idleMs: 30_000, readyTimeoutMs: 10_000, ...deps };
  }

  read(order: ReadOrder, signal: AbortSignal): Promise<Result<ReadValue>> {
    const answer = this.#tail.then(() => this.#read(order, signal));
    this.#tail = answer;
    return answer;
  }

  stop(): void {
    this.#stopped = true;
    this.#end();
  }

  async #read(order: ReadOrder, signal: AbortSignal): Promise<Result<ReadValue>> {
    if (this.#stopped || signal.aborted) return cancelled('table_query');
    clearTimeout(this.#idle);
    const running = this.#running ?? this.#start();
    if (!(await running.ready)) {
      this.#end();
      return failure('Tool.Failed', 'The process that runs queries could not be started. Try again.');
    }
    const id = String(this.#nextId++);
    const { timeoutMs, path } = this.#deps;
    const result = await new Promise<Result<ReadValue>>((resolve) => {
      const stopWith = (told: Result<ReadValue>) => {
        this.#end();
        resolve(told);
      };
      const late = setTimeout(
        () => stopWith(failure('Tool.TooSlow', `The query was stopped after ${timeoutMs} ms: ask for less at once.`)),
        timeoutMs,
      );
      const onAbort = () => stopWith(cancelled('table_query'));
      signal.addEventListener('abort', onAbort, { once: true });
      running.answer = (told) => {
        clearTimeout(late);
        signal.removeEventListener('abort', onAbort);
        resolve(told);
      };
      running.process.post({ ...order, id, path });
      if (signal.aborted) onAbort();
    });
    this.#idle = setTimeout(() => this.#end(), this.#deps.idleMs);
    this.#idle.unref();
    return result;
  }

  #start(): Running {
    const process = this.#deps.spawn();
    const ready = deferred<boolean>();
    const running: Running = { process, ready: ready.promise, answer: () => undefined };
    const late = setTimeout(() => ready.resolve(false), this.#deps.readyTimeoutMs);
    process.onMessage((raw) => {
      const message = readAnswer.safeParse(raw);
      if (!message.success)
        return running.answer(failure('Tool.Failed', 'The process that runs queries answered something else.'));
      if (message.data.type === 'ready') {
        clearTimeout(late);
        return ready.resolve(true);
      }
      running.answer(
        message.data.type === 'value'
          ? { ok: true, value: message.data.value }
          : { ok: false, error: message.data.error },
      );
    });
    process.onExit(() => {
      clearTimeout(late);
      ready.resolve(false);
      if (this.#running === running) this.#running = undefined;
      running.answer(
        failure('Tool.TooLarge', 'The process that ran the query ended in the middle of it: ask for less at once.'),
      );
    });
    this.#running = running;
    return running;
  }

  #end(): void {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    running?.process.kill();
  }
}

function failure(code: string, message: string): Result<never> {
  return { ok: false, error: { code, message, data: {} } };
}

/** @throws MajordomoError */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new MajordomoError(result.error);
}
