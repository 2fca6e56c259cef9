import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import {
  ArrowLeftRight,
  Bot,
  Check,
  CircleAlert,
  CircleCheck,
  CircleX,
  Clock,
  Columns3,
  Hand,
  type LucideIcon,
  Minus,
  Repeat,
  Split,
  Workflow,
  Wrench,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { GraphNode, GraphNodeKind } from '../../../shared/domain/flow-graph.ts';
import { cx } from '../../lib/cx.ts';
import type { NodeTrace } from '../../lib/graph-words.ts';
import { stepTone, type Tone, toneText } from '../../lib/status-tone.ts';
import { text } from '../../text.ts';
import { useGraphFocus } from './graph-context.ts';

export type StepNodeData = {
  node: GraphNode;
  /** What a screen reader says. */
  words: string;
  /** How the shown run fared here; null when it did not come by. */
  trace: NodeTrace | null;
  /** A run is shown: what it did not take steps back. */
  hasRun: boolean;
};
export type StepNode = Node<StepNodeData, 'step' | 'frame' | 'pill'>;

const icons: Record<GraphNodeKind, LucideIcon> = {
  start: Check,
  end: Check,
  task: Wrench,
  model: Bot,
  approval: Hand,
  flow: Workflow,
  choice: Split,
  wait: Clock,
  pass: ArrowLeftRight,
  map: Repeat,
  parallel: Columns3,
  branch: Columns3,
  succeed: CircleCheck,
  fail: CircleX,
};

const toneBorder: Record<Tone, string> = {
  ok: 'border-ok',
  warn: 'border-warn',
  bad: 'border-bad',
  accent: 'border-accent',
  neutral: 'border-line-2',
};

const frame = (trace: NodeTrace | null, hasRun: boolean) =>
  trace ? toneBorder[stepTone[trace.status]] : hasRun ? 'border-dashed border-line-2' : 'border-line-2';

function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

export const StepNodeView = memo(function StepNodeView({ data }: NodeProps<StepNode>) {
  const { node, trace, hasRun } = data;
  const Icon = icons[node.kind];
  return (
    <>
      <Ends />
      <StepButton
        data={data}
        className={cx(
          'flex h-full w-full items-center gap-2.5 rounded-m border px-3 text-left',
          frame(trace, hasRun),
          hasRun && !trace ? 'bg-well' : 'bg-card shadow-card',
        )}
      >
        <Icon
          aria-hidden
          size={15}
          className={cx('shrink-0', trace ? toneText[stepTone[trace.status]] : 'text-ink-3')}
        />
        <span className="min-w-0 grow">
          <span
            className={cx(
              'line-clamp-3 text-ui leading-[18px] [overflow-wrap:anywhere]',
              hasRun && !trace ? 'text-ink-2' : 'text-ink',
              node.kind === 'choice' && 'font-[570]',
            )}
          >
            {node.title}
          </span>
          {node.note !== null && <span className="block truncate text-ink-3 text-xs">{node.note}</span>}
        </span>
        <TraceMark trace={trace} />
      </StepButton>
    </>
  );
});

export const GroupNodeView = memo(function GroupNodeView({ data }: NodeProps<StepNode>) {
  const { node, trace, hasRun } = data;
  const Icon = icons[node.kind];
  return (
    <div className={cx('h-full w-full rounded-l border bg-hover', frame(trace, hasRun))}>
      <Ends />
      <StepButton data={data} className="flex w-full items-center gap-2 rounded-l px-3.5 py-2 text-left">
        <Icon
          aria-hidden
          size={14}
          className={cx('shrink-0', trace ? toneText[stepTone[trace.status]] : 'text-ink-3')}
        />
        <span className="min-w-0 grow">
          <span className="block truncate font-[550] text-ink-2 text-ui">{node.title}</span>
          {node.note !== null && <span className="block truncate text-ink-3 text-xs">{node.note}</span>}
        </span>
        <TraceMark trace={trace} />
      </StepButton>
    </div>
  );
});

export const PillNodeView = memo(function PillNodeView({ data }: NodeProps<StepNode>) {
  return (
    <div className="flex h-full w-full items-center justify-center rounded-full border border-line-2 bg-card font-[550] text-ink-2 text-s">
      <Ends />
      {data.node.title}
    </div>
  );
});

function StepButton({ data, className, children }: { data: StepNodeData; className: string; children: ReactNode }) {
  const { current, selected, select, focused } = useGraphFocus();
  const { id, kind, title, state } = data.node;
  return (
    <button
      type="button"
      data-testid="graph-node"
      data-node={id}
      data-state={state ?? undefined}
      data-status={data.trace?.status}
      data-visits={data.trace?.visits}
      tabIndex={current === id ? 0 : -1}
      aria-label={data.words}
      aria-pressed={selected === id}
      title={title}
      onClick={() => select(id)}
      onFocus={({ currentTarget }) => focused(id, currentTarget.matches(':focus-visible'))}
      className={cx(
        'nopan pointer-events-auto transition',
        className,
        selected === id &&
          (kind === 'map' || kind === 'parallel' || kind === 'branch' ? 'bg-accent-bg' : 'ring-2 ring-accent'),
      )}
    >
      {children}
    </button>
  );
}

function TraceMark({ trace }: { trace: NodeTrace | null }) {
  if (!trace) return null;
  const live = trace.status === 'running' || trace.status === 'waiting';
  const bad = trace.status === 'failed' || trace.status === 'caught';
  return (
    <span className={cx('flex shrink-0 items-center gap-1 text-xs tabular-nums', toneText[stepTone[trace.status]])}>
      {trace.visits > 1 && <span className="font-semibold">{text.graph.timesShort(trace.visits)}</span>}
      {live && <span className="size-2 animate-breathe rounded-full bg-current" />}
      {bad && <CircleAlert aria-hidden size={14} />}
      {trace.status === 'succeeded' && <Check aria-hidden size={14} strokeWidth={2.6} />}
      {trace.status === 'cancelled' && <Minus aria-hidden size={14} />}
    </span>
  );
}
