import { Diff } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import {
  clearChosenRuns,
  comparable,
  compareChosen,
  selectChosenIn,
  useRunSelectionStore,
} from '../../stores/run-selection.ts';
import { text } from '../../text.ts';

/** The focus stays in the list when the button that had it goes. */
function chooseNone(): void {
  document.querySelector<HTMLElement>('[data-choice=chosen] input')?.focus();
  clearChosenRuns();
}

/** At the foot of a list of runs: what is chosen in it, and the way to the comparison. */
export function ChosenRunsBar({ list }: { list: string }) {
  const chosen = useRunSelectionStore(selectChosenIn(list));
  const words = text.compare.chosen;
  const [one, other] = chosen;
  const different = one && other && one.flowId !== other.flowId;
  const what = !one
    ? ''
    : !other
      ? words.one(one.flowName)
      : different
        ? words.different(one.flowName, other.flowName)
        : words.two(one.flowName);
  return (
    <section
      aria-label={words.title}
      className={one ? 'shrink-0 animate-appear border-t bg-raised px-6 py-2' : 'sr-only'}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p
          role="status"
          className={different ? 'min-w-60 flex-1 text-ui text-warn' : 'min-w-60 flex-1 text-ink-2 text-ui'}
        >
          {what}
        </p>
        {one && (
          <>
            <Button variant="quiet" onClick={chooseNone}>
              {words.clear}
            </Button>
            <Button
              variant="primary"
              icon={<Diff aria-hidden size={14} />}
              disabled={!comparable(chosen)}
              onClick={() => compareChosen(chosen)}
            >
              {words.compare}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
