/** A flow's recent past in a few words, from the runs and occurrences at hand. */
import type { FlowDetail } from '../../shared/domain/flow.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import { text } from '../text.ts';

export interface Lately {
  /** "18 succeeded, 2 failed"; empty without runs. */
  runs: string;
  /** "1 missed, 2 skipped"; empty when every firing ran. */
  notRun: string;
  /** The median run. */
  typicalMs: number | null;
}

const group: Record<RunStatus, keyof typeof text.runs.summary> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  ABORTED: 'cancelled',
  RUNNING: 'running',
  PARKED: 'parked',
};

export function latelyOf(flow: Pick<FlowDetail, 'runs' | 'occurrences'>): Lately {
  const durations = flow.runs
    .filter((run) => run.status === 'SUCCEEDED' && run.endedAtMs !== null)
    .map((run) => (run.endedAtMs ?? run.startedAtMs) - run.startedAtMs)
    .sort((a, b) => a - b);
  return {
    runs: tally(flow.runs.map((run) => text.runs.summary[group[run.status]])),
    notRun: tally(
      flow.occurrences.flatMap(({ status }) =>
        status === 'missed' || status === 'skipped' ? [text.occurrence[status]] : [],
      ),
    ),
    typicalMs: durations[Math.floor(durations.length / 2)] ?? null,
  };
}

function tally(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
