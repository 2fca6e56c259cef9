import type { TriggerSpec } from '../../shared/domain/trigger.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { FiringEvent } from '../store/tables/trigger-events.ts';

/**
 * What a run gets to know of what fired it, as `trigger` in its input. Everything in it came from outside the flow: `outside` marks
 * what others wrote (a webhook's body), which is data to a step, never an instruction.
 */
export function runInput(spec: TriggerSpec, events: readonly FiringEvent[]): JsonObject {
  const [first] = events;
  const at = new Date(first?.atMs ?? 0).toISOString();
  const data = first?.data ?? {};
  switch (spec.kind) {
    case 'file': {
      const changes = latestChanges(events);
      return { trigger: { kind: 'file', at, count: changes.length, changes } };
    }
    case 'flow':
      return { trigger: { kind: 'flow', at, runId: first?.subject ?? null, ended: first?.what ?? null, ...data } };
    case 'webhook':
      return { trigger: { kind: 'webhook', at, outside: true, body: data.body ?? null } };
    case 'manual':
      return { ...(data.input as JsonObject | undefined), trigger: { kind: 'manual', at } };
    case 'app-start':
    case 'wake':
      return { trigger: { kind: spec.kind, at } };
  }
}

/** Of a file with several events that waited together, the last says how it is now; one that had just been created still is new. */
function latestChanges(events: readonly FiringEvent[]): JsonObject[] {
  const byPath = new Map<string, string>();
  for (const { subject, what } of events) {
    const isNew = byPath.get(subject) === 'created' && what === 'changed';
    byPath.set(subject, isNew ? 'created' : what);
  }
  return [...byPath].map(([path, change]) => ({ path, change }));
}
