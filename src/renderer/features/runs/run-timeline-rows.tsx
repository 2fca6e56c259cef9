import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { formatClockExact } from '../../lib/format-time.ts';
import { stepTone, toneText } from '../../lib/status-tone.ts';
import { endTone, segment, segmentsOf, type TimelineSpan, tookMs } from '../../lib/timeline.ts';
import type { TimelineRow } from '../../lib/timeline-rows.ts';
import { text } from '../../text.ts';
import { StepIcon } from './step-icon.tsx';
import { Track } from './step-track.tsx';

type StepRow = Extract<TimelineRow, { kind: 'step' }>;
type LaneRow = Extract<TimelineRow, { kind: 'lane' }>;

export const rowColumns =
  'grid grid-cols-[minmax(140px,6fr)_minmax(90px,6fr)_64px_14px] items-center gap-3 max-wide:grid-cols-[minmax(120px,5fr)_minmax(70px,4fr)_58px_14px]';
const indent = 16;

interface RowProps<R> {
  row: R;
  view: TimelineSpan;
  nowMs: number;
  onFold: () => void;
}

interface StepRowProps extends RowProps<StepRow> {
  open: boolean;
  /** It came with the results of an earlier run. */
  carried: boolean;
  onToggle: () => void;
}

/** One visit of a state: what it is, its bar, how long it took. Opens to everything recorded of it. */
export function StepRowView({ row, view, nowMs, open, carried, onToggle, onFold }: StepRowProps) {
  const { step, depth, lanes, unfolded } = row;
  return (
    <div className="relative">
      <Tooltip content={<StepTimes row={row} carried={carried} />} side="top">
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className={cx(
            rowColumns,
            'w-full px-5 py-2 text-left text-body transition hover:bg-hover focus-visible:-outline-offset-2',
          )}
        >
          <span className="flex min-w-0 items-start gap-2" style={{ paddingLeft: depth * indent + 18 }}>
            <span className="mt-[3px]">
              <StepIcon status={step.status} />
            </span>
            <span className="min-w-0">
              <span className="line-clamp-2 [overflow-wrap:anywhere]">{step.title}</span>
              <StepNote row={row} carried={carried} />
            </span>
          </span>
          <Track segments={carried ? [] : segmentsOf(step, view, nowMs)} live={step.status === 'running'} />
          <span className="text-right text-ink-3 text-s tabular-nums">{formatDuration(tookMs(step, nowMs))}</span>
          <ChevronRight aria-hidden size={14} className={cx('text-ink-3 transition', open && 'rotate-90')} />
        </button>
      </Tooltip>
      {lanes > 0 && <Fold title={step.title} depth={depth} unfolded={unfolded} onFold={onFold} />}
    </div>
  );
}

/** An item of a Map or a branch of a Parallel. */
export function LaneRowView({ row, view, nowMs, onFold }: RowProps<LaneRow>) {
  const { of, index, depth, steps, status, enteredAtMs, exitedAtMs, unfolded } = row;
  const title = text.timeline[of === 'map' ? 'iteration' : 'branch'](index + 1);
  const bar = segment('work', endTone({ status }), enteredAtMs, exitedAtMs ?? nowMs, view);
  return (
    <button
      type="button"
      aria-expanded={unfolded}
      onClick={onFold}
      className={cx(
        rowColumns,
        'w-full px-5 py-1.5 text-left text-ink-2 text-ui transition hover:bg-hover focus-visible:-outline-offset-2',
      )}
    >
      <span className="flex min-w-0 items-center gap-2" style={{ paddingLeft: depth * indent }}>
        <ChevronRight aria-hidden size={14} className={cx('shrink-0 text-ink-3 transition', unfolded && 'rotate-90')} />
        <StepIcon status={status} />
        <span className="truncate">
          {title} <span className="ml-2 text-ink-3 text-s">{text.timeline.steps(steps)}</span>
        </span>
      </span>
      <Track segments={bar ? [bar] : []} live={status === 'running'} />
      <span className="text-right text-ink-3 text-s tabular-nums">
        {formatDuration(tookMs({ enteredAtMs, exitedAtMs }, nowMs))}
      </span>
    </button>
  );
}

function Fold({
  title,
  depth,
  unfolded,
  onFold,
}: {
  title: string;
  depth: number;
  unfolded: boolean;
  onFold: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={unfolded ? text.timeline.fold(title) : text.timeline.unfold(title)}
      aria-expanded={unfolded}
      onClick={onFold}
      className="absolute top-1.5 flex size-6 items-center justify-center rounded-s text-ink-3 transition hover:bg-press hover:text-ink"
      style={{ left: depth * indent + 14 }}
    >
      <ChevronRight aria-hidden size={14} className={cx('transition', unfolded && 'rotate-90')} />
    </button>
  );
}

/** The exact times, for hovering and for the focus. */
function StepTimes({ row: { step }, carried }: { row: StepRow; carried: boolean }): ReactNode {
  const span = (from: number, to: number | null) =>
    to === null
      ? text.timeline.from(formatClockExact(from))
      : `${text.timeline.fromTo(formatClockExact(from), formatClockExact(to))} (${formatDuration(to - from)})`;
  return (
    <span className="block tabular-nums">
      {carried && <span className="block">{text.timeline.carried}</span>}
      <span className="block">{span(step.enteredAtMs, step.exitedAtMs)}</span>
      {step.attempts.length > 1 &&
        step.attempts.slice(0, 6).map(({ startedAtMs, endedAtMs }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts only ever append
          <span key={index} className="block">
            {text.timeline.attempt(index + 1, span(startedAtMs, endedAtMs))}
          </span>
        ))}
    </span>
  );
}

/** A second line only where there is something to say: a wait, an error, retries, what a model cost. */
function StepNote({ row: { step, lanes }, carried }: { row: StepRow; carried: boolean }) {
  if (carried) return <span className="block truncate text-ink-3 text-s">{text.timeline.carried}</span>;
  if (step.status === 'waiting' && step.resumesAtMs !== null) {
    return (
      <span className="block truncate text-s text-warn">
        {text.run.waitingUntil('')}
        <RelativeTime atMs={step.resumesAtMs} />
      </span>
    );
  }
  if (step.error && (step.status === 'failed' || step.status === 'caught'))
    return <span className={cx('block truncate text-s', toneText[stepTone[step.status]])}>{step.error}</span>;
  const notes = [
    ...(lanes > 0 ? [text.timeline.lanes(lanes)] : []),
    ...(step.attempts.length > 1 ? [text.run.retries(step.attempts.length - 1)] : []),
    ...(step.usage
      ? [text.run.tokens((step.usage.inputTokens + step.usage.outputTokens).toLocaleString(text.language))]
      : []),
  ];
  if (notes.length === 0) return null;
  return <span className="block truncate text-ink-3 text-s">{notes.join(', ')}</span>;
}
