import type { ShownRun } from '../../../shared/domain/run.ts';
import { useNow } from '../../hooks/use-now.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { spanOf, tookMs } from '../../lib/timeline.ts';
import { text } from '../../text.ts';
import { StepTrack } from './step-track.tsx';

interface RunTimelineProps {
  detail: ShownRun;
  /** At most so many steps; the run's own page has them all. */
  limit: number;
}

/** A run's steps at a glance. */
export function RunTimeline({ detail, limit }: RunTimelineProps) {
  const nowMs = useNow(detail.run.endedAtMs === null ? 'second' : 'calm');
  const span = spanOf(detail, nowMs);
  const rest = detail.steps.length - limit;
  return (
    <ol className="flex flex-col gap-1.5">
      {detail.steps.slice(0, limit).map((step) => (
        <li key={step.seq} className="grid grid-cols-[minmax(0,200px)_minmax(0,1fr)_72px] items-center gap-3 text-s">
          <span className="truncate" title={step.title}>
            {step.title}
          </span>
          <StepTrack step={step} view={span} nowMs={nowMs} />
          <span className="text-right text-ink-3 tabular-nums">{formatDuration(tookMs(step, nowMs))}</span>
        </li>
      ))}
      {rest > 0 && <li className="text-ink-3 text-s">{text.run.moreSteps(rest)}</li>}
    </ol>
  );
}
