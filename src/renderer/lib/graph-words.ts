/** What a screen reader says of a step in the graph: what it is, how it went, where it leads. */
import type { FlowGraph, GraphNode, RunPath } from '../../shared/domain/flow-graph.ts';
import { text } from '../text.ts';

export type NodeTrace = RunPath['nodes'][number];

export function nodeWords(graph: FlowGraph, node: GraphNode, trace: NodeTrace | null, hasRun: boolean): string {
  const titles = new Map(graph.nodes.map(({ id, title }) => [id, title]));
  const ways = graph.edges
    .filter(({ from }) => from === node.id)
    .map(({ to, label }) => text.graph.leadsTo(label, titles.get(to) ?? to));
  const went = trace
    ? [text.run.stepStatus[trace.status], ...(trace.visits > 1 ? [text.graph.visits(trace.visits)] : [])]
    : hasRun
      ? [text.flow.notTaken]
      : [];
  const inside = node.parent === null ? [] : [text.graph.inside(titles.get(node.parent) ?? '')];
  return [`${text.graph.kinds[node.kind]}: ${node.title}`, node.note, ...inside, ...went, ...ways]
    .filter((part) => part !== null)
    .join('. ');
}
