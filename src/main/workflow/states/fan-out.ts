/** Parallel and Map: starting children, at most so many at once, and gathering what they give. */
import type { MapState, ParallelState } from '../../../shared/domain/flow-definition.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { bindingsOf } from '../bindings.ts';
import type { DecideContext } from '../decide-context.ts';
import { childScope, type NewEvent } from '../events.ts';
import type { FanOut, RunState, Thread } from '../run-state.ts';
import { stateOf } from '../run-state.ts';
import { StateError } from '../state-error.ts';
import { evaluateTemplate, evaluateTyped } from '../template.ts';
import { isNumber } from './simple.ts';
import { enteringEvent, eventOf } from './transition.ts';

export async function enterParallel(
  state: RunState,
  thread: Thread,
  definition: ParallelState,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const input =
    definition.Arguments === undefined
      ? thread.input
      : await evaluateTemplate(definition.Arguments, bindingsOf(state, thread), 'Arguments');
  const events = [eventOf(thread, 'ParallelStateStarted', { length: definition.Branches.length })];
  for (const [branch, machine] of definition.Branches.entries()) {
    events.push(eventOf(thread, 'ParallelBranchStarted', { branch, input }));
    events.push(
      enteringEvent(childScope(thread.scope, thread.stateName, branch), machine.States, machine.StartAt, input),
    );
  }
  return events;
}

export async function enterMap(
  state: RunState,
  thread: Thread,
  definition: MapState,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const bindings = bindingsOf(state, thread);
  const list =
    definition.Items === undefined ? thread.input : await evaluateTemplate(definition.Items, bindings, 'Items');
  if (!Array.isArray(list)) {
    const cause = `Map state input must be an array but was: ${JSON.stringify(list)}`;
    throw new StateError('States.QueryEvaluationError', cause, 'Items');
  }
  const items = definition.ItemBatcher ? await batches(list, definition.ItemBatcher, bindings) : list;
  const count = await wholeNumber(
    definition.ToleratedFailureCount,
    bindings,
    'ToleratedFailureCount',
    Number.MAX_SAFE_INTEGER,
  );
  const percentage = await wholeNumber(
    definition.ToleratedFailurePercentage,
    bindings,
    'ToleratedFailurePercentage',
    100,
  );
  return [
    eventOf(thread, 'MapStateStarted', {
      items,
      length: items.length,
      maxConcurrency:
        (await wholeNumber(definition.MaxConcurrency, bindings, 'MaxConcurrency', Number.MAX_SAFE_INTEGER)) ?? 0,
      toleratedFailures: tolerated(items.length, count, percentage),
    }),
  ];
}

/** Both thresholds count; exceeding either fails the Map. */
function tolerated(total: number, count: number | null, percentage: number | null): number {
  if (count === null && percentage === null) return 0;
  return Math.min(count ?? total, percentage === null ? total : Math.floor((total * percentage) / 100));
}

async function wholeNumber(
  template: number | string | undefined,
  bindings: JsonObject,
  field: string,
  max: number,
): Promise<number | null> {
  if (template === undefined) return null;
  const value = await evaluateTyped(template, bindings, field, 'number', isNumber);
  if (!Number.isFinite(value) || value < 0 || value > max)
    throw new StateError(
      'States.QueryEvaluationError',
      `${field} must be a number from 0 to ${max}, not ${value}.`,
      field,
    );
  return value;
}

async function batches(list: JsonValue[], batcher: JsonObject, bindings: JsonObject): Promise<JsonValue[]> {
  const size =
    batcher.MaxItemsPerBatch === undefined
      ? Number.POSITIVE_INFINITY
      : await evaluateTyped(batcher.MaxItemsPerBatch, bindings, 'ItemBatcher/MaxItemsPerBatch', 'number', isNumber);
  const bytes =
    batcher.MaxInputBytesPerBatch === undefined
      ? Number.POSITIVE_INFINITY
      : await evaluateTyped(
          batcher.MaxInputBytesPerBatch,
          bindings,
          'ItemBatcher/MaxInputBytesPerBatch',
          'number',
          isNumber,
        );
  const shared =
    batcher.BatchInput === undefined
      ? null
      : await evaluateTemplate(batcher.BatchInput, bindings, 'ItemBatcher/BatchInput');
  const result: JsonValue[] = [];
  let batch: JsonValue[] = [];
  const close = (): void => {
    if (batch.length > 0) result.push(shared === null ? { Items: batch } : { BatchInput: shared, Items: batch });
    batch = [];
  };
  for (const item of list) {
    if (batch.length >= size || (batch.length > 0 && Buffer.byteLength(JSON.stringify([...batch, item])) > bytes))
      close();
    batch.push(item);
  }
  close();
  return result;
}

/** Something about the children changed: say what has ended, start what may start, end when all is done. */
export async function continueFanOut(
  state: RunState,
  thread: Thread,
  fan: FanOut,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const definition = stateOf(thread);
  if (definition.Type === 'Parallel') {
    return fan.over.length === fan.total ? [eventOf(thread, 'ParallelStateSucceeded', {})] : [];
  }
  const events: NewEvent[] = fan.over.map((index) => eventOf(thread, 'MapIterationSucceeded', { index }));
  const map = definition as MapState;
  const free = (fan.maxConcurrency || Number.POSITIVE_INFINITY) - (fan.running.size - fan.over.length);
  const machine = map.ItemProcessor;
  for (let index = fan.started; index < fan.total && index - fan.started < Math.min(free, startsAtOnce); index++) {
    const item = { index, value: fan.items[index] ?? null };
    const input =
      map.ItemSelector === undefined
        ? item.value
        : await evaluateTemplate(map.ItemSelector, bindingsOf(state, thread, {}, item), 'ItemSelector');
    events.push(eventOf(thread, 'MapIterationStarted', { index, input }));
    events.push(
      enteringEvent(childScope(thread.scope, thread.stateName, index), machine.States, machine.StartAt, input),
    );
  }
  const done = fan.started === fan.total && fan.running.size === fan.over.length;
  if (done) events.push(eventOf(thread, 'MapStateSucceeded', {}));
  return events;
}

/** A Map of thousands starts in portions, so that the engine yields between them. */
const startsAtOnce = 100;
