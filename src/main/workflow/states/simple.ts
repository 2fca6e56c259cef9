/** Pass, Choice, Wait, Succeed and Fail. */
import type { ChoiceState, FailState, WaitState } from '../../../shared/domain/flow-definition.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { bindingsOf } from '../bindings.ts';
import type { DecideContext } from '../decide-context.ts';
import type { NewEvent } from '../events.ts';
import type { RunState, Thread } from '../run-state.ts';
import { StateError } from '../state-error.ts';
import { evaluateTyped } from '../template.ts';
import { eventOf, failThread, goOn, leave } from './transition.ts';

export function enterPass(state: RunState, thread: Thread, context: DecideContext): Promise<NewEvent[]> {
  return leave(state, thread, context, thread.input);
}

export function enterSucceed(state: RunState, thread: Thread, context: DecideContext): Promise<NewEvent[]> {
  return leave(state, thread, context, thread.input);
}

const isBoolean = (value: JsonValue): value is boolean => typeof value === 'boolean';
const isString = (value: JsonValue): value is string => typeof value === 'string';
export const isNumber = (value: JsonValue): value is number => typeof value === 'number';

/** The first rule whose condition holds decides; a rule's own Assign and Output, else the state's default ones. */
export async function enterChoice(
  state: RunState,
  thread: Thread,
  definition: ChoiceState,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const bindings = bindingsOf(state, thread);
  for (const [index, rule] of definition.Choices.entries()) {
    const holds = await evaluateTyped(rule.Condition, bindings, `Choices[${index}]/Condition`, 'boolean', isBoolean);
    if (holds) return await goOn(thread, rule, rule.Next, bindings, thread.input, `Choices[${index}]/`);
  }
  if (definition.Default === undefined)
    throw new StateError('States.NoChoiceMatched', 'No condition of the Choice holds and it has no Default.');
  return await goOn(thread, definition, definition.Default, bindings, thread.input);
}

/** RFC 3339 as the specification profiles it: `T`, and `Z` or an offset. */
export const timestampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export async function enterWait(
  state: RunState,
  thread: Thread,
  definition: WaitState,
  context: DecideContext,
): Promise<NewEvent[]> {
  const bindings = bindingsOf(state, thread);
  return [eventOf(thread, 'WaitScheduled', { dueAtMs: await dueAt() })];

  async function dueAt(): Promise<number> {
    if (definition.Timestamp !== undefined) {
      const timestamp = await evaluateTyped(definition.Timestamp, bindings, 'Timestamp', 'string', isString);
      if (!timestampPattern.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
        throw new StateError(
          'States.QueryEvaluationError',
          `The Timestamp '${timestamp}' is not an ISO 8601 time with 'T' and an offset, such as 2027-01-31T08:00:00Z.`,
          'Timestamp',
        );
      return Math.max(Date.parse(timestamp), context.nowMs);
    }
    const seconds = await evaluateTyped(definition.Seconds ?? 0, bindings, 'Seconds', 'number', isNumber);
    if (seconds < 0 || seconds > 99_999_999)
      throw new StateError(
        'States.QueryEvaluationError',
        `Seconds must be from 0 to 99999999, not ${seconds}.`,
        'Seconds',
      );
    return context.nowMs + Math.round(seconds * 1000);
  }
}

export async function enterFail(
  state: RunState,
  thread: Thread,
  definition: FailState,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const bindings = bindingsOf(state, thread);
  const error =
    definition.Error === undefined
      ? null
      : await evaluateTyped(definition.Error, bindings, 'Error', 'string', isString);
  const cause =
    definition.Cause === undefined
      ? null
      : await evaluateTyped(definition.Cause, bindings, 'Cause', 'string', isString);
  return failThread(state, thread, error, cause);
}
