/** Leaving a state: with its output, into a retry or a catcher, or as the failure of its thread. */
import type { Catcher, State } from '../../../shared/domain/flow-definition.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { bindingsOf } from '../bindings.ts';
import type { DecideContext } from '../decide-context.ts';
import type { EventType, NewEvent } from '../events.ts';
import { chooseCatcher, chooseRetry } from '../retry.ts';
import type { RunState, Thread } from '../run-state.ts';
import { fanOutOf, stateOf } from '../run-state.ts';
import { dataLimitBytes, StateError } from '../state-error.ts';
import { evaluateTemplate } from '../template.ts';

export function eventOf(thread: Thread, type: EventType, data: JsonObject): NewEvent {
  return { type, scope: thread.scope, state: thread.stateName, data };
}

export function enteringEvent(scope: string, states: Record<string, State>, name: string, input: JsonValue): NewEvent {
  const type = states[name]?.Type ?? 'Fail';
  return { type: `${type}StateEntered`, scope, state: name, data: { input } };
}

interface Leaving {
  Output?: JsonValue;
  Assign?: JsonObject;
}

/** The state has its result: evaluate Assign and Output (both see the old variables), and go where it says. */
export async function leave(
  state: RunState,
  thread: Thread,
  _context: DecideContext,
  result: JsonValue,
): Promise<NewEvent[]> {
  const definition = stateOf(thread) as State & Leaving & { Next?: string };
  const hasResult = definition.Type === 'Task' || definition.Type === 'Map' || definition.Type === 'Parallel';
  if (hasResult) refuseOversized(result, 'The result');
  const bindings = bindingsOf(state, thread, hasResult ? { result } : {});
  return await goOn(thread, definition, definition.Next ?? null, bindings, result);
}

/** Ends the visit of a state: `StateExited`, then the entry of the next one or the end of the thread. */
export async function goOn(
  thread: Thread,
  leaving: Leaving,
  next: string | null,
  bindings: JsonObject,
  defaultOutput: JsonValue,
  field = '',
): Promise<NewEvent[]> {
  const assigned = leaving.Assign
    ? ((await evaluateTemplate(leaving.Assign, bindings, `${field}Assign`)) as JsonObject)
    : null;
  const output =
    leaving.Output === undefined ? defaultOutput : await evaluateTemplate(leaving.Output, bindings, `${field}Output`);
  refuseOversized(output, 'The output');
  const exited = eventOf(thread, `${stateOf(thread).Type}StateExited`, {
    output,
    next,
    ...(assigned ? { assigned } : {}),
  });
  if (next !== null) return [exited, enteringEvent(thread.scope, thread.machine.States, next, output)];
  if (thread.parent) return [exited];
  return [exited, { type: 'ExecutionSucceeded', scope: '', state: null, data: { output } }];
}

export async function handleError(
  state: RunState,
  thread: Thread,
  context: DecideContext,
  error: string | null,
  cause: string | null,
): Promise<NewEvent[]> {
  const definition = stateOf(thread);
  const recovering =
    definition.Type === 'Task' || definition.Type === 'Map' || definition.Type === 'Parallel' ? definition : undefined;
  const retry = chooseRetry(recovering?.Retry, error, thread.retries, context.random);
  if (retry) {
    const dueAtMs = context.nowMs + retry.delayMs;
    return [eventOf(thread, 'RetryScheduled', { retrier: retry.retrier, dueAtMs, error, cause })];
  }
  const index = chooseCatcher(recovering?.Catch, error);
  const catcher: Catcher | undefined = recovering?.Catch?.[index];
  if (!catcher) return failThread(state, thread, error, cause);
  const errorOutput: JsonObject = { Error: error, Cause: cause };
  return await goOn(
    thread,
    catcher,
    catcher.Next,
    bindingsOf(state, thread, { errorOutput }),
    errorOutput,
    `Catch[${index}]/`,
  );
}

/** Nothing handled the error: it is the run's, the iteration's or the whole Parallel's. */
export function failThread(_state: RunState, thread: Thread, error: string | null, cause: string | null): NewEvent[] {
  const { parent } = thread;
  if (!parent) return [{ type: 'ExecutionFailed', scope: '', state: null, data: { error, cause } }];
  if (stateOf(parent).Type === 'Parallel') return [eventOf(parent, 'ParallelStateFailed', { error, cause })];

  const fan = fanOutOf(parent);
  const failed = eventOf(parent, 'MapIterationFailed', { index: thread.index, error, cause });
  if (fan.failed + 1 <= fan.toleratedFailures) return [failed];
  const own = fan.toleratedFailures === 0;
  const thresholdCause = `More than ${fan.toleratedFailures} of ${fan.total} items failed; the last: ${error ?? 'an error without a name'}`;
  const data = own ? { error, cause } : { error: 'States.ExceedToleratedFailureThreshold', cause: thresholdCause };
  return [failed, eventOf(parent, 'MapStateFailed', data)];
}

export function refuseOversized(value: JsonValue, what: string): void {
  if (sizeAtLeast(value, dataLimitBytes) <= dataLimitBytes) return;
  throw new StateError(
    'States.DataLimitExceeded',
    `${what} of the state is larger than ${dataLimitBytes} bytes as JSON. Keep large data in a file or a table and hand on its name.`,
  );
}

/** The size as UTF-8 JSON, exact up to the limit and then cut short. */
function sizeAtLeast(value: JsonValue, limit: number): number {
  if (typeof value === 'string') return value.length > limit ? value.length : Buffer.byteLength(value) + 2;
  if (value === null || typeof value !== 'object') return 4;
  let size = 2;
  const members = Array.isArray(value) ? value.map((item) => ['', item] as const) : Object.entries(value);
  for (const [key, member] of members) {
    size += key.length + 4 + sizeAtLeast(member, limit);
    if (size > limit) break;
  }
  return size;
}
