import { type RefObject, useMemo, useRef, useState } from 'react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { Card } from '../../components/card.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { useTimelineView } from '../../hooks/use-timeline-view.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { isCarried, spanOf } from '../../lib/timeline.ts';
import { foldsAround, rowsOf, treeOf } from '../../lib/timeline-rows.ts';
import { text } from '../../text.ts';
import { LaneRowView, rowColumns, StepRowView } from './run-timeline-rows.tsx';
import { StepActions } from './step-actions.tsx';
import { StepDetail } from './step-detail.tsx';
import { TimeAxis, ZoomButtons } from './time-axis.tsx';

interface RunStepsProps {
  detail: ShownRun;
  /** What the page scrolls in. */
  scroller: RefObject<HTMLElement | null>;
  /** Steps whose detail is shown, by key. */
  open: ReadonlySet<string>;
  onOpenChange: (open: ReadonlySet<string>) => void;
  /** A step to bring into sight. */
  reveal: string | null;
}

const rowHeight = 38;
const laneHeight = 32;

/** Every step on the run's time axis; what happened inside a Map or a Parallel in lanes. Only what is in sight exists. */
export function RunSteps({ detail, scroller, open, onOpenChange, reveal }: RunStepsProps) {
  const area = useRef<HTMLElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const under = detail.run.endedAtMs === null;
  const nowMs = useNow(under ? 'second' : 'calm');
  const whole = useMemo(() => spanOf(detail, nowMs), [detail, nowMs]);
  const time = useTimelineView(whole, area, axis);
  const tree = useMemo(() => treeOf(detail.steps), [detail.steps]);
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const revealed = useMemo(() => {
    const around = reveal === null ? [] : (foldsAround(tree, reveal) ?? []);
    return new Map([...folded, ...around.map((key) => [key, false] as const)]);
  }, [tree, folded, reveal]);
  const { startedAtMs } = detail.run;
  const rows = useMemo(() => rowsOf(tree, revealed, startedAtMs), [tree, revealed, startedAtMs]);
  const revealIndex = reveal === null ? null : rows.findIndex(({ key }) => key === reveal);
  const retries = detail.steps.reduce((sum, step) => sum + Math.max(0, step.attempts.length - 1), 0);
  const took = formatDuration(whole.endMs - whole.startMs);

  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    onOpenChange(next);
  };

  return (
    <Card ref={area} aria-label={text.run.steps} className="py-2">
      <header className="flex items-center gap-3 px-5 pb-1">
        <h2 className="font-semibold text-ui">{text.run.steps}</h2>
        <span className="min-w-0 grow truncate text-ink-3 text-s tabular-nums">
          {under ? text.run.since(took) : text.run.took(took)}
          {detail.steps.length > 20 && `, ${text.timeline.steps(detail.steps.length)}`}
          {retries > 0 && `, ${text.run.retries(retries)}`}
        </span>
        <ZoomButtons view={time} />
      </header>
      {detail.steps.length === 0 && <p className="px-5 pb-3 text-body text-ink-3">{text.run.noSteps}</p>}
      {detail.steps.length > 0 && (
        <div className={`${rowColumns} px-5`}>
          <span />
          <TimeAxis view={time} startMs={whole.startMs} axis={axis} />
        </div>
      )}
      <VirtualRows
        label={text.run.steps}
        scroller={scroller}
        count={rows.length}
        measured
        reveal={revealIndex !== null && revealIndex >= 0 ? revealIndex : null}
        heightOf={(index) => (rows[index]?.kind === 'lane' ? laneHeight : rowHeight)}
        keyOf={(index) => rows[index]?.key ?? ''}
        render={(index) => {
          const row = rows[index];
          if (!row) return null;
          const onFold = () => setFolded(new Map(revealed).set(row.key, row.unfolded));
          if (row.kind === 'lane') return <LaneRowView row={row} view={time.view} nowMs={nowMs} onFold={onFold} />;
          const isOpen = open.has(row.key);
          const { step } = row;
          return (
            <div
              id={row.key}
              data-testid="run-step"
              data-state={step.state}
              data-status={step.status}
              className={isOpen ? 'bg-well' : ''}
            >
              <StepRowView
                row={row}
                view={time.view}
                nowMs={nowMs}
                open={isOpen}
                carried={isCarried(detail, step)}
                onToggle={() => toggle(row.key)}
                onFold={onFold}
              />
              {isOpen && (
                <div className="flex flex-col gap-3 pt-1 pr-5 pb-4 pl-12">
                  <StepActions
                    runId={detail.run.id}
                    seq={step.seq}
                    inside={step.scope !== ''}
                    flowId={detail.run.flowId}
                  />
                  <StepDetail
                    runId={detail.run.id}
                    seq={step.seq}
                    changed={`${step.status} ${step.attempts.length} ${step.usage?.modelCalls ?? 0}`}
                  />
                </div>
              )}
            </div>
          );
        }}
      />
    </Card>
  );
}
