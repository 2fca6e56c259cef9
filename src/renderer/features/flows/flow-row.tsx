import { Pause, Play } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import type { FlowSummary } from '../../../shared/domain/flow.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { Spark } from '../../components/spark.tsx';
import { Tag } from '../../components/tag.tsx';
import { cx } from '../../lib/cx.ts';
import { runTone } from '../../lib/status-tone.ts';
import { pauseFlow, resumeFlow, runFlow } from '../../stores/flows.ts';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { FlowMenu } from './flow-menu.tsx';

interface FlowRowProps {
  flow: FlowSummary;
  onCancel: (flow: FlowSummary) => void;
}

export const FlowRow = memo(function FlowRow({ flow, onCancel }: FlowRowProps) {
  const paused = flow.status === 'paused';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a larger target for the mouse; the name's button is for keys
    <li
      data-testid="flow-row"
      aria-label={flow.name}
      onClick={(event) => opensRow(event) && openFlow(flow.id)}
      className="lazy-row grid grid-cols-[minmax(0,1fr)_140px_auto] items-center gap-x-5 px-5 py-3 transition hover:bg-hover wide:grid-cols-[minmax(0,1fr)_112px_148px_auto]"
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
          {flow.schedule ? <ScheduleWords schedule={flow.schedule} /> : text.flows.noSchedule}
          <NextFiring flow={flow} />
        </p>
      </div>
      <div className="hidden justify-self-end wide:block">
        <Spark health={flow.health} />
      </div>
      <div className="min-w-0">
        <LastResult flow={flow} />
      </div>
      <div className="flex items-center gap-0.5">
        <IconButton
          label={text.flows.runFlow(flow.name)}
          hint={text.flows.run}
          onClick={() => void runFlow(flow.id, flow.name)}
          icon={<Play aria-hidden size={14} fill="currentColor" strokeWidth={1.5} />}
        />
        <IconButton
          label={paused ? text.flows.resumeFlow(flow.name) : text.flows.pauseFlow(flow.name)}
          hint={paused ? text.flows.resume : text.flows.pause}
          onClick={() => void (paused ? resumeFlow(flow.id) : pauseFlow(flow.id))}
          icon={paused ? <PausedMark /> : <Pause aria-hidden size={14} fill="currentColor" strokeWidth={0} />}
        />
        <FlowMenu flow={flow} onCancel={onCancel} />
      </div>
    </li>
  );
});

/** Anywhere in the row that is not a control of its own; clicks in the row's menu bubble here through the tree. */
function opensRow({ target, currentTarget }: MouseEvent): boolean {
  return target instanceof Element && currentTarget.contains(target) && target.closest('button') === null;
}

function PausedMark() {
  return <Pause aria-hidden size={14} fill="currentColor" strokeWidth={0} className="text-warn" />;
}

function NextFiring({ flow }: { flow: FlowSummary }) {
  if (flow.status === 'paused') return <span className="text-warn"> · {text.flows.pausedNote}</span>;
  const next = flow.schedule?.next[0];
  if (!next) return null;
  return (
    <span className="text-ink-3">
      {' · '}
      <RelativeTime atMs={Date.parse(next)} />
    </span>
  );
}

function LastResult({ flow }: { flow: FlowSummary }) {
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
