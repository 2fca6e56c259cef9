import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { type RunState, stateOf, type Thread } from './run-state.ts';

/**
 * What expressions of a state may name: the variables in scope and `$states`
 * (https://states-language.net/spec.html#reserved-variable-states). Values are shared, never copied: expressions cannot change them.
 */
export function bindingsOf(
  state: RunState,
  thread: Thread,
  more: { result?: JsonValue; errorOutput?: JsonValue } = {},
  item: Thread['item'] = null,
): JsonObject {
  let context: JsonObject | undefined;
  const states: JsonObject = {
    input: thread.input,
    // Few expressions ask for it.
    get context() {
      context ??= contextObject(state, thread, item);
      return context;
    },
  };
  if (more.result !== undefined) states.result = more.result;
  if (more.errorOutput !== undefined) states.errorOutput = more.errorOutput;
  return { ...variablesInScope(thread), states };
}

/** A thread sees its own variables and those of the threads around it. */
function variablesInScope(thread: Thread): JsonObject {
  if (!thread.parent) return thread.variables;
  return { ...variablesInScope(thread.parent), ...thread.variables };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html, with our ids for the ARNs. */
function contextObject(state: RunState, thread: Thread, item: Thread['item']): JsonObject {
  const { run } = state;
  const context: JsonObject = {
    Execution: { Id: run.id, Name: run.id, Input: run.input, StartTime: iso(run.startedAtMs), RedriveCount: 0 },
    State: { Name: thread.stateName, EnteredTime: iso(thread.enteredAtMs), ...retryCount(thread) },
    StateMachine: { Id: run.flowId, Name: run.flowId },
  };
  if (stateOf(thread).Type === 'Task') context.Task = { Token: `${run.id}:${thread.enteredSeq}` };
  const current = item ?? itemAround(thread);
  if (current) context.Map = { Item: { Index: current.index, Value: current.value } };
  return context;
}

/** Only states that can be retried count retries. */
function retryCount(thread: Thread): JsonObject {
  if (!['Task', 'Map', 'Parallel'].includes(stateOf(thread).Type)) return {};
  return { RetryCount: thread.retries.reduce((sum, count) => sum + (count ?? 0), 0) };
}

function itemAround(thread: Thread): Thread['item'] {
  for (let at: Thread | null = thread; at; at = at.parent) if (at.item) return at.item;
  return null;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
