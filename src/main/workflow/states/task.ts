import type { TaskState } from '../../../shared/domain/flow-definition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { bindingsOf } from '../bindings.ts';
import type { DecideContext } from '../decide-context.ts';
import type { NewEvent } from '../events.ts';
import type { RunState, Thread } from '../run-state.ts';
import { StateError } from '../state-error.ts';
import { evaluateTemplate, evaluateTyped } from '../template.ts';
import { isNumber } from './simple.ts';
import { eventOf } from './transition.ts';

/** Announces the task (I2): the engine starts it only once this event is committed. */
export async function enterTask(
  state: RunState,
  thread: Thread,
  definition: TaskState,
  _context: DecideContext,
): Promise<NewEvent[]> {
  const bindings = bindingsOf(state, thread);
  const data: JsonObject = {
    resource: definition.Resource,
    arguments:
      definition.Arguments === undefined
        ? thread.input
        : await evaluateTemplate(definition.Arguments, bindings, 'Arguments'),
  };
  for (const [field, key] of [
    ['TimeoutSeconds', 'timeoutSeconds'],
    ['HeartbeatSeconds', 'heartbeatSeconds'],
  ] as const) {
    const template = definition[field];
    if (template === undefined) continue;
    const seconds = await evaluateTyped(template, bindings, field, 'number', isNumber);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 99_999_999)
      throw new StateError(
        'States.QueryEvaluationError',
        `${field} must be a whole number from 1 to 99999999, not ${seconds}.`,
        field,
      );
    data[key] = seconds;
  }
  return [eventOf(thread, 'TaskScheduled', data)];
}
