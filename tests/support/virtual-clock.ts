import type { Clock } from '../../src/main/workflow/ports.ts';

interface Timer {
  dueAtMs: number;
  fire: () => void;
}

/** Time that only a test moves. Timers fire in order of their due time; nothing sleeps. */
export class VirtualClock implements Clock {
  #nowMs: number;
  #timers: Timer[] = [];

  constructor(startMs = Date.parse('2026-11-22T09:00:00Z')) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  setTimer(dueAtMs: number, fire: () => void): () => void {
    const timer: Timer = { dueAtMs, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** When the next timer is due; null when there is none. */
  nextTimerMs(): number | null {
    return this.#timers.reduce<number | null>(
      (next, { dueAtMs }) => (next === null || dueAtMs < next ? dueAtMs : next),
      null,
    );
  }

  /** Moves to the next due timer and fires it. @returns false when there is none */
  advanceToNext(): boolean {
    if (this.#timers.length === 0) return false;
    this.advanceTo(Math.max(this.#nowMs, Math.min(...this.#timers.map(({ dueAtMs }) => dueAtMs))));
    return true;
  }

  /** Moves to a time and fires what is due by then, in order. */
  advanceTo(ms: number): void {
    this.#nowMs = ms;
    const due = this.#timers.filter(({ dueAtMs }) => dueAtMs <= ms).sort((a, b) => a.dueAtMs - b.dueAtMs);
    this.#timers = this.#timers.filter(({ dueAtMs }) => dueAtMs > ms);
    for (const { fire } of due) fire();
  }
}

/** Lets everything that is ready to happen happen, without time passing. */
export async function settle(turns = 10): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
