import type { ShownStep } from '../../../shared/domain/run.ts';
import { cx } from '../../lib/cx.ts';
import { toneFill, toneText } from '../../lib/status-tone.ts';
import { segmentsOf, type TimelineSpan } from '../../lib/timeline.ts';

interface StepTrackProps {
  step: ShownStep;
  span: TimelineSpan;
}

/** A step's place in the run's time: a bar an attempt, hatched where it only waits. */
export function StepTrack({ step, span }: StepTrackProps) {
  return (
    <span aria-hidden className="relative block h-4 rounded-[4px] bg-bg">
      {segmentsOf(step, span).map((segment, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts only ever append
          key={index}
          className={cx(
            'absolute h-full min-w-[3px] rounded-[4px] transition-[left,width] duration-300',
            segment.kind === 'wait' ? `hatched ${toneText[segment.tone]}` : `${toneFill[segment.tone]} opacity-85`,
            segment.kind === 'work' && step.status === 'running' && 'animate-breathe',
          )}
          style={{ left: `min(${segment.leftPercent}%, 100% - 3px)`, width: `${segment.widthPercent}%` }}
        />
      ))}
    </span>
  );
}
