/**
 * Where the steps of a graph lie. Hunts: steps over one another, steps outside their group, ways that do not touch what they join,
 * labels on top of steps, keys that never reach a step.
 */
import { describe, expect, it } from 'vitest';
import { describeTool } from '../../../src/main/flows/describe.ts';
import { flowGraph } from '../../../src/main/orchestrator/flow-graph.ts';
import {
  type GraphLayout,
  isGroup,
  layoutGraph,
  type PlacedNode,
  smoothPath,
} from '../../../src/renderer/lib/graph-layout.ts';
import { readingOrder, walk } from '../../../src/renderer/lib/graph-walk.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { endId, nodeId, startId } from '../../../src/shared/domain/flow-graph.ts';
import { branchingFlow, longFlow, loopingFlow, nestedFlow } from '../../support/graphs.ts';

const laid = (definition: StateMachine): GraphLayout => layoutGraph(flowGraph(definition, 1, describeTool));
const placed = (layout: GraphLayout, id: string): PlacedNode => {
  const found = layout.nodes.find(({ node }) => node.id === id);
  if (!found) throw new Error(`${id} is not placed`);
  return found;
};

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const boxOf = ({ absolute, width, height }: PlacedNode): Box => ({ ...absolute, width, height });
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.5 &&
  inner.y + inner.height <= outer.y + outer.height + 0.5;
const touches = (point: { x: number; y: number }, box: Box): boolean =>
  within(
    { ...point, width: 0, height: 0 },
    { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 },
  );

describe.each([
  ['branches', branchingFlow],
  ['a loop', loopingFlow],
  ['groups in groups', nestedFlow],
  ['two hundred steps', longFlow(200)],
])('a graph with %s', (_, definition) => {
  const layout = laid(definition);

  it('puts no two steps of a group over one another', () => {
    for (const a of layout.nodes)
      for (const b of layout.nodes)
        if (a !== b && a.node.parent === b.node.parent)
          expect(overlap(boxOf(a), boxOf(b)), `${a.node.id} and ${b.node.id}`).toBe(false);
  });

  it('keeps what is in a group within it, and names the group before', () => {
    const order = new Map(layout.nodes.map(({ node }, index) => [node.id, index]));
    for (const inner of layout.nodes) {
      const { parent, id } = inner.node;
      if (parent === null) continue;
      expect(within(boxOf(inner), boxOf(placed(layout, parent))), id).toBe(true);
      expect(order.get(parent)).toBeLessThan(order.get(id) ?? 0);
    }
  });

  it('draws each way from the border of one step to that of the other, and its label beside the steps', () => {
    for (const { edge, points, label } of layout.edges) {
      const [first, last] = [points[0], points.at(-1)];
      if (!first || !last) throw new Error(`${edge.id} has no points`);
      expect(touches(first, boxOf(placed(layout, edge.from))), edge.id).toBe(true);
      expect(touches(last, boxOf(placed(layout, edge.to))), edge.id).toBe(true);
      if (!label) continue;
      const box = { ...label, x: label.x - label.width / 2, y: label.y - label.height / 2 };
      for (const node of layout.nodes)
        if (!isGroup(node.node.kind)) expect(overlap(box, boxOf(node)), `${edge.id} on ${node.node.id}`).toBe(false);
    }
  });

  it('has a key for each step: down from the first one comes by all of them, and up again', () => {
    const order = readingOrder(layout).map(({ node }) => node.id);
    const down = [order[0] ?? ''];
    for (let to = walk(layout, down[0] ?? '', 'ArrowDown'); to !== null; to = walk(layout, to, 'ArrowDown'))
      down.push(to);
    expect(down).toEqual(order);
    expect(walk(layout, order.at(-1) ?? '', 'ArrowUp')).toBe(order.at(-2) ?? null);
    expect(walk(layout, order.at(-1) ?? '', 'Home')).toBe(order[0]);
  });
});

describe('the layout', () => {
  it('runs from top to bottom, a decision above what follows from it, beside one another', () => {
    const layout = laid(branchingFlow);
    const y = (id: string) => placed(layout, id).absolute.y;
    const [fetch, cheap, tell, log] = ['Fetch', 'Cheap?', 'Tell', 'Log'].map((name) => nodeId(null, name));
    if (!fetch || !cheap || !tell || !log) throw new Error('four steps');
    expect(y(startId)).toBeLessThan(y(fetch));
    expect(y(fetch)).toBeLessThan(y(cheap));
    expect(y(tell)).toBe(y(log));
    expect(y(log)).toBeLessThan(y(endId));
    const [left, right] = placed(layout, tell).absolute.x < placed(layout, log).absolute.x ? [tell, log] : [log, tell];
    expect(walk(layout, left, 'ArrowRight')).toBe(right);
    expect(walk(layout, right, 'ArrowLeft')).toBe(left);
  });

  it('is the same for the same flow', () => {
    expect(laid(nestedFlow)).toEqual(laid(nestedFlow));
  });

  it('gives long words more lines, but no more than three', () => {
    const heightOf = (title: string) => {
      const graph = flowGraph(branchingFlow, 1, describeTool);
      const nodes = graph.nodes.map((node) => (node.state === 'Fetch' ? { ...node, title } : node));
      return placed(layoutGraph({ ...graph, nodes }), nodeId(null, 'Fetch')).height;
    };
    expect(heightOf('Fetch the page')).toBeLessThan(heightOf('Fetch the page shop.example/kettle and more'));
    expect(heightOf('word '.repeat(40))).toBe(heightOf('word '.repeat(400)));
  });
});

it('a way is a path through its points', () => {
  expect(
    smoothPath([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
    ]),
  ).toBe('M0 0 L0 10');
  expect(
    smoothPath([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 10, y: 20 },
    ]),
  ).toBe('M0 0 L0 5 Q0 10 5 15 L10 20');
});
