import { ArrowRight } from 'lucide-react';
import { useEffect } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Outline } from '../../components/outline.tsx';
import { RunStatusTag } from '../../components/run-status-tag.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatMoment } from '../../lib/format-time.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { openRun } from '../../stores/route.ts';
import { loadRun, selectRunDetail, useRunsStore } from '../../stores/runs.ts';
import { text } from '../../text.ts';
import { RunTimeline } from '../runs/run-timeline.tsx';
import { EditableValue } from './editable-value.tsx';
import { StepMark } from './step-mark.tsx';

/** The flow in plain English, with what the latest run made of each step. */
export function OutlineTab({ flow }: { flow: FlowDetail }) {
  const lastId = flow.lastRun?.id ?? null;
  const latest = loadedValue(useRunsStore(selectRunDetail(lastId)));
  const nowMs = useNow();
  // Another version may have other steps of the same name, and the same under another.
  const isOfThis = latest?.run.version === flow.version;
  useEffect(() => {
    if (lastId) void loadRun(lastId);
  }, [lastId]);

  return (
    <div className="flex flex-col gap-4">
      <Card aria-label={text.flow.steps} className="px-5 py-4">
        <p className="mb-3.5 text-ink-2 text-ui">{flow.task}</p>
        <Outline
          steps={flow.outline}
          mark={
            isOfThis && latest
              ? (state) => <StepMark steps={latest.steps.filter((step) => step.state === state)} />
              : undefined
          }
          editable={(part, edits) => <EditableValue part={part} edits={edits} flow={flow} />}
        />
        {flow.status !== 'cancelled' && <p className="mt-3 text-ink-3 text-s">{text.change.value.hint}</p>}
        <p className="mt-4 border-t pt-3 text-ink-3 text-ui [overflow-wrap:anywhere]">
          {text.flow.request}: “{flow.request}”
        </p>
      </Card>
      {latest && (
        <Card className="px-5 py-4">
          <div className="mb-2.5 flex items-center gap-2.5">
            <h2 className="font-semibold text-ui">
              {text.flow.latestRun(formatMoment(latest.run.startedAtMs, nowMs))}
            </h2>
            <RunStatusTag status={latest.run.status} />
            <span className="grow" />
            <Button variant="link" className="-mr-2 h-7" onClick={() => openRun(latest.run.id)}>
              {text.flows.openRun}
              <ArrowRight aria-hidden size={14} />
            </Button>
          </div>
          <RunTimeline detail={latest} limit={12} />
        </Card>
      )}
    </div>
  );
}
