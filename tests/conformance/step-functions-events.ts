import type { JournalEvent } from '../../src/main/workflow/events.ts';
import type { JsonObject, JsonValue } from '../../src/shared/json.ts';

/** Our own events, which Step Functions' histories do not have. */
const ours = new Set(['WaitScheduled', 'RetryScheduled', 'TimerFired', 'ParallelBranchStarted']);

/** The journal in the shape of the cases' `events`. */
export function toStepFunctions(events: readonly JournalEvent[]): JsonObject[] {
  return events.filter(({ type }) => !ours.has(type)).flatMap((event) => translate(event));
}

function translate({ type, state, data }: JournalEvent): JsonObject[] {
  const own: JsonObject = { type, ...(state === null ? {} : { state }) };
  if (type.endsWith('StateEntered')) return [{ ...own, input: data.input ?? null }];
  if (type.endsWith('StateExited'))
    return [{ ...own, output: data.output ?? null, ...(data.assigned ? { assigned: data.assigned } : {}) }];
  switch (type) {
    case 'TaskScheduled':
      return [
        {
          ...own,
          input: data.arguments ?? null,
          ...(data.timeoutSeconds === undefined ? {} : { timeoutInSeconds: data.timeoutSeconds }),
          ...(data.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: data.heartbeatSeconds }),
        },
        { type: 'TaskStarted', ...(state === null ? {} : { state }) },
      ];
    case 'MapStateStarted':
      return [{ ...own, length: data.length ?? 0 }];
    case 'MapIterationStarted':
    case 'MapIterationSucceeded':
    case 'MapIterationFailed':
      return [{ ...own, index: data.index ?? 0 }];
    case 'ParallelStateStarted':
      return [own];
    case 'ExecutionStarted':
      return [{ ...own, input: data.input ?? null }];
    default:
      return [{ ...own, ...pick(data, ['output', 'error', 'cause', 'location']) }];
  }
}

function pick(data: JsonObject, keys: string[]): JsonObject {
  const entries: Array<[string, JsonValue]> = [];
  for (const key of keys)
    if (data[key] !== undefined && (data[key] !== null || key === 'output')) entries.push([key, data[key]]);
  return Object.fromEntries(entries);
}
