/**
 * Late runs start staggered: after a night's sleep everything is due at once, and the user is just opening the lid. Owns: how many
 * late runs go on, and which firings are held back for them. Does not own: starting.
 */
import type { OccurrenceKey } from '../store/tables/occurrences.ts';

/** Late runs under way at a time … */
export const lateAtOnce = 4;
/** … and one more after this long, so that runs which take hours do not hold up the others. */
export const anotherAfterMs = 30_000;

export class LateRuns {
  readonly #nowMs: () => number;
  readonly #starting = new Set<string>();
  readonly #open = new Set<string>();
  #held: OccurrenceKey[] = [];
  #lastStartMs = Number.NEGATIVE_INFINITY;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** When the next that is held back may start at the latest; infinite when none is. */
  get nextStartMs(): number {
    return this.#held.length === 0 ? Number.POSITIVE_INFINITY : this.#lastStartMs + anotherAfterMs;
  }

  /** Whether one more may start now; counts it as starting, or holds it back. */
  mayStart(key: OccurrenceKey): boolean {
    const nowMs = this.#nowMs();
    const full = this.#starting.size + this.#open.size >= lateAtOnce;
    // A clock set back must not stop them for as long.
    const recently = nowMs >= this.#lastStartMs && nowMs - this.#lastStartMs < anotherAfterMs;
    if (full && recently) {
      this.#held.push(key);
      return false;
    }
    this.#lastStartMs = nowMs;
    this.#starting.add(keyOf(key));
    return true;
  }

  started(runId: string): void {
    this.#open.add(runId);
  }

  answered(key: OccurrenceKey): void {
    this.#starting.delete(keyOf(key));
  }

  /** True when it was a late run: another may take its place. */
  ended(runId: string): boolean {
    return this.#open.delete(runId);
  }

  takeHeld(): OccurrenceKey | undefined {
    return this.#held.shift();
  }

  /** Before all due rows are looked at again. */
  forgetHeld(): void {
    this.#held = [];
  }
}

function keyOf({ scheduleId, dueAtMs }: OccurrenceKey): string {
  return `${scheduleId} ${dueAtMs}`;
}
