/**
 * Where a flow's graph lies on the plane: top to bottom, what is inside a Map or a Parallel within it. Pure; sizes are told from the
 * words, so that nothing has to be drawn to be measured. Everything in px.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { FlowGraph, GraphEdge, GraphNode, GraphNodeKind } from '../../shared/domain/flow-graph.ts';

export interface Point {
  x: number;
  y: number;
}

export interface PlacedNode {
  node: GraphNode;
  /** Of the left upper corner, within the group it lies in. */
  x: number;
  y: number;
  /** The same on the whole plane. */
  absolute: Point;
  width: number;
  height: number;
}

export interface PlacedEdge {
  edge: GraphEdge;
  /** On the whole plane, from border to border. */
  points: Point[];
  /** The middle of its label; null when it has none. */
  label: (Point & { width: number; height: number }) | null;
}

export interface GraphLayout {
  /** Groups before what is in them. */
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

const nodeWidth = 248;
const charactersALine = 23;
export const mostLines = 3;
const lineHeight = 18;
const pill = { width: 72, height: 28 };
/** Around what is in a group; its title stands in `top`. */
const inset = { side: 16, bottom: 16 };
const emptyGroup = { width: nodeWidth, height: 24 };
const labelWidth = 168;
const labelCharactersALine = 26;

const groups: ReadonlySet<GraphNodeKind> = new Set(['map', 'parallel', 'branch']);

export const isGroup = (kind: GraphNodeKind): boolean => groups.has(kind);

interface Laid {
  nodes: Omit<PlacedNode, 'absolute'>[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

export function layoutGraph(graph: FlowGraph): GraphLayout {
  const children = grouped(graph.nodes, ({ parent }) => parent);
  const parentOf = new Map(graph.nodes.map(({ id, parent }) => [id, parent]));
  const edges = grouped(graph.edges, ({ from }) => parentOf.get(from) ?? null);
  const result: GraphLayout = { nodes: [], edges: [] };
  const place = (parent: string | null, origin: Point): void => {
    const laid = laidOut.get(parent);
    for (const edge of laid?.edges ?? []) result.edges.push(moved(edge, origin));
    for (const placed of laid?.nodes ?? []) {
      const absolute = { x: origin.x + placed.x, y: origin.y + placed.y };
      result.nodes.push({ ...placed, absolute });
      if (isGroup(placed.node.kind)) place(placed.node.id, absolute);
    }
  };
  const laidOut = new Map<string | null, Laid>();
  /** From the inside out: a group is as large as what is in it. */
  const lay = (parent: GraphNode | null): Laid => {
    const nodes = children.get(parent?.id ?? null) ?? [];
    const sizes = new Map(nodes.map((node) => [node.id, isGroup(node.kind) ? lay(node) : sizeOf(node)]));
    const offset = parent ? { x: inset.side, y: titleHeight(parent) } : { x: 0, y: 0 };
    const laid = layOne(nodes, edges.get(parent?.id ?? null) ?? [], sizes, offset);
    const outer = parent
      ? {
          ...laid,
          width: laid.width + 2 * inset.side,
          height: laid.height + titleHeight(parent) + inset.bottom,
        }
      : laid;
    laidOut.set(parent?.id ?? null, outer);
    return outer;
  };
  lay(null);
  place(null, { x: 0, y: 0 });
  return result;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string | null, T[]> {
  const groupsOf = new Map<string | null, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groupsOf.get(key);
    if (group) group.push(item);
    else groupsOf.set(key, [item]);
  }
  return groupsOf;
}

function layOne(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  sizes: ReadonlyMap<string, { width: number; height: number }>,
  offset: Point,
): Laid {
  if (nodes.length === 0) return { nodes: [], edges: [], ...emptyGroup };
  const plane = new Graph({ multigraph: true });
  plane.setGraph({ rankdir: 'TB', nodesep: 34, edgesep: 18, ranksep: 44, rankalign: 'top' });
  for (const { id } of nodes) plane.setNode(id, { ...(sizes.get(id) ?? pill) });
  for (const { id, from, to, kind, label } of edges)
    plane.setEdge(
      from,
      to,
      { ...labelSize(label), labelpos: 'c', weight: kind === 'next' ? 3 : kind === 'choice' ? 2 : 1 },
      id,
    );
  layout(plane);
  const { width = 0, height = 0 } = plane.graph() as { width?: number; height?: number };
  const corner = (id: string) => {
    const at = plane.node(id) as { x: number; y: number; width: number; height: number };
    return {
      x: at.x - at.width / 2 + offset.x,
      y: at.y - at.height / 2 + offset.y,
      width: at.width,
      height: at.height,
    };
  };
  return {
    nodes: nodes.map((node) => ({ node, ...corner(node.id) })),
    edges: edges.map((edge) => {
      const drawn = plane.edge(edge.from, edge.to, edge.id) as { points: Point[]; x?: number; y?: number };
      const size = labelSize(edge.label);
      const label =
        edge.label !== null && drawn.x !== undefined && drawn.y !== undefined
          ? { x: drawn.x, y: drawn.y, ...size }
          : null;
      return moved({ edge, points: drawn.points, label }, offset);
    }),
    width,
    height,
  };
}

function moved({ edge, points, label }: PlacedEdge, by: Point): PlacedEdge {
  return {
    edge,
    points: points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })),
    label: label && { ...label, x: label.x + by.x, y: label.y + by.y },
  };
}

function sizeOf(node: GraphNode): { width: number; height: number } {
  if (node.kind === 'start' || node.kind === 'end') return pill;
  return { width: nodeWidth, height: 20 + linesOf(node.title) * lineHeight + (node.note === null ? 0 : 16) };
}

function titleHeight(node: GraphNode): number {
  return 42 + (node.note === null ? 0 : 16);
}

/** Filled word by word, as the page does it. */
function linesOf(words: string): number {
  let lines = 1;
  let filled = 0;
  for (const { length } of words.split(' ')) {
    if (filled > 0 && filled + 1 + length > charactersALine) {
      lines += 1;
      filled = 0;
    }
    filled += (filled > 0 ? 1 : 0) + length;
    lines += Math.floor((filled - 1) / charactersALine);
    filled = ((filled - 1) % charactersALine) + 1;
  }
  return Math.min(mostLines, lines);
}

function labelSize(label: string | null): { width: number; height: number } {
  if (label === null) return { width: 0, height: 0 };
  const lines = Math.min(3, Math.ceil(label.length / labelCharactersALine));
  // A digit more for how often the way was taken.
  return { width: Math.min(labelWidth, label.length * 6.6 + 38), height: lines * 16 + 6 };
}

/** Through the points, rounded at each: an SVG path. */
export function smoothPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  let path = `M${at(first)}`;
  let before = first;
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? last;
    if (index === 0) path += ` L${at(middle(before, point))}`;
    path += ` Q${at(point)} ${at(middle(point, next))}`;
    before = point;
  });
  return `${path} L${at(last)}`;
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
