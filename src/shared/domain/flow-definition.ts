/**
 * A flow's definition: Amazon States Language (https://states-language.net/spec.html), QueryLanguage JSONata.
 * These types describe a definition that has passed validation; whoever receives one from outside validates it first.
 */
import type { JsonObject, JsonValue } from '../json.ts';

/** A string of the form `{% expression %}` is evaluated as JSONata; every other JSON value stands for itself. */
export type Template = JsonValue;

export interface StateMachine {
  Comment?: string;
  QueryLanguage?: 'JSONata';
  Version?: string;
  StartAt: string;
  /** Deadline of a whole run, in seconds. Top level only. */
  TimeoutSeconds?: number;
  States: Record<string, State>;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;
export type StateType = State['Type'];

interface StateCommon {
  /** For people: the outline falls back to it where a step cannot be put into words. */
  Comment?: string;
  QueryLanguage?: 'JSONata';
}
interface Assigning {
  Assign?: JsonObject;
}
interface Outputting {
  Output?: Template;
}
type Transition = { Next: string; End?: undefined } | { End: true; Next?: undefined };

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
  Comment?: string;
}

export interface Catcher extends Assigning, Outputting {
  ErrorEquals: string[];
  Next: string;
  Comment?: string;
}

interface Recovering {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export type TaskState = StateCommon &
  Assigning &
  Outputting &
  Recovering &
  Transition & {
    Type: 'Task';
    /** `worker:<worker>/<tool>`, `worker:<worker>`, `flow:<name>` or `approval`. */
    Resource: string;
    Arguments?: Template;
    /** Seconds, or an expression that gives them. */
    TimeoutSeconds?: number | string;
    HeartbeatSeconds?: number | string;
  };

export type PassState = StateCommon & Assigning & Outputting & Transition & { Type: 'Pass' };

export interface ChoiceRule extends Assigning, Outputting {
  Condition: string | boolean;
  Next: string;
  Comment?: string;
}
export type ChoiceState = StateCommon &
  Assigning &
  Outputting & { Type: 'Choice'; Choices: ChoiceRule[]; Default?: string };

export type WaitState = StateCommon &
  Assigning &
  Outputting &
  Transition & { Type: 'Wait'; Seconds?: number | string; Timestamp?: string };

export type SucceedState = StateCommon & Outputting & { Type: 'Succeed' };
export type FailState = StateCommon & { Type: 'Fail'; Error?: string; Cause?: string };

/** The machine inside a Map or a branch of a Parallel. */
export interface SubMachine {
  StartAt: string;
  States: Record<string, State>;
  Comment?: string;
  QueryLanguage?: 'JSONata';
}

export type ParallelState = StateCommon &
  Assigning &
  Outputting &
  Recovering &
  Transition & { Type: 'Parallel'; Branches: SubMachine[]; Arguments?: Template };

export type MapState = StateCommon &
  Assigning &
  Outputting &
  Recovering &
  Transition & {
    Type: 'Map';
    Items?: JsonValue[] | string;
    ItemSelector?: Template;
    ItemProcessor: SubMachine & { ProcessorConfig?: JsonObject };
    ItemBatcher?: JsonObject;
    MaxConcurrency?: number | string;
    ToleratedFailureCount?: number | string;
    ToleratedFailurePercentage?: number | string;
  };

/** One problem of a definition, for people and for a model's repair loop. `path` is a JSON Pointer. */
export interface Problem {
  path: string;
  code: string;
  message: string;
  suggestion: string | null;
}
