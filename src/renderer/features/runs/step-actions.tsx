import { RotateCw, Workflow } from 'lucide-react';
import type { RunSummary, ShownStep } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { showRunInGraph } from '../../stores/graph.ts';
import { forkRun } from '../../stores/run-actions.ts';
import { text } from '../../text.ts';

/** What can be done from a step. */
export function StepActions({ run, step }: { run: RunSummary; step: Pick<ShownStep, 'seq' | 'scope'> }) {
  const inside = step.scope !== '';
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Button
        icon={<RotateCw aria-hidden size={13} />}
        disabled={inside}
        className="h-7"
        onClick={() => void forkRun(run.id, step.seq)}
      >
        {text.runActions.fromHere}
      </Button>
      <Button
        variant="quiet"
        icon={<Workflow aria-hidden size={13} />}
        className="h-7"
        onClick={() => showRunInGraph(run.flowId, run.id)}
      >
        {text.runActions.showInGraph}
      </Button>
      {inside && <span className="text-ink-3 text-s">{text.runActions.why.inside}</span>}
    </div>
  );
}
