import { ArrowRight } from 'lucide-react';
import { useEffect } from 'react';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Tag } from '../../components/tag.tsx';
import { runTone } from '../../lib/status-tone.ts';
import { selectSummary, useFlowsStore, wantSummaries } from '../../stores/flows.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

/** How the last run of a flow ended, or that one runs now; kept current. Nothing before the first. */
export function FlowPulse({ flowId }: { flowId: string }) {
  useEffect(() => wantSummaries([flowId]), [flowId]);
  const last = useFlowsStore(selectSummary(flowId))?.lastRun;
  if (!last) return null;
  return (
    <button
      type="button"
      data-testid="flow-pulse"
      title={text.chat.pulse.open}
      onClick={() => openRun(last.id)}
      className="group/pulse flex w-full animate-appear items-center gap-2 border-t px-[18px] py-2 text-left text-body text-ink-2 transition hover:bg-hover"
    >
      <Tag tone={runTone[last.status]} live={last.status === 'RUNNING'}>
        {text.runs.status[last.status]}
      </Tag>
      <span className="text-ink-3 text-s">
        <RelativeTime atMs={last.endedAtMs ?? last.startedAtMs} />
      </span>
      <span className="grow" />
      <span className="text-ink-3 text-s transition group-hover/pulse:text-ink">{text.chat.pulse.open}</span>
      <ArrowRight aria-hidden size={14} className="shrink-0 text-ink-3" />
    </button>
  );
}
