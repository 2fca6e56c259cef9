/**
 * The tasks of one run that are under way in this process. Owns: their abort signals, time-outs and heartbeats.
 * Does not own: what an outcome means for the run.
 * I6 `settle` resolves only when the tasks it stopped have really stopped.
 */
import type { Clock, TaskExecutor, TaskOutcome, TaskRequest } from './ports.ts';

export interface TasksInFlightDeps {
  clock: Clock;
  executor: TaskExecutor;
  /** Not called for a task that was told to stop. */
  onOutcome: (scheduled: number, outcome: TaskOutcome) => void;
  onTimeout: (scheduled: number) => void;
}

interface Task {
  scope: string;
  abort: AbortController;
  stopped: Promise<void>;
  cancelTimers: () => void;
}

export class TasksInFlight {
  readonly #deps: TasksInFlightDeps;
  readonly #tasks = new Map<number, Task>();

  constructor(deps: TasksInFlightDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#tasks.size;
  }

  /** @param limits `timeoutAtMs` in the clock's time; null: no limit */
  start(
    scheduled: number,
    request: TaskRequest,
    limits: { timeoutAtMs: number | null; heartbeatMs: number | null },
  ): void {
    const abort = new AbortController();
    const watch = this.#watch(scheduled, limits);
    const stopped = this.#deps.executor
      .execute(request, abort.signal, watch.heartbeat)
      .catch((error: unknown): TaskOutcome => {
        return { ok: false, error: 'States.Runtime', cause: `The task's executor broke: ${String(error)}` };
      })
      .then((outcome) => {
        watch.cancel();
        this.#tasks.delete(scheduled);
        if (!abort.signal.aborted) this.#deps.onOutcome(scheduled, outcome);
      });
    this.#tasks.set(scheduled, { scope: request.scope, abort, stopped, cancelTimers: watch.cancel });
  }

  /** Tells a task to stop without waiting for it: its time was up and its answer no longer counts. */
  abandon(scheduled: number): void {
    this.#tasks.get(scheduled)?.abort.abort('cancel');
  }

  /**
   * Stops the tasks in a scope and below, and waits for them. The signal's reason tells a task whether its run has ended ('cancel')
   * or only this process does ('stop').
   */
  async settle(scope: string, reason: 'cancel' | 'stop'): Promise<void> {
    const tasks = [...this.#tasks.values()].filter((task) => task.scope.startsWith(scope));
    for (const task of tasks) {
      task.cancelTimers();
      task.abort.abort(reason);
    }
    await Promise.all(tasks.map((task) => task.stopped));
  }

  /** Lets a task time out: when its time is up, or when it has not been heard of for its heartbeat interval. */
  #watch(
    scheduled: number,
    limits: { timeoutAtMs: number | null; heartbeatMs: number | null },
  ): { heartbeat: () => void; cancel: () => void } {
    const { clock, onTimeout } = this.#deps;
    const { timeoutAtMs, heartbeatMs } = limits;
    const timeOut = (): void => onTimeout(scheduled);
    const cancelTimeout = timeoutAtMs === null ? undefined : clock.setTimer(timeoutAtMs, timeOut);
    let heardAtMs = clock.nowMs();
    let cancelHeartbeat: (() => void) | undefined;
    const listen = (intervalMs: number): void => {
      cancelHeartbeat = clock.setTimer(heardAtMs + intervalMs, () => {
        if (clock.nowMs() >= heardAtMs + intervalMs) timeOut();
        else listen(intervalMs);
      });
    };
    if (heartbeatMs !== null) listen(heartbeatMs);
    return {
      heartbeat: () => {
        heardAtMs = clock.nowMs();
      },
      cancel: () => {
        cancelTimeout?.();
        cancelHeartbeat?.();
      },
    };
  }
}
