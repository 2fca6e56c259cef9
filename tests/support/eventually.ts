import { vi } from 'vitest';

/** Tries until it does not throw, and answers what it gave then; throws the last error when that takes too long. */
export function eventually<T>(attempt: () => T | Promise<T>, timeoutMs = 20_000): Promise<T> {
  return vi.waitFor(attempt, { timeout: timeoutMs, interval: 50 });
}
