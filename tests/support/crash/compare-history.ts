/** Histories of the same flow, made comparable: what an event says, not when, and not which number it happens to have. */
import type { JournalEvent } from '../../../src/main/workflow/events.ts';
import type { JsonObject, JsonValue } from '../../../src/shared/json.ts';

export interface ComparableEvent {
  type: string;
  state: string | null;
  data: JsonObject;
}

/**
 * By scope, since branches of a Parallel may take their turns in another order after a crash. References to other events become what
 * they refer to, moments become how far ahead they lay; row numbers (checked against the table elsewhere) and the words of a cause go.
 */
export function byScope(events: readonly JournalEvent[]): Record<string, ComparableEvent[]> {
  const scopes: Record<string, ComparableEvent[]> = {};
  for (const event of events) {
    const { scope, type, state } = event;
    // The scope of an iteration's events is the Map's own: their order among each other is not part of the promise.
    const of = /^MapIteration|^ParallelBranch/.test(type)
      ? `${scope}: ${type} ${String(event.data.index ?? event.data.branch)}`
      : scope;
    scopes[of] ??= [];
    scopes[of].push({ type, state, data: comparable(event, events) });
  }
  return scopes;
}

function comparable(event: JournalEvent, events: readonly JournalEvent[]): JsonObject {
  return Object.fromEntries(
    Object.entries(event.data).map(([name, value]): [string, JsonValue] => {
      if (name === 'scheduled' || name === 'timer') return [name, nameOf(events[Number(value) - 1])];
      if (name === 'dueAtMs') return [name, Number(value) - event.atMs];
      return [name, withoutVariety(name === 'cause' ? null : value)];
    }),
  );
}

function nameOf(event: JournalEvent | undefined): string {
  return `${event?.type} ${event?.scope} ${event?.state}`;
}

function withoutVariety(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutVariety);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'rowId' && name !== 'Cause')
      .map(([name, member]) => [name, withoutVariety(member as JsonValue)]),
  );
}
