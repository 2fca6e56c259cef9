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
}

export const RunRow = memo(function RunRow({ run, showFlow }: RunRowProps) {
  const tone = runTone[run.status];
  const ran = run.status === 'SUCCEEDED';
  return (
    <li className="lazy-row">
      <button
        type="button"
        onClick={() => openRun(run.id)}
        className={cx(
          'grid w-full items-center gap-3 px-5 py-2 text-left text-body transition hover:bg-hover focus-visible:-outline-offset-2',
          showFlow
            ? 'grid-cols-[8px_68px_minmax(0,2fr)_96px_minmax(0,3fr)_84px]'
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
        <span className="truncate text-ink-3">
          {run.error && !ran ? [run.error, run.cause].filter(Boolean).join(': ') : text.runs.trigger(run.trigger)}
        </span>
        <span className="text-right text-ink-3 text-s tabular-nums">
          <Took run={run} />
        </span>
      </button>
    </li>
  );
});

function Took({ run }: { run: RunSummary }) {
  const nowMs = useNow(run.endedAtMs === null ? 'second' : 'calm');
  return formatDuration(Math.max(0, (run.endedAtMs ?? nowMs) - run.startedAtMs));
}
