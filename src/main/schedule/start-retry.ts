/** What becomes of a firing whose run could not be started: tried again a few times, each noted in its row, then it has failed. */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { putOffStart } from '../store/tables/occurrences.ts';

/** After the first, second … failed start; the last one is repeated. */
const pausesMs = [10_000, 60_000, 300_000];
/** Trying again cannot help. */
const final = new Set(['Flow.Cancelled', 'Flow.Unknown', 'Flow.Invalid']);

export type AfterFailedStart =
  | { kind: 'again'; atMs: number }
  | { kind: 'given-up'; reason: string }
  /** The app is stopping: the row stays due, and the next start of the app decides. */
  | { kind: 'left-due' };

export function afterFailedStart(
  db: Database,
  row: Occurrence,
  failure: { code: string; message: string; retries: number; nowMs: number },
): AfterFailedStart {
  const { code, message, retries, nowMs } = failure;
  if (code === 'Engine.Stopped') return { kind: 'left-due' };
  const failed = (row.startAttempts ?? 0) + 1;
  if (failed > retries || final.has(code))
    return {
      kind: 'given-up',
      reason: failed === 1 ? `could not start: ${message}` : `could not start, tried ${failed} times: ${message}`,
    };
  const atMs = nowMs + (pausesMs[Math.min(failed, pausesMs.length) - 1] ?? 0);
  const reason = `could not start at first: ${message}`;
  // False: the run was written before the failure, so it has started all the same.
  return putOffStart(db, row, { notBeforeMs: atMs, reason, nowMs }) ? { kind: 'again', atMs } : { kind: 'left-due' };
}
