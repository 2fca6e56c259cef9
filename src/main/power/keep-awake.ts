/**
 * Keeps the machine from falling asleep while runs work. Owns: when that is so. Does not own: how a system is told (the port).
 * A task of a worker under way counts; so does a run that did something within the last few minutes. A run that waits for longer,
 * for a time or for the user, lets the machine sleep.
 */
import { parseResource } from '../workers/resource.ts';
import type { Clock, TaskExecutor } from '../workflow/ports.ts';

/** Keeps the system awake until the answer is called. The screen may still go dark. */
export type HoldAwake = () => () => void;

export interface KeepAwakeDeps {
  hold: HoldAwake;
  clock: Clock;
  /** What the user wants, as set now. */
  isWanted: () => boolean;
}

/** A run that has done nothing for this long only waits. */
export const idleAfterMs = 5 * 60_000;

export class KeepAwake {
  readonly #deps: KeepAwakeDeps;
  /** Open runs and when each last did something. */
  readonly #active = new Map<string, number>();
  #tasks = 0;
  /** Read once, not with each commit of a run. */
  #wanted: boolean;
  #release: (() => void) | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(deps: KeepAwakeDeps) {
    this.#deps = deps;
    this.#wanted = deps.isWanted();
  }

  settingChanged(): void {
    this.#wanted = this.#deps.isWanted();
    this.#look();
  }

  /** Something of a run was committed. */
  committed(runId: string): void {
    this.#active.set(runId, this.#deps.clock.nowMs());
    this.#look();
  }

  /** It ended, or waits for the user. */
  ended(runId: string): void {
    this.#active.delete(runId);
    this.#look();
  }

  /** The same executor, whose tasks count as work while they are under way. */
  around(executor: TaskExecutor): TaskExecutor {
    return {
      effectOf: (...args) => executor.effectOf(...args),
      execute: async (request, ...rest) => {
        // Another flow counts by its own run; a question to the user is no work.
        const kind = parseResource(request.resource)?.kind;
        if (kind !== 'tool' && kind !== 'agent') return await executor.execute(request, ...rest);
        this.#tasks += 1;
        this.#look();
        try {
          return await executor.execute(request, ...rest);
        } finally {
          this.#tasks -= 1;
          if (this.#active.has(request.run.id)) this.#active.set(request.run.id, this.#deps.clock.nowMs());
          this.#look();
        }
      },
    };
  }

  /** Nothing keeps the machine awake any more. */
  stop(): void {
    this.#wanted = false;
    this.#look();
  }

  #look(): void {
    const holds = this.#wanted && (this.#tasks > 0 || this.#active.size > 0);
    if (holds === (this.#release !== null)) return;
    if (holds) {
      this.#release = this.#deps.hold();
      this.#forgetIdle();
    } else {
      this.#cancelTimer?.();
      this.#release?.();
      this.#release = null;
    }
  }

  /** Looks again when the first of them may have become idle; while nothing is held nobody needs to know. */
  #forgetIdle(): void {
    const { clock } = this.#deps;
    const nowMs = clock.nowMs();
    let firstMs = nowMs;
    for (const [runId, atMs] of this.#active) {
      if (nowMs - atMs >= idleAfterMs) this.#active.delete(runId);
      else firstMs = Math.min(firstMs, atMs);
    }
    this.#cancelTimer = clock.setTimer(firstMs + idleAfterMs, () => this.#forgetIdle());
    this.#look();
  }
}
