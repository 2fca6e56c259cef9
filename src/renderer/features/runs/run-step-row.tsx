import { Check, ChevronRight, CircleAlert, Clock, Minus } from 'lucide-react';
import type { ShownStep } from '../../../shared/domain/run.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { stepTone, toneText } from '../../lib/status-tone.ts';
import { depthOf, type TimelineSpan, tookMs } from '../../lib/timeline.ts';
import { text } from '../../text.ts';
import { StepDetail } from './step-detail.tsx';
import { StepTrack } from './step-track.tsx';

interface RunStepRowProps {
  id: string;
  runId: string;
  step: ShownStep;
  span: TimelineSpan;
  nowMs: number;
  open: boolean;
  onToggle: () => void;
}

export function RunStepRow({ id, runId, step, span, nowMs, open, onToggle }: RunStepRowProps) {
  const depth = depthOf(step.scope);
  return (
    <li
      id={id}
      data-testid="run-step"
      data-state={step.state}
      data-status={step.status}
      className={open ? 'bg-well' : ''}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="grid w-full grid-cols-[16px_minmax(0,5fr)_minmax(0,3fr)_72px_14px] items-center gap-3 px-5 py-2 text-left text-body transition hover:bg-hover focus-visible:-outline-offset-2"
      >
        <StepIcon status={step.status} />
        <span className="min-w-0" style={{ paddingLeft: depth * 14 }}>
          <span className="line-clamp-2 [overflow-wrap:anywhere]" title={step.title}>
            {step.scope && <span className="mr-2 text-ink-3 text-s">{step.scope}</span>}
            {step.title}
          </span>
          <StepNote step={step} />
        </span>
        <StepTrack step={step} span={span} />
        <span className="text-right text-ink-3 text-s tabular-nums">{formatDuration(tookMs(step, nowMs))}</span>
        <ChevronRight aria-hidden size={14} className={cx('text-ink-3 transition', open && 'rotate-90')} />
      </button>
      {open && (
        <StepDetail
          runId={runId}
          seq={step.seq}
          changed={`${step.status} ${step.attempts.length}`}
          className="px-5 pt-1 pb-4 pl-12"
        />
      )}
    </li>
  );
}

function StepIcon({ status }: { status: ShownStep['status'] }) {
  const icon = {
    running: <Spinner size={14} />,
    waiting: <Clock aria-hidden size={14} />,
    succeeded: <Check aria-hidden size={14} strokeWidth={2.6} />,
    failed: <CircleAlert aria-hidden size={14} />,
    caught: <CircleAlert aria-hidden size={14} />,
    cancelled: <Minus aria-hidden size={14} />,
  }[status];
  return (
    <span role="img" aria-label={text.run.stepStatus[status]} className={toneText[stepTone[status]]}>
      {icon}
    </span>
  );
}

/** A second line only where there is something to say: a wait, an error, retries. */
function StepNote({ step }: { step: ShownStep }) {
  if (step.status === 'waiting' && step.resumesAtMs !== null) {
    return (
      <span className="block truncate text-s text-warn">
        {text.run.waitingUntil('')}
        <RelativeTime atMs={step.resumesAtMs} />
      </span>
    );
  }
  if (step.error && (step.status === 'failed' || step.status === 'caught')) {
    return <span className={cx('block truncate text-s', toneText[stepTone[step.status]])}>{step.error}</span>;
  }
  if (step.attempts.length > 1) {
    return <span className="block truncate text-ink-3 text-s">{text.run.retries(step.attempts.length - 1)}</span>;
  }
  return null;
}
