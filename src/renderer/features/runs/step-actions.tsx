import { RotateCw, Workflow } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { showRunInGraph } from '../../stores/graph.ts';
import { forkRun } from '../../stores/run-actions.ts';
import { text } from '../../text.ts';

interface StepActionsProps {
  runId: string;
  seq: number;
  /** In a Map or a Parallel, where other items or branches may have been under way. */
  inside: boolean;
  /** The flow in whose graph it can be shown; absent where it is. */
  flowId?: string;
}

/** What can be done from a step. */
export function StepActions({ runId, seq, inside, flowId }: StepActionsProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Button icon={<RotateCw aria-hidden size={13} />} className="h-7" onClick={() => void forkRun(runId, seq)}>
        {text.runActions.fromHere}
      </Button>
      {flowId !== undefined && (
        <Button
          variant="quiet"
          icon={<Workflow aria-hidden size={13} />}
          className="h-7"
          onClick={() => showRunInGraph(flowId, runId)}
        >
          {text.runActions.showInGraph}
        </Button>
      )}
      {inside && <span className="text-ink-3 text-s">{text.runActions.insideNote}</span>}
    </div>
  );
}
