/** States as templates write them, short enough that a template reads as its steps. */
import type { ChoiceRule, Retrier, State, StateMachine, TaskState } from '../../shared/domain/flow-definition.ts';
import type { ToolLimits, WorkerSpec } from '../../shared/domain/grant.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The one worker of a template's flow; its tools each with their limits. */
export function worker(name: string, prompt: string, tools: Record<string, ToolLimits>): WorkerSpec {
  return { name, prompt, tools: Object.entries(tools).map(([tool, limits]) => ({ tool, limits })) };
}

/** `Next` of null: the run ends here. */
export type After = string | null;

function then(next: After): { Next: string } | { End: true } {
  return next === null ? { End: true } : { Next: next };
}

type TaskOptions = Pick<TaskState, 'Assign' | 'Output' | 'Retry' | 'Catch' | 'TimeoutSeconds' | 'Comment'>;

/** A call of one tool by a worker. */
export function call(
  { name }: WorkerSpec,
  tool: string,
  args: JsonObject,
  next: After,
  options: TaskOptions = {},
): State {
  return { Type: 'Task', Resource: `worker:${name}/${tool}`, Arguments: args, ...options, ...then(next) };
}

export function approval(args: JsonObject, next: After, options: TaskOptions = {}): State {
  return { Type: 'Task', Resource: 'approval', Arguments: args, ...options, ...then(next) };
}

/** Works something out; the comment says what, for the outline. */
export function pass(comment: string, assign: JsonObject, next: After): State {
  return { Type: 'Pass', Comment: comment, Assign: assign, ...then(next) };
}

/** `[condition, next]` in order; conditions are JSONata without its braces. */
export function choice(
  rules: ReadonlyArray<readonly [condition: string, next: string, comment?: string]>,
  otherwise: string,
): State {
  return {
    Type: 'Choice',
    Choices: rules.map(
      ([condition, next, comment]): ChoiceRule => ({
        Condition: expression(condition),
        Next: next,
        ...(comment === undefined ? {} : { Comment: comment }),
      }),
    ),
    Default: otherwise,
  };
}

export function forEach(
  items: string | JsonValue[],
  startAt: string,
  states: Record<string, State>,
  next: After,
  assign: JsonObject = {},
): State {
  return {
    Type: 'Map',
    Items: typeof items === 'string' ? expression(items) : items,
    MaxConcurrency: 1,
    ItemProcessor: { StartAt: startAt, States: states },
    Assign: assign,
    ...then(next),
  };
}

export function machine(startAt: string, states: Record<string, State>): StateMachine {
  return { QueryLanguage: 'JSONata', StartAt: startAt, States: states };
}

export const done: State = { Type: 'Succeed' };

export function expression(body: string): string {
  return `{% ${body} %}`;
}

/** A value as it stands in an expression. */
export function literal(value: JsonValue): string {
  return JSON.stringify(value);
}

const webErrors = ['Tool.HttpStatus', 'Tool.Unreachable', 'Tool.Timeout', 'States.Timeout'];

/** Networks stumble: what every web step does without being asked. The outline leaves it out. */
export const webRetry: Retrier[] = [
  { ErrorEquals: webErrors, IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 2, Comment: 'Default' },
];

/** A list is a list, also with one member or none. */
export function listOf(body: string): string {
  return `[${body}]`;
}
