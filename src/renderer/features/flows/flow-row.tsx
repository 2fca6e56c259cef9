import { Pause, Play } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import { LightButton } from '../../components/light-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Spark } from '../../components/spark.tsx';
import { Tag } from '../../components/tag.tsx';
import { cx } from '../../lib/cx.ts';
import { runTone } from '../../lib/status-tone.ts';
import { pauseFlow, resumeFlow, runFlow, selectSummary, useFlowsStore } from '../../stores/flows.ts';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { FlowMenu } from './flow-menu.tsx';

interface FlowRowProps {
  flow: FlowListItem;
}

/** In px, with its line. */
export const flowRowHeight = 68;

export const FlowRow = memo(function FlowRow({ flow }: FlowRowProps) {
  const summary = useFlowsStore(selectSummary(flow.id));
  const paused = flow.status === 'paused';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the mouse; the name's button is for keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      data-testid="flow-row"
      data-name={flow.name}
      onClick={(event) => opensRow(event) && openFlow(flow.id)}
      className="grid h-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 border-b px-5 transition hover:bg-hover wide:grid-cols-[minmax(0,1fr)_112px_148px_auto]"
    >
      <div className="min-w-0">
        <div className="flex items-center gap-2.5">
          <button
            type="button"
            onClick={() => openFlow(flow.id)}
            className={cx('min-w-0 truncate rounded-[4px] font-[570]', paused && 'text-ink-2')}
          >
            {flow.name}
          </button>
          {flow.runningCount > 0 && flow.lastRun?.status !== 'RUNNING' && (
            <Tag live tone="accent">
              {text.flows.running(flow.runningCount)}
            </Tag>
          )}
        </div>
        <p className="mt-0.5 truncate text-ink-2 text-ui">
          {summary?.schedule ? (
            <ScheduleWords schedule={summary.schedule} />
          ) : (
            (flow.scheduleText ?? text.flows.noSchedule)
          )}
          <NextFiring flow={flow} />
        </p>
      </div>
      <div className="hidden justify-self-end wide:block">
        {summary ? <Spark health={summary.health} /> : <Skeleton className="late h-4 w-20" />}
      </div>
      <div className="hidden min-w-0 wide:block">
        <LastResult flow={flow} />
      </div>
      <div className="flex items-center gap-0.5">
        {flow.status !== 'cancelled' && (
          <>
            <LightButton
              label={text.flows.runFlow(flow.name)}
              hint={text.flows.run}
              onClick={() => void runFlow(flow.id, flow.name)}
              icon={<Play aria-hidden size={14} fill="currentColor" strokeWidth={1.5} />}
            />
            <LightButton
              label={paused ? text.flows.resumeFlow(flow.name) : text.flows.pauseFlow(flow.name)}
              hint={paused ? text.flows.resume : text.flows.pause}
              onClick={() => void (paused ? resumeFlow(flow.id) : pauseFlow(flow.id))}
              icon={paused ? <PausedMark /> : <Pause aria-hidden size={14} fill="currentColor" strokeWidth={0} />}
            />
          </>
        )}
        <FlowMenu flow={flow} />
      </div>
    </div>
  );
});

/** Anywhere in the row that is not a control of its own; clicks in the row's menu bubble here through the tree. */
function opensRow({ target, currentTarget }: MouseEvent): boolean {
  return target instanceof Element && currentTarget.contains(target) && target.closest('button') === null;
}

function PausedMark() {
  return <Pause aria-hidden size={14} fill="currentColor" strokeWidth={0} className="text-warn" />;
}

function NextFiring({ flow }: { flow: FlowListItem }) {
  if (flow.status === 'paused') return <span className="text-warn"> · {text.flows.pausedNote}</span>;
  if (flow.status === 'cancelled') return <span className="text-ink-3"> · {text.flows.status.cancelled}</span>;
  if (flow.nextAtMs === null) return null;
  return (
    <span className="text-ink-3">
      {' · '}
      <RelativeTime atMs={flow.nextAtMs} />
    </span>
  );
}

function LastResult({ flow }: { flow: FlowListItem }) {
  const last = flow.lastRun;
  if (!last) return <span className="text-ink-3 text-s">{text.flows.neverRan}</span>;
  return (
    <div className="flex flex-col items-start gap-0.5">
      <Tag tone={runTone[last.status]} live={last.status === 'RUNNING'}>
        {text.runs.status[last.status]}
      </Tag>
      <span className="pl-0.5 text-ink-3 text-s">
        <RelativeTime atMs={last.endedAtMs ?? last.startedAtMs} />
      </span>
    </div>
  );
}
