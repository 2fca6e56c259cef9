/** From step to step of a graph by keys: down and up in reading order, left and right to what stands beside. Pure. */
import type { GraphLayout, PlacedNode } from './graph-layout.ts';

export type WalkKey = 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';
const walkKeys: readonly string[] = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

export const isWalkKey = (key: string): key is WalkKey => walkKeys.includes(key);

/** The steps as they are read: from top to bottom, a group before what is in it; the start and the end are no steps. */
export function readingOrder({ nodes }: GraphLayout): PlacedNode[] {
  return nodes
    .filter(({ node }) => node.kind !== 'start' && node.kind !== 'end')
    .sort((a, b) => a.absolute.y - b.absolute.y || a.absolute.x - b.absolute.x);
}

/** Where a key leads from a step; null where there is nothing. */
export function walk(layout: GraphLayout, from: string, key: WalkKey): string | null {
  const order = readingOrder(layout);
  const index = order.findIndex(({ node }) => node.id === from);
  const current = order[index];
  if (!current) return order[0]?.node.id ?? null;
  switch (key) {
    case 'ArrowDown':
      return order[index + 1]?.node.id ?? null;
    case 'ArrowUp':
      return order[index - 1]?.node.id ?? null;
    case 'Home':
      return order[0]?.node.id ?? null;
    case 'End':
      return order.at(-1)?.node.id ?? null;
    default:
      return beside(order, current, key === 'ArrowRight' ? 1 : -1);
  }
}

/** The nearest one at that side; one at another height counts as further off. */
function beside(order: readonly PlacedNode[], current: PlacedNode, side: 1 | -1): string | null {
  const middle = (placed: PlacedNode) => ({
    x: placed.absolute.x + placed.width / 2,
    // Of a group, where its title stands.
    y: placed.absolute.y + 20,
  });
  const from = middle(current);
  let best: { id: string; distance: number } | null = null;
  for (const placed of order) {
    const to = middle(placed);
    const across = (to.x - from.x) * side;
    if (placed === current || across < 24) continue;
    const distance = across + 3 * Math.abs(to.y - from.y);
    if (!best || distance < best.distance) best = { id: placed.node.id, distance };
  }
  return best?.id ?? null;
}
