import type { Catcher, Retrier } from '../../shared/domain/flow-definition.ts';

/** Errors that `States.ALL` leaves alone (https://states-language.net/spec.html#appendix-a). */
const beyondAll = new Set(['States.DataLimitExceeded', 'States.Runtime']);

function matches(errorEquals: readonly string[], error: string | null): boolean {
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return error === null || !beyondAll.has(error);
    if (name === 'States.TaskFailed') return error === null || (error !== 'States.Timeout' && !beyondAll.has(error));
    return false;
  });
}

/** The first retrier that names the error decides; `retries` counts what each has spent in this visit of the state. */
export function chooseRetry(
  retriers: readonly Retrier[] | undefined,
  error: string | null,
  retries: readonly number[],
  random: () => number,
): { retrier: number; delayMs: number } | undefined {
  const index = (retriers ?? []).findIndex((retrier) => matches(retrier.ErrorEquals, error));
  const retrier = retriers?.[index];
  if (!retrier) return undefined;
  const spent = retries[index] ?? 0;
  if (spent >= (retrier.MaxAttempts ?? 3)) return undefined;
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** spent;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return { retrier: index, delayMs: Math.round(seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? random() : 1)) };
}

export function chooseCatcher(catchers: readonly Catcher[] | undefined, error: string | null): number {
  return (catchers ?? []).findIndex((catcher) => matches(catcher.ErrorEquals, error));
}
