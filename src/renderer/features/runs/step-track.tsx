import type { ShownStep } from '../../../shared/domain/run.ts';
import { cx } from '../../lib/cx.ts';
import { toneFill, toneText } from '../../lib/status-tone.ts';
import { segmentsOf, type TimelineSegment, type TimelineSpan } from '../../lib/timeline.ts';

interface StepTrackProps {
  step: ShownStep;
  /** The part of the run's time that is in view. */
  view: TimelineSpan;
  nowMs: number;
}

/** A step's place in the run's time: a bar an attempt, hatched where it only waits. */
export function StepTrack({ step, view, nowMs }: StepTrackProps) {
  return <Track segments={segmentsOf(step, view, nowMs)} live={step.status === 'running'} />;
}

export function Track({ segments, live }: { segments: readonly TimelineSegment[]; live: boolean }) {
  return (
    <span aria-hidden className="relative block h-4 overflow-hidden rounded-[4px] bg-bg">
      {segments.map((segment, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts only ever append
          key={index}
          className={cx(
            'absolute h-full min-w-[3px] rounded-[4px]',
            segment.kind === 'wait' ? `hatched ${toneText[segment.tone]}` : `${toneFill[segment.tone]} opacity-85`,
            segment.kind === 'work' && live && 'animate-breathe',
          )}
          style={{ left: `min(${segment.leftPercent}%, 100% - 3px)`, width: `${segment.widthPercent}%` }}
        />
      ))}
    </span>
  );
}
