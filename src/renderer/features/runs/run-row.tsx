import { memo } from 'react';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { runTone, toneFill, toneText } from '../../lib/status-tone.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface RunRowProps {
  run: RunSummary;
  /** Whether the flow's name is said; on the flow's own page it is known. */
  showFlow: boolean;
  /** Instead of opening its page. */
  onOpen?: () => void;
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
        className={cx('size-1.5 rounded-full', toneFill[tone], run.status === 'RUNNING' && 'animate-breathe')}
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

function Took({ run }: { run: RunSummary }) {
  const nowMs = useNow(run.endedAtMs === null ? 'second' : 'calm');
  return formatDuration(Math.max(0, (run.endedAtMs ?? nowMs) - run.startedAtMs));
}
