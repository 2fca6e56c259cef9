import { Check, CircleAlert, Minus } from 'lucide-react';
import type { ShownStep } from '../../../shared/domain/run.ts';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { stepTone, toneText } from '../../lib/status-tone.ts';
import { text } from '../../text.ts';

/** How the latest run fared at a step of the outline: its visits, folded into one mark. */
export function StepMark({ steps }: { steps: ShownStep[] }) {
  const last = steps.at(-1);
  if (!last) {
    return (
      <span className="flex shrink-0 items-center gap-1 text-ink-3 text-s">
        {text.flow.notTaken}
        <Minus aria-hidden size={13} className="opacity-50" />
      </span>
    );
  }
  const tookMs = steps.reduce(
    (sum, step) => sum + Math.max(0, (step.exitedAtMs ?? step.enteredAtMs) - step.enteredAtMs),
    0,
  );
  const failed = last.status === 'failed' || last.status === 'caught';
  const under = last.status === 'running' || last.status === 'waiting';
  return (
    <span
      title={text.run.stepStatus[last.status]}
      className={cx('flex shrink-0 items-center gap-1 text-s tabular-nums', toneText[stepTone[last.status]])}
    >
      <span className="text-ink-3">
        {steps.length > 1 && `${steps.length} × `}
        {under ? text.run.stepStatus[last.status] : formatDuration(tookMs)}
      </span>
      {under && <span aria-hidden className="mx-[3px] size-[7px] animate-breathe rounded-full bg-current" />}
      {failed && <CircleAlert aria-hidden size={13} />}
      {!under && !failed && <Check aria-hidden size={13} strokeWidth={2.6} />}
    </span>
  );
}
