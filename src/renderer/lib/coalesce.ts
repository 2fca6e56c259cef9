/**
 * Turns a burst of calls with the same argument into one, `delayMs` after the first: a storm of change
 * events costs one read, and the last event is never lost.
 */
export function coalesce<A extends string[]>(work: (...args: A) => unknown, delayMs: number): (...args: A) => void {
  const waiting = new Set<string>();
  return (...args) => {
    const key = args.join('\n');
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => {
      waiting.delete(key);
      work(...args);
    }, delayMs);
  };
}
