/**
 * The interpreter: given a run's state and one thread of it that can go on, which events come next. It changes nothing,
 * keeps nothing and knows no clock but the time handed in. Source: https://states-language.net/spec.html
 */
import type { JsonObject } from '../../shared/json.ts';
import type { DecideContext } from './decide-context.ts';
import type { NewEvent } from './events.ts';
import type { RunState, Thread } from './run-state.ts';
import { fanOutOf, stateOf } from './run-state.ts';
import { StateError } from './state-error.ts';
import { continueFanOut, enterMap, enterParallel } from './states/fan-out.ts';
import { enterChoice, enterFail, enterPass, enterSucceed, enterWait } from './states/simple.ts';
import { enterTask } from './states/task.ts';
import { eventOf, failThread, handleError, leave } from './states/transition.ts';

export async function decide(state: RunState, thread: Thread, context: DecideContext): Promise<NewEvent[]> {
  const { phase } = thread;
  try {
    switch (phase.kind) {
      case 'entered':
        return await enterState(state, thread, context);
      case 'woken':
        return await leave(state, thread, context, thread.input);
      case 'result':
        return await leave(state, thread, context, phase.output);
      case 'error':
        return await handleError(state, thread, context, phase.error, phase.cause);
      case 'fan-out':
        return await continueFanOut(state, thread, fanOutOf(thread), context);
      default:
        return [];
    }
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const cause = causeOf(thread, error);
    // While an error is being handled a second one is final: its catcher could not be evaluated.
    if (phase.kind === 'error') return failThread(state, thread, error.error, cause);
    const data: JsonObject = { error: error.error, cause, location: error.location };
    const failed = eventOf(thread, 'EvaluationFailed', data);
    // A Map that cannot even start has failed as a Map, too.
    const isMap = phase.kind === 'entered' && stateOf(thread).Type === 'Map';
    return isMap ? [failed, eventOf(thread, 'MapStateFailed', { error: error.error, cause })] : [failed];
  }
}

function causeOf(thread: Thread, error: StateError): string {
  return `An error occurred while executing the state '${thread.stateName}' (entered at the event id #${thread.enteredSeq}). ${error.reason ?? ''}`.trim();
}

function enterState(state: RunState, thread: Thread, context: DecideContext): Promise<NewEvent[]> | NewEvent[] {
  const definition = stateOf(thread);
  switch (definition.Type) {
    case 'Task':
      return enterTask(state, thread, definition, context);
    case 'Pass':
      return enterPass(state, thread, context);
    case 'Choice':
      return enterChoice(state, thread, definition, context);
    case 'Wait':
      return enterWait(state, thread, definition, context);
    case 'Succeed':
      return enterSucceed(state, thread, context);
    case 'Fail':
      return enterFail(state, thread, definition, context);
    case 'Parallel':
      return enterParallel(state, thread, definition, context);
    case 'Map':
      return enterMap(state, thread, definition, context);
  }
}
