import type { ComparedSide, ComparedStep } from '../../../shared/domain/run-comparison.ts';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { toneFill } from '../../lib/status-tone.ts';
import { endTone } from '../../lib/timeline.ts';
import { text } from '../../text.ts';
import { StepIcon } from '../runs/step-icon.tsx';
import { Differences } from './differences.tsx';

/** Another way, another outcome or another value; how long it took alone makes no difference. */
export function stepDiffers({ a, b, differences }: ComparedStep): boolean {
  return a === null || b === null || a.status !== b.status || differences.length > 0;
}

/** A step of both runs: how it went in each, and what was different. */
export function ComparedStepRow({ step }: { step: ComparedStep }) {
  const { a, b, title, scope, differences, more } = step;
  const most = Math.max(1, a?.tookMs ?? 0, b?.tookMs ?? 0);
  return (
    <li data-testid="compared-step" data-state={step.state} className="border-t px-5 py-2.5 text-body first:border-t-0">
      <p className="[overflow-wrap:anywhere]">
        {scope !== '' && <span className="mr-2 text-ink-3 text-s">{scope}</span>}
        {title}
      </p>
      <div className="mt-1 mb-1.5 grid grid-cols-2 gap-2">
        <Side side={a} most={most} missing={text.compare.only.b} letter={text.compare.first} />
        <Side side={b} most={most} missing={text.compare.only.a} letter={text.compare.second} />
      </div>
      <Differences differences={differences} more={more} />
    </li>
  );
}

interface SideProps {
  side: ComparedSide | null;
  /** The longer of both, in ms. */
  most: number;
  missing: string;
  letter: string;
}

function Side({ side, most, missing, letter }: SideProps) {
  if (!side)
    return (
      <p className="rounded-s border border-dashed px-2 py-0.5 text-ink-3 text-s">
        <span className="sr-only">{letter}: </span>
        {missing}
      </p>
    );
  const took = side.tookMs;
  return (
    <div className="flex items-center gap-2 text-s">
      <span className="sr-only">{letter}: </span>
      <StepIcon status={side.status} />
      <span aria-hidden className="h-2 min-w-0 grow overflow-hidden rounded-full bg-hover">
        <i
          className={cx('block h-full min-w-[3px] rounded-full opacity-85', toneFill[endTone(side)])}
          style={{ width: `${((took ?? most) / most) * 100}%` }}
        />
      </span>
      <span className="w-16 shrink-0 text-right text-ink-3 tabular-nums">
        {took === null ? '' : formatDuration(took)}
      </span>
    </div>
  );
}
