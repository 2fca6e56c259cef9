import { Check, CircleAlert, Clock, Minus } from 'lucide-react';
import type { ShownStep } from '../../../shared/domain/run.ts';
import { Spinner } from '../../components/spinner.tsx';
import { stepTone, toneText } from '../../lib/status-tone.ts';
import { text } from '../../text.ts';

export function StepIcon({ status }: { status: ShownStep['status'] }) {
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
