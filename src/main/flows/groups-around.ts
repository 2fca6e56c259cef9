import type { RunEventView, WithinGroup } from '../../shared/domain/run.ts';
import { childScope } from '../workflow/events.ts';

/** The branches and items that a scope of a run lies in, outermost first; none for the run itself. */
export function groupsAround(
  events: readonly Pick<RunEventView, 'type' | 'scope' | 'state' | 'data'>[],
  scope: string,
): WithinGroup[] {
  if (scope === '') return [];
  for (const { type, scope: around, state, data } of events) {
    const kind = type === 'MapIterationStarted' ? 'item' : type === 'ParallelBranchStarted' ? 'branch' : null;
    if (kind === null || state === null) continue;
    const index = Number(kind === 'item' ? data.index : data.branch);
    if (childScope(around, state, index) === scope)
      return [...groupsAround(events, around), { kind, state, number: index + 1 }];
  }
  return [];
}
