import { CircleAlert, CircleOff, Hand } from 'lucide-react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../lib/cx.ts';
import { stepKey } from '../../lib/step-key.ts';
import { text } from '../../text.ts';

interface RunBannerProps {
  detail: ShownRun;
  onOpenStep: (key: string) => void;
}

/** Why a run did not succeed: what, the cause, where to look. Nothing for one that did. */
export function RunBanner({ detail, onOpenStep }: RunBannerProps) {
  const { run, steps } = detail;
  if (run.status === 'SUCCEEDED' || run.status === 'RUNNING') return null;
  const bad = run.status === 'FAILED' || run.status === 'TIMED_OUT';
  const failed = bad ? (steps.findLast((step) => step.status === 'failed' && step.error !== null) ?? null) : null;
  const Icon = bad ? CircleAlert : run.status === 'PARKED' ? Hand : CircleOff;
  return (
    <div
      role={bad ? 'alert' : 'status'}
      className={cx(
        'flex animate-appear items-start gap-3 rounded-l px-4 py-3.5',
        bad && 'bg-bad-bg',
        run.status === 'PARKED' && 'bg-warn-bg',
        run.status === 'ABORTED' && 'bg-hover',
      )}
    >
      <Icon
        aria-hidden
        size={18}
        className={cx('mt-0.5 shrink-0', bad ? 'text-bad' : run.status === 'PARKED' ? 'text-warn' : 'text-ink-3')}
      />
      <div className="min-w-0 grow [overflow-wrap:anywhere]">
        <p className="font-[570]">{headline(detail)}</p>
        {run.cause && <p className="text-ink-2">{run.cause}</p>}
        {failed && <p className="mt-0.5 text-ink-2 text-ui">{text.run.failedAt(failed.title)}</p>}
      </div>
      {failed && <Button onClick={() => onOpenStep(stepKey(failed))}>{text.run.nextStep}</Button>}
    </div>
  );
}

function headline({ run }: ShownRun): string {
  if (run.status === 'TIMED_OUT') return text.run.timedOut;
  if (run.status === 'ABORTED') return text.run.aborted;
  if (run.status === 'PARKED') return text.run.parked;
  return text.run.failedBecause(run.error ?? '');
}
