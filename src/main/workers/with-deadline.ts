import type { Result } from '../../shared/errors.ts';
import { cancelled, timedOut } from './call-errors.ts';
import { deferred } from './deferred.ts';

/** Runs it with a signal that ends at the deadline or with the outer one; whichever comes first is the answer. */
export async function withDeadline<T>(
  tool: string,
  timeoutMs: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (outer.aborted) return cancelled(tool);
  const inner = new AbortController();
  const { promise, resolve } = deferred<Result<T>>();
  const end = (answer: Result<T>) => {
    inner.abort();
    resolve(answer);
  };
  const timer = setTimeout(() => end(timedOut(tool, timeoutMs)), timeoutMs);
  const onAbort = () => end(cancelled(tool));
  outer.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([run(inner.signal), promise]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  }
}
