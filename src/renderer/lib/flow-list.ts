/** Which flows a list shows, and in which order. Pure. */
import type { FlowListItem } from '../../shared/domain/flow.ts';

export const flowFilters = ['live', 'failing', 'paused', 'cancelled'] as const;
export type FlowFilter = (typeof flowFilters)[number];
export const flowOrders = ['name', 'next', 'last', 'created'] as const;
export type FlowOrder = (typeof flowOrders)[number];

const passes: Record<FlowFilter, (flow: FlowListItem) => boolean> = {
  live: ({ status }) => status !== 'cancelled',
  failing: ({ status, lastRun }) =>
    status !== 'cancelled' && (lastRun?.status === 'FAILED' || lastRun?.status === 'TIMED_OUT'),
  paused: ({ status }) => status === 'paused',
  cancelled: ({ status }) => status === 'cancelled',
};

const compareNames = new Intl.Collator(undefined, { numeric: true }).compare;
export const byName = (a: { name: string }, b: { name: string }): number => compareNames(a.name, b.name);
const later = Number.MAX_SAFE_INTEGER;

/** Names stand still while flows fire; the other orders move as they do. Those equal in an order stay by name. */
const orders: Record<Exclude<FlowOrder, 'name'>, (a: FlowListItem, b: FlowListItem) => number> = {
  next: (a, b) => (a.nextAtMs ?? later) - (b.nextAtMs ?? later),
  last: (a, b) => (b.lastRun?.startedAtMs ?? 0) - (a.lastRun?.startedAtMs ?? 0),
  created: (a, b) => b.createdAtMs - a.createdAtMs,
};

/** @param flows by name, as the store keeps them: putting thousands of names in order takes longer than all else */
export function flowsShown(
  flows: readonly FlowListItem[],
  { filter, order, query }: { filter: FlowFilter; order: FlowOrder; query: string },
): FlowListItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = flows.filter((flow) => passes[filter](flow) && matches(flow, words));
  return order === 'name' ? shown : shown.sort(orders[order]);
}

export function countOf(flows: readonly FlowListItem[], filter: FlowFilter): number {
  return flows.filter(passes[filter]).length;
}

function matches(flow: FlowListItem, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const haystack = `${flow.name} ${flow.task} ${flow.scheduleText ?? ''}`.toLowerCase();
  return words.every((word) => haystack.includes(word));
}
