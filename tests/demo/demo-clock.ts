/**
 * Months in seconds. Owns: moving virtual time from one thing that is due to the next, once everything that can happen now has.
 * Timers fire in the order of their due time; between a sleep's start and its end none does, as on a machine that sleeps.
 */
import type { WakeUp } from '../../src/main/schedule/wake-up.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** The scheduler looks at its ledger every minute; in a simulation of months it need not, since due times wake it anyway. */
const longestTickMs = 30 * 60_000;
/** Turns of the event loop in which nothing happened before nothing more is expected. */
const quietTurns = 6;

export class DemoClock {
  readonly clock: VirtualClock;
  #nextFiringMs: () => number | null = () => null;
  #isIdle: () => boolean = () => true;

  constructor(startMs: number) {
    this.clock = new VirtualClock(startMs);
  }

  /** The app is made with this clock, so it can only be watched once it is there. */
  watch(app: { nextFiringMs: () => number | null; isIdle: () => boolean }): void {
    this.#nextFiringMs = app.nextFiringMs;
    this.#isIdle = app.isIdle;
  }

  readonly wakeUp: WakeUp = (dueAtMs, fire) => {
    const nextMs = this.#nextFiringMs() ?? Number.POSITIVE_INFINITY;
    const isTick = dueAtMs < nextMs && dueAtMs > this.clock.nowMs();
    return this.clock.setTimer(isTick ? Math.min(nextMs, dueAtMs + longestTickMs) : dueAtMs, fire);
  };

  /** The machine is awake: everything due by then happens on time. */
  async liveUntil(untilMs: number): Promise<void> {
    for (;;) {
      await this.settle();
      const nextMs = this.clock.nextTimerMs();
      if (nextMs === null || nextMs > untilMs) break;
      this.clock.advanceTo(Math.max(this.clock.nowMs(), nextMs));
    }
    if (this.clock.nowMs() < untilMs) this.clock.advanceTo(untilMs);
    await this.settle();
  }

  /** The machine sleeps: time passes, nothing is called, and then it wakes. */
  async sleepUntil(wakeMs: number): Promise<void> {
    await this.settle();
    this.clock.advanceTo(wakeMs);
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.#isIdle()) quiet = 0;
    }
  }
}
