import { ArrowRight, X } from 'lucide-react';
import type { FlowGraph, GraphNode, RunPath } from '../../../shared/domain/flow-graph.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { stepTone } from '../../lib/status-tone.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { StepActions } from '../runs/step-actions.tsx';
import { StepDetail } from '../runs/step-detail.tsx';

interface GraphPanelProps {
  graph: FlowGraph;
  node: GraphNode;
  path: RunPath | null;
  onGo: (id: string) => void;
  onClose: () => void;
}

/** A step of the graph at its side: what it is, where it leads, and what the shown run did there. */
export function GraphPanel({ graph, node, path, onGo, onClose }: GraphPanelProps) {
  const trace = path?.nodes.find(({ id }) => id === node.id) ?? null;
  const ways = graph.edges.filter(({ from }) => from === node.id);
  const titles = new Map(graph.nodes.map(({ id, title, kind }) => [id, { title, isStep: kind !== 'end' }]));
  return (
    <section
      aria-label={text.graph.step}
      className="flex shrink-0 animate-appear flex-col overflow-y-auto border-l bg-card max-wide:max-h-[46%] max-wide:border-t max-wide:border-l-0 wide:w-76"
    >
      <div className="flex items-start gap-2 px-4 pt-3">
        <div className="min-w-0 grow" aria-live="polite">
          <p className="text-ink-3 text-s">{text.graph.kinds[node.kind]}</p>
          <h2 className="font-semibold text-body [overflow-wrap:anywhere]">{node.title}</h2>
          {node.note !== null && <p className="text-ink-2 text-s">{node.note}</p>}
        </div>
        <IconButton
          label={text.common.close}
          icon={<X aria-hidden size={15} />}
          onClick={onClose}
          className="-mr-1.5"
        />
      </div>
      <div className="px-4 pt-3 text-body">
        <h3 className="text-ink-3 text-s">{text.graph.next}</h3>
        {ways.length === 0 && (
          <p className="text-ink-2">{node.parent === null ? text.graph.nothingNext : text.graph.endsGroup}</p>
        )}
        <ul>
          {ways.map(({ id, to, label }) => {
            const target = titles.get(to);
            return (
              <li key={id} className="[overflow-wrap:anywhere]">
                {label !== null && <span className="block text-ink-3 text-s">{label}</span>}
                {target?.isStep ? (
                  <button
                    type="button"
                    onClick={() => onGo(to)}
                    className="rounded-s text-left text-accent hover:underline"
                  >
                    {target.title}
                  </button>
                ) : (
                  <span className="text-ink-2">{target?.title}</span>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {path && (
        <div className="mt-3 border-t pt-3">
          {trace ? (
            <>
              <div className="flex flex-wrap items-center gap-2 px-4 pb-1">
                <Tag tone={stepTone[trace.status]}>{text.run.stepStatus[trace.status]}</Tag>
                <span className="text-ink-3 text-s tabular-nums">
                  {trace.visits > 1 && `${text.graph.visited(trace.visits)}, `}
                  {formatDuration(trace.tookMs)}
                </span>
                <span className="grow" />
                <Button variant="link" className="-mr-2 h-7" onClick={() => openRun(path.runId)}>
                  {text.graph.openRun}
                  <ArrowRight aria-hidden size={14} />
                </Button>
              </div>
              {trace.visits > 1 && <p className="px-4 pb-1 text-ink-3 text-s">{text.graph.lastOf(trace.visits)}</p>}
              <div className="px-4 py-1.5">
                <StepActions runId={path.runId} seq={trace.seq} inside={node.parent !== null} />
              </div>
              <StepDetail runId={path.runId} seq={trace.seq} changed={trace.status} className="px-4 pb-4" />
            </>
          ) : (
            <p className="px-4 pb-4 text-body text-ink-2">{text.graph.notVisited}</p>
          )}
        </div>
      )}
    </section>
  );
}
