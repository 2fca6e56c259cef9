/** So many at once, and that many a minute. Each key has its own; keys that are full again are forgotten. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #nowMs: () => number;
  readonly #left = new Map<string, { tokens: number; atMs: number }>();

  constructor(perMinute: number, nowMs: () => number) {
    this.#perMinute = perMinute;
    this.#nowMs = nowMs;
  }

  /** Takes one; false when there is none left. */
  take(key: string): boolean {
    const nowMs = this.#nowMs();
    const before = this.#left.get(key) ?? { tokens: this.#perMinute, atMs: nowMs };
    const gained = (Math.max(0, nowMs - before.atMs) / 60_000) * this.#perMinute;
    const tokens = Math.min(this.#perMinute, before.tokens + gained);
    if (tokens < 1) return false;
    this.#left.set(key, { tokens: tokens - 1, atMs: nowMs });
    if (this.#left.size > 1_000) this.#forget(nowMs);
    return true;
  }

  #forget(nowMs: number): void {
    for (const [key, { atMs }] of this.#left) if (nowMs - atMs >= 60_000) this.#left.delete(key);
  }
}
