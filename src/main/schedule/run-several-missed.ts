/**
 * Several firings that never ran, run after all because the user asked. Those of different flows start at once; those of one flow
 * take turns, the oldest first, since most flows run once at a time.
 */
import { MajordomoError, toWireError, type WireError } from '../../shared/errors.ts';
import type { OccurrenceKey } from '../store/tables/occurrences.ts';

export interface RunSeveralDeps {
  /** Starts one; answers its run's id once that is committed. @throws MajordomoError `Occurrence.*`, `Flow.*` */
  runMissed: (key: OccurrenceKey) => Promise<string>;
  /** When that run has ended; undefined when it already has. */
  endOf: (runId: string) => Promise<unknown> | undefined;
  /** Of one that should have followed and could not: whoever asked has had the answer by then. */
  onError: (key: OccurrenceKey, error: unknown) => void;
}

export interface SeveralMissed {
  /** Runs that are under way. */
  started: number;
  /** Firings that start when the one of their flow before them has ended. */
  waiting: number;
  /** Why the first of a flow could not be started; those after it are left as they were. */
  problems: WireError[];
}

/** Answers once the first of each flow has been started. A firing that still waits when the app stops stays missed. */
export async function runSeveralMissed(
  keys: readonly OccurrenceKey[],
  { runMissed, endOf, onError }: RunSeveralDeps,
): Promise<SeveralMissed> {
  const answer: SeveralMissed = { started: 0, waiting: 0, problems: [] };
  for (const [first, ...others] of turnsOf(keys)) {
    if (first === undefined) continue;
    try {
      const runId = await runMissed(first);
      answer.started += 1;
      answer.waiting += others.length;
      void follow(runId, others);
    } catch (error) {
      if (!(error instanceof MajordomoError)) throw error;
      answer.problems.push(toWireError(error));
    }
  }
  return answer;

  async function follow(runId: string, others: readonly OccurrenceKey[]): Promise<void> {
    let before = runId;
    for (const key of others) {
      try {
        await endOf(before);
        before = await runMissed(key);
      } catch (error) {
        onError(key, error);
        return;
      }
    }
  }
}

/** By schedule: a flow has one at a time. */
function turnsOf(keys: readonly OccurrenceKey[]): OccurrenceKey[][] {
  const turns = new Map<string, OccurrenceKey[]>();
  for (const key of [...keys].sort((a, b) => a.dueAtMs - b.dueAtMs))
    turns.set(key.scheduleId, [...(turns.get(key.scheduleId) ?? []), key]);
  return [...turns.values()];
}
