/** Runs chosen in a list to be looked at side by side: at most two, in one list at a time. */
import { create } from 'zustand';
import type { RunSummary } from '../../shared/domain/run.ts';
import { navigate } from './route.ts';

export type ChosenRun = Pick<RunSummary, 'id' | 'flowId' | 'flowName' | 'startedAtMs'>;

interface RunSelectionStore {
  /** The list they were chosen in: `all`, or the flow whose runs it shows. */
  list: string;
  chosen: readonly ChosenRun[];
}

export const allRuns = 'all';
const mostChosen = 2;
const none: readonly ChosenRun[] = [];

const createInitialState = (): RunSelectionStore => ({ list: allRuns, chosen: none });

export const useRunSelectionStore = create<RunSelectionStore>()(createInitialState);

export const selectChosenIn = (list: string) => (state: RunSelectionStore) =>
  state.list === list ? state.chosen : none;

/** `idle`: nothing is chosen in its list. `full`: two others are. */
export type RunChoice = 'idle' | 'free' | 'chosen' | 'full';

export const selectRunChoice = (list: string, runId: string) => (state: RunSelectionStore) => {
  const chosen = selectChosenIn(list)(state);
  if (chosen.length === 0) return 'idle';
  if (chosen.some(({ id }) => id === runId)) return 'chosen';
  return chosen.length < mostChosen ? 'free' : 'full';
};

/** Chooses it, or no longer; a third one changes nothing. */
export function toggleRun(list: string, run: ChosenRun): void {
  const chosen = selectChosenIn(list)(useRunSelectionStore.getState());
  const without = chosen.filter(({ id }) => id !== run.id);
  if (without.length === mostChosen) return;
  useRunSelectionStore.setState({ list, chosen: without.length < chosen.length ? without : [...chosen, run] });
}

export function clearChosenRuns(): void {
  useRunSelectionStore.setState({ chosen: none });
}

/** The earlier and the later one, where two of one flow are chosen; else null. */
export function comparable([one, other]: readonly ChosenRun[]): readonly [earlier: ChosenRun, later: ChosenRun] | null {
  if (!one || !other || one.flowId !== other.flowId) return null;
  return one.startedAtMs <= other.startedAtMs ? [one, other] : [other, one];
}

export function compareChosen(chosen: readonly ChosenRun[]): void {
  const pair = comparable(chosen);
  if (pair) navigate({ page: 'compare', runId: pair[0].id, otherId: pair[1].id });
}
