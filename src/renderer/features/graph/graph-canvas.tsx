import '@xyflow/react/dist/base.css';
import '../../styles/graph.css';
import { Toolbar } from '@base-ui/react/toolbar';
import {
  getViewportForBounds,
  MarkerType,
  MiniMap,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Viewport,
} from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { endId, type FlowGraph, type RunPath, startId } from '../../../shared/domain/flow-graph.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useReducedMotion } from '../../hooks/use-reduced-motion.ts';
import { type GraphLayout, isGroup, layoutGraph } from '../../lib/graph-layout.ts';
import { isWalkKey, readingOrder, walk } from '../../lib/graph-walk.ts';
import { nodeWords } from '../../lib/graph-words.ts';
import { stepTone } from '../../lib/status-tone.ts';
import { text } from '../../text.ts';
import { GraphFocusContext } from './graph-context.ts';
import { type WayEdge, WayEdgeView } from './graph-edge.tsx';
import { GroupNodeView, PillNodeView, type StepNode, StepNodeView } from './graph-nodes.tsx';
import { GraphPanel } from './graph-panel.tsx';

const nodeTypes = { step: StepNodeView, frame: GroupNodeView, pill: PillNodeView };
const edgeTypes = { way: WayEdgeView };
const fitOptions = { padding: 0.08, maxZoom: 1 };
/** Smaller than this nothing can be read: a long flow is shown from its top, or from where it is now. */
const leastReadable = 0.55;
/** From so many steps on the overview helps to find one's way. */
const overviewFrom = 12;

interface GraphCanvasProps {
  graph: FlowGraph;
  /** The way of the shown run; null when none is shown. */
  path: RunPath | null;
}

export function GraphCanvas(props: GraphCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, path }: GraphCanvasProps) {
  const layout = useMemo(() => layoutGraph(graph), [graph]);
  const nodes = useMemo(() => nodesOf(graph, layout, path), [graph, layout, path]);
  const edges = useMemo(() => edgesOf(layout, path), [layout, path]);
  const [current, setCurrent] = useState(() => readingOrder(layout)[0]?.node.id ?? '');
  const [selected, setSelected] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const { setViewport } = useReactFlow();
  const bring = useBringIntoSight(layout, area);
  // The detail at the side takes room from the graph.
  useEffect(() => {
    if (selected !== null) bring(selected);
  }, [selected, bring]);
  const focus = useMemo(
    () => ({
      current,
      selected,
      select: (id: string) => setSelected((before) => (before === id ? null : id)),
      focused: (id: string, byKeys: boolean) => {
        setCurrent(id);
        // It may have been moved out of sight since.
        if (byKeys) bring(id);
      },
    }),
    [current, selected, bring],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const on =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-node]')?.dataset.node : undefined;
    if (event.key === 'Escape' && selected !== null) {
      event.stopPropagation();
      setSelected(null);
    }
    if (on === undefined || !isWalkKey(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = walk(layout, on, event.key);
    if (to === null) return;
    setCurrent(to);
    if (selected !== null) setSelected(to);
    else bring(to);
    area.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(to)}"]`)?.focus({ preventScroll: true });
  };
  const shown = selected === null ? null : (graph.nodes.find(({ id }) => id === selected) ?? null);
  return (
    <div className="flex min-h-0 grow max-wide:flex-col">
      <section ref={area} aria-label={text.graph.label} onKeyDown={onKeyDown} className="relative min-h-0 min-w-0 grow">
        <p className="sr-only">{text.graph.hint}</p>
        <GraphFocusContext value={focus}>
          <ReactFlow<StepNode, WayEdge>
            className="flow-graph"
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onInit={() => area.current && void setViewport(firstView(layout, path, area.current))}
            minZoom={0.05}
            maxZoom={1.6}
            panOnScroll
            zoomOnDoubleClick={false}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            disableKeyboardA11y
            proOptions={{ hideAttribution: true }}
            ariaLabelConfig={{ 'minimap.ariaLabel': text.graph.map }}
          >
            <Controls />
            {graph.nodes.length >= overviewFrom && (
              <MiniMap<StepNode>
                pannable
                zoomable
                position="bottom-right"
                style={{ width: 132, height: 148 }}
                nodeColor={miniColor}
                nodeBorderRadius={6}
              />
            )}
          </ReactFlow>
        </GraphFocusContext>
      </section>
      {shown && (
        <GraphPanel
          key={shown.id}
          graph={graph}
          node={shown}
          path={path}
          onGo={(id) => {
            setSelected(id);
            setCurrent(id);
          }}
          onClose={() => {
            setSelected(null);
            area.current
              ?.querySelector<HTMLElement>(`[data-node="${CSS.escape(shown.id)}"]`)
              ?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

/** All of it where it can be read; else its top, or the step under way. */
function firstView(layout: GraphLayout, path: RunPath | null, { clientWidth, clientHeight }: HTMLElement): Viewport {
  const outer = layout.nodes.filter(({ node }) => node.parent === null);
  const width = Math.max(1, ...outer.map((placed) => placed.x + placed.width));
  const height = Math.max(1, ...outer.map((placed) => placed.y + placed.height));
  const whole = getViewportForBounds(
    { x: 0, y: 0, width, height },
    clientWidth,
    clientHeight,
    0.05,
    1,
    fitOptions.padding,
  );
  if (whole.zoom >= leastReadable) return whole;
  const live = path?.nodes.find(({ status }) => status === 'running' || status === 'waiting');
  const at = layout.nodes.find(({ node }) => node.id === live?.id) ?? layout.nodes[0];
  const zoom = Math.min(0.9, Math.max(leastReadable, (clientWidth * 0.92) / width));
  const x = at ? at.absolute.x + at.width / 2 : 0;
  const top = live && at ? clientHeight / 2 - at.absolute.y * zoom : 24;
  return { x: clientWidth / 2 - x * zoom, y: top, zoom };
}

function nodesOf(graph: FlowGraph, layout: GraphLayout, path: RunPath | null): StepNode[] {
  const traces = new Map(path?.nodes.map((trace) => [trace.id, trace]));
  return layout.nodes.map(({ node, x, y, width, height }) => {
    const trace = traces.get(node.id) ?? null;
    const hasRun = path !== null && node.kind !== 'branch';
    return {
      id: node.id,
      type: node.id === startId || node.id === endId ? 'pill' : isGroup(node.kind) ? 'frame' : 'step',
      position: { x, y },
      width,
      height,
      ...(node.parent === null ? {} : { parentId: node.parent }),
      focusable: false,
      draggable: false,
      data: { node, trace, hasRun, words: nodeWords(graph, node, trace, hasRun) },
    };
  });
}

function edgesOf(layout: GraphLayout, path: RunPath | null): WayEdge[] {
  const times = new Map(path?.edges.map((edge) => [edge.id, edge.times]));
  const taken = (id: string) => Number((times.get(id) ?? 0) > 0);
  // What was taken is drawn over what was not.
  const drawn = layout.edges.toSorted((a, b) => taken(a.edge.id) - taken(b.edge.id));
  return drawn.map((placed) => {
    const { id, from, to, kind } = placed.edge;
    const went = times.get(id) ?? 0;
    const color = went === 0 ? 'var(--color-line-2)' : kind === 'failure' ? 'var(--color-warn)' : 'var(--color-accent)';
    return {
      id,
      type: 'way',
      source: from,
      target: to,
      focusable: false,
      data: { placed, times: went },
      markerEnd: { type: MarkerType.ArrowClosed, color, width: went > 0 ? 11 : 14, height: went > 0 ? 11 : 14 },
    };
  });
}

function miniColor({ data }: StepNode): string {
  if (data.trace) {
    const tone = stepTone[data.trace.status];
    return tone === 'neutral' ? 'var(--color-ink-3)' : `var(--color-${tone})`;
  }
  return isGroup(data.node.kind) ? 'var(--color-hover)' : 'var(--color-line-2)';
}

/** Moves the view so that a step is in sight, and only then. */
function useBringIntoSight(layout: GraphLayout, area: React.RefObject<HTMLDivElement | null>) {
  const { getViewport, setCenter } = useReactFlow();
  const still = useReducedMotion();
  return useCallback(
    (id: string) => {
      const placed = layout.nodes.find(({ node }) => node.id === id);
      const box = area.current?.getBoundingClientRect();
      if (!placed || !box) return;
      const { x, y, zoom } = getViewport();
      const height = isGroup(placed.node.kind) ? Math.min(placed.height, 80) : placed.height;
      const left = placed.absolute.x * zoom + x;
      const top = placed.absolute.y * zoom + y;
      const inSight =
        left >= 0 && top >= 0 && left + placed.width * zoom <= box.width && top + height * zoom <= box.height;
      if (inSight && zoom >= 0.5) return;
      void setCenter(placed.absolute.x + placed.width / 2, placed.absolute.y + height / 2, {
        zoom: Math.max(zoom, 0.8),
        duration: still ? 0 : 200,
      });
    },
    [layout, area, getViewport, setCenter, still],
  );
}

/** One stop of the Tab key; the arrow keys go from tool to tool. */
function Controls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const duration = useReducedMotion() ? 0 : 200;
  const tools = [
    { label: text.graph.zoomOut, icon: <Minus aria-hidden size={15} />, run: zoomOut },
    { label: text.graph.zoomIn, icon: <Plus aria-hidden size={15} />, run: zoomIn },
    {
      label: text.graph.fit,
      icon: <Maximize aria-hidden size={14} />,
      run: (options: { duration: number }) => fitView({ ...fitOptions, ...options }),
    },
  ];
  return (
    <Panel position="top-right">
      <Toolbar.Root aria-label={text.graph.controls} className="flex rounded-[8px] border bg-card p-0.5 shadow-card">
        {tools.map(({ label, icon, run }) => (
          <Toolbar.Button
            key={label}
            render={<IconButton label={label} icon={icon} />}
            onClick={() => void run({ duration })}
          />
        ))}
      </Toolbar.Root>
    </Panel>
  );
}
