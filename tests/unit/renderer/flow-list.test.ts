/** Which flows the list shows, in which order. Hunts: an order that mixes up equals, a filter that hides what it should show. */
import { describe, expect, it } from 'vitest';
import { byName, flowsShown } from '../../../src/renderer/lib/flow-list.ts';
import type { FlowListItem } from '../../../src/shared/domain/flow.ts';

function flow(name: string, rest: Partial<FlowListItem> = {}): FlowListItem {
  const base = { id: name, name, task: `does ${name}`, status: 'on', lastRun: null, runningCount: 0 } as const;
  return { ...base, createdAtMs: 0, nextAtMs: null, scheduleText: null, ...rest };
}

const flows = [
  flow('watch 10', { nextAtMs: 500, createdAtMs: 1 }),
  flow('Watch 9', { nextAtMs: 500, createdAtMs: 2 }),
  flow('archive', { nextAtMs: null, createdAtMs: 3 }),
  flow('digest', { nextAtMs: 100, createdAtMs: 4, status: 'cancelled' }),
].sort(byName);

const namesOf = (order: 'name' | 'next' | 'last' | 'created', query = ''): string[] =>
  flowsShown(flows, { filter: 'live', order, query }).map(({ name }) => name);

describe('the list of flows', () => {
  it('has names in the order a person counts in', () => {
    expect(namesOf('name')).toEqual(['archive', 'Watch 9', 'watch 10']);
  });

  it('keeps those that fire at the same moment by name, and those that never fire last', () => {
    expect(namesOf('next')).toEqual(['Watch 9', 'watch 10', 'archive']);
  });

  it('puts the newest first, and leaves cancelled ones out', () => {
    expect(namesOf('created')).toEqual(['archive', 'Watch 9', 'watch 10']);
  });

  it('finds flows by every word that was typed, in any order', () => {
    expect(namesOf('name', '9 does')).toEqual(['Watch 9']);
  });

  it('leaves the list it was given as it is', () => {
    const before = [...flows];
    flowsShown(flows, { filter: 'live', order: 'created', query: '' });
    expect(flows).toEqual(before);
  });
});
