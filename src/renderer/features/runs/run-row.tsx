import { type KeyboardEvent, memo } from 'react';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { formatMoment } from '../../lib/format-time.ts';
import { runTone, toneFill, toneText } from '../../lib/status-tone.ts';
import { openRun } from '../../stores/route.ts';
import {
  clearChosenRuns,
  compareChosen,
  selectChosenIn,
  selectRunChoice,
  toggleRun,
  useRunSelectionStore,
} from '../../stores/run-selection.ts';
import { showToast } from '../../stores/toasts.ts';
import { text } from '../../text.ts';

interface RunRowProps {
  run: RunSummary;
  /** Whether the flow's name is said; on the flow's own page it is known. */
  showFlow: boolean;
  /** Instead of opening its page. */
  onOpen?: () => void;
}

interface ChoosableRunRowProps extends Pick<RunRowProps, 'run' | 'showFlow'> {
  /** Where it can be chosen to be compared: `stores/run-selection.ts`. */
  list: string;
}

/** In px. */
export const runRowHeight = 38;

export const RunRow = memo(function RunRow({ run, showFlow, onOpen }: RunRowProps) {
  const tone = runTone[run.status];
  const ran = run.status === 'SUCCEEDED';
  return (
    <button
      type="button"
      data-testid="run-row"
      onClick={onOpen ?? (() => openRun(run.id))}
      className={cx(
        'grid h-[37px] w-full items-center gap-3 rounded-s px-5 text-left text-body transition hover:bg-hover focus-visible:-outline-offset-2',
        showFlow
          ? 'grid-cols-[8px_68px_minmax(0,2fr)_96px] wide:grid-cols-[8px_68px_minmax(0,2fr)_96px_minmax(0,3fr)_84px]'
          : 'grid-cols-[8px_152px_96px_minmax(0,1fr)_84px]',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'size-1.5 rounded-full group-focus-within/run:opacity-0 group-hover/run:opacity-0 group-data-[choice=chosen]/run:opacity-0 group-data-[choice=free]/run:opacity-0 group-data-[choice=full]/run:opacity-0',
          toneFill[tone],
          run.status === 'RUNNING' && 'animate-breathe',
        )}
      />
      <RelativeTime atMs={run.startedAtMs} style={showFlow ? 'clock' : 'moment'} />
      {showFlow && <span className="truncate font-[550]">{run.flowName}</span>}
      <span className={cx('truncate', ran ? 'text-ink-2' : toneText[tone])}>{text.runs.status[run.status]}</span>
      <span className={cx('truncate text-ink-3', showFlow && 'max-wide:hidden')}>
        {run.error && !ran ? [run.error, run.cause].filter(Boolean).join(': ') : text.runs.trigger(run.trigger)}
      </span>
      <span className={cx('text-right text-ink-3 text-s tabular-nums', showFlow && 'max-wide:hidden')}>
        <Took run={run} />
      </span>
    </button>
  );
});

/** A run in a list where two can be chosen: with the box in place of its dot, or by keys where it has the focus. */
export const ChoosableRunRow = memo(function ChoosableRunRow({ run, showFlow, list }: ChoosableRunRowProps) {
  const choice = useRunSelectionStore(selectRunChoice(list, run.id));
  const chosen = choice === 'chosen';
  const choose = () => {
    if (choice === 'full') showToast({ title: text.compare.chosen.full });
    else toggleRun(list, run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === 'x') choose();
    else if (key === 'c') compareChosen(selectChosenIn(list)(useRunSelectionStore.getState()));
    else if (key === 'escape') clearChosenRuns();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for what has the focus in it
    <div
      onKeyDown={onKeyDown}
      data-choice={choice}
      className={cx('group/run relative rounded-s', chosen && 'bg-accent-bg')}
    >
      <label className="absolute top-1 left-2.5 z-10 flex size-7 items-center justify-center">
        <input
          type="checkbox"
          aria-label={text.compare.chosen.choose(run.flowName, formatMoment(run.startedAtMs, Date.now()))}
          checked={chosen}
          disabled={choice === 'full'}
          onChange={choose}
          className={cx(
            'size-[15px] accent-accent transition-opacity group-focus-within/run:opacity-100 group-hover/run:opacity-100',
            choice === 'idle' && 'opacity-0',
            choice === 'full' && 'opacity-40!',
          )}
        />
      </label>
      <RunRow run={run} showFlow={showFlow} />
    </div>
  );
});

function Took({ run }: { run: RunSummary }) {
  const nowMs = useNow(run.endedAtMs === null ? 'second' : 'calm');
  return formatDuration(Math.max(0, (run.endedAtMs ?? nowMs) - run.startedAtMs));
}
