/**
 * The journal's vocabulary: the event types of Step Functions' execution history, and four of ours (marked).
 * An event carries every value that was evaluated when it was decided, so that folding never evaluates again.
 */
import type { StateType } from '../../shared/domain/flow-definition.ts';
import type { JsonObject } from '../../shared/json.ts';

export type EventType =
  /** {input} */
  | 'ExecutionStarted'
  /** {output} */
  | 'ExecutionSucceeded'
  /** {error, cause} */
  | 'ExecutionFailed'
  | 'ExecutionAborted'
  | 'ExecutionTimedOut'
  /** {input} */
  | `${StateType}StateEntered`
  /** {output, assigned?, next: state or null} */
  | `${StateType}StateExited`
  /** {resource, arguments, timeoutSeconds?, heartbeatSeconds?} */
  | 'TaskScheduled'
  /** {scheduled: seq, output} */
  | 'TaskSucceeded'
  /** {scheduled: seq, error, cause} */
  | 'TaskFailed'
  | 'TaskTimedOut'
  /** {error, cause, location} */
  | 'EvaluationFailed'
  /** {} the children are entered by their own events */
  | 'ParallelStateStarted'
  | 'ParallelStateSucceeded'
  /** {error, cause} */
  | 'ParallelStateFailed'
  /** {items, length, maxConcurrency, toleratedFailures} */
  | 'MapStateStarted'
  /** {index, input}; scope is the parent's */
  | 'MapIterationStarted'
  /** {index} */
  | 'MapIterationSucceeded'
  /** {index, error, cause} */
  | 'MapIterationFailed'
  | 'MapStateSucceeded'
  /** {error, cause} */
  | 'MapStateFailed'
  /** ours: {dueAtMs} */
  | 'WaitScheduled'
  /** ours: {retrier, dueAtMs, error, cause} */
  | 'RetryScheduled'
  /** ours: {timer: seq} */
  | 'TimerFired'
  /** {} a run that had ended badly goes on where it ended */
  | 'ExecutionRedriven'
  /** ours: {fromRunId, seq} what stands before it came with another run's history, up to its event of that number */
  | 'ExecutionForked'
  /** ours: {branch, input}; scope is the parent's */
  | 'ParallelBranchStarted';

export interface NewEvent {
  type: EventType;
  /** Which thread of the run it belongs to: '' at the top, `/Each[2]` inside a Map's third iteration. */
  scope: string;
  state: string | null;
  data: JsonObject;
}

export interface JournalEvent extends NewEvent {
  /** 1, 2, 3 … within the run. */
  seq: number;
  atMs: number;
}

export function childScope(scope: string, state: string, index: number): string {
  return `${scope}/${state}[${index}]`;
}
