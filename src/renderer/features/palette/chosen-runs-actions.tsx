import { Diff, SquareX } from 'lucide-react';
import {
  clearChosenRuns,
  comparable,
  compareChosen,
  selectChosenIn,
  useRunSelectionStore,
} from '../../stores/run-selection.ts';
import { text } from '../../text.ts';
import { type PaletteAction, iconSize as size } from './action.ts';

/** What can be done with the runs that are chosen in the list on the page. */
export function chosenRunsActions(list: string): PaletteAction[] {
  const chosen = selectChosenIn(list)(useRunSelectionStore.getState());
  if (chosen.length === 0) return [];
  const none = {
    id: 'chosen-runs none',
    icon: <SquareX aria-hidden size={size} />,
    words: text.palette.chooseNoRun,
    run: clearChosenRuns,
  };
  if (!comparable(chosen)) return [none];
  return [
    {
      id: 'chosen-runs compare',
      icon: <Diff aria-hidden size={size} />,
      words: text.palette.compareChosen,
      run: () => compareChosen(chosen),
    },
    none,
  ];
}
