/** A run's history folded for people: one step a visit of a state, with its attempts. */
import type { State, StateMachine, SubMachine } from '../../shared/domain/flow-definition.ts';
import { branchId, nodeId } from '../../shared/domain/flow-graph.ts';
import type { RunStep } from '../../shared/domain/run.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { parseResource } from '../workers/resource.ts';
import { childScope, type JournalEvent } from '../workflow/events.ts';
import { describeTool } from './describe.ts';

type Attempt = RunStep['attempts'][number];

export function stepsOf(definition: StateMachine, events: readonly JournalEvent[]): RunStep[] {
  const steps: RunStep[] = [];
  /** The step each thread is in, by scope. */
  const current = new Map<string, RunStep>();
  /** The group in the flow's graph that a scope runs through. */
  const groups = new Map<string, string>();
  for (const event of events) {
    if (event.type.endsWith('StateEntered')) {
      const step = newStep(event, groups.get(event.scope) ?? null);
      current.set(event.scope, step);
      steps.push(step);
      continue;
    }
    const step = current.get(event.scope);
    if (step) {
      applyToStep(step, event);
      noteGroup(groups, step, event);
    }
    if (event.type === 'ExecutionRedriven') reopenSteps(current.values());
    else if (event.type === 'ExecutionForked') takeOverSteps(steps, event);
    else if (event.type.startsWith('Execution')) endOpenSteps(steps, event);
  }
  const states = statesByNode(definition);
  for (const step of steps) step.title = titleOf(states.get(step.node), step);
  return steps;
}

function noteGroup(groups: Map<string, string>, { node }: RunStep, { type, scope, state, data }: JournalEvent): void {
  if (type === 'MapIterationStarted') groups.set(childScope(scope, state ?? '', Number(data.index)), node);
  if (type === 'ParallelBranchStarted') {
    const index = Number(data.branch);
    groups.set(childScope(scope, state ?? '', index), branchId(node, index));
  }
}

function statesByNode(machine: SubMachine, parent: string | null = null): Map<string, State> {
  const found = new Map<string, State>();
  const take = (inner: SubMachine, group: string) => {
    for (const [id, state] of statesByNode(inner, group)) found.set(id, state);
  };
  for (const [name, state] of Object.entries(machine.States)) {
    const id = nodeId(parent, name);
    found.set(id, state);
    if (state.Type === 'Map') take(state.ItemProcessor, id);
    if (state.Type === 'Parallel')
      for (const [index, branch] of state.Branches.entries()) take(branch, branchId(id, index));
  }
  return found;
}

function newStep(event: JournalEvent, group: string | null): RunStep {
  return {
    seq: event.seq,
    state: event.state ?? '',
    node: nodeId(group, event.state ?? ''),
    scope: event.scope,
    stateType: event.type.replace('StateEntered', ''),
    title: event.state ?? '',
    resource: null,
    status: 'running',
    attempts: [],
    enteredAtMs: event.atMs,
    exitedAtMs: null,
    resumesAtMs: null,
    arguments: null,
    input: event.data.input ?? null,
    result: null,
    output: null,
    error: null,
    cause: null,
    agent: null,
  };
}

function applyToStep(step: RunStep, event: JournalEvent): void {
  const { type, data, atMs } = event;
  if (type.endsWith('StateExited')) {
    step.status = step.error === null ? 'succeeded' : 'caught';
    step.exitedAtMs = atMs;
    step.resumesAtMs = null;
    step.output = data.output ?? null;
    return;
  }
  switch (type) {
    case 'TaskScheduled':
      step.resource = text(data.resource);
      step.arguments = data.arguments ?? null;
      step.attempts.push({ startedAtMs: atMs, endedAtMs: null, error: null, cause: null });
      step.status = 'running';
      step.resumesAtMs = null;
      return;
    case 'TaskSucceeded':
      endAttempt(step, atMs, null, null);
      step.result = data.output ?? null;
      step.error = null;
      step.cause = null;
      return;
    case 'MapStateSucceeded':
    case 'ParallelStateSucceeded':
      // After a retry of the whole state the first failure is past.
      step.error = null;
      step.cause = null;
      return;
    case 'TaskFailed':
    case 'TaskTimedOut':
    case 'EvaluationFailed':
    case 'MapStateFailed':
    case 'ParallelStateFailed':
      step.error = text(data.error) ?? 'an error without a name';
      step.cause = text(data.cause);
      endAttempt(step, atMs, step.error, step.cause);
      return;
    case 'RetryScheduled':
      step.status = 'waiting';
      step.resumesAtMs = Number(data.dueAtMs);
      return;
    case 'WaitScheduled':
      step.status = 'waiting';
      step.resumesAtMs = Number(data.dueAtMs);
      return;
    case 'TimerFired':
      step.status = 'running';
      step.resumesAtMs = null;
      return;
    default:
      return;
  }
}

/** When the run ends, what had not ended either failed with it or was stopped. */
function endOpenSteps(steps: RunStep[], event: JournalEvent): void {
  if (event.type === 'ExecutionStarted') return;
  for (const step of steps) {
    if (step.exitedAtMs !== null) continue;
    step.exitedAtMs = event.atMs;
    step.resumesAtMs = null;
    if (
      event.type === 'ExecutionFailed' &&
      (step.error !== null || step.stateType === 'Fail' || step.stateType === 'Choice')
    ) {
      step.status = 'failed';
      step.error ??= text(event.data.error);
      step.cause ??= text(event.data.cause);
    } else step.status = 'cancelled';
    endAttempt(step, event.atMs, step.error, step.cause);
  }
}

/** The run was resumed: what had ended only with it goes on. */
function reopenSteps(current: Iterable<RunStep>): void {
  for (const step of current) {
    if (step.status !== 'failed' && step.status !== 'cancelled') continue;
    step.status = 'running';
    step.exitedAtMs = null;
  }
}

/** What another run had under way begins with this one; its unfinished try was that run's. */
function takeOverSteps(steps: readonly RunStep[], { atMs }: JournalEvent): void {
  for (const step of steps) {
    if (step.exitedAtMs !== null) continue;
    step.enteredAtMs = atMs;
    if (lastAttempt(step)?.endedAtMs === null) step.attempts.pop();
  }
}

function endAttempt(step: RunStep, atMs: number, error: string | null, cause: string | null): void {
  const attempt = lastAttempt(step);
  if (!attempt || attempt.endedAtMs !== null) return;
  attempt.endedAtMs = atMs;
  attempt.error = error;
  attempt.cause = cause;
}

function lastAttempt(step: RunStep): Attempt | undefined {
  return step.attempts.at(-1);
}

/** The step in words, from what it was really called with. */
function titleOf(state: State | undefined, step: RunStep): string {
  const resource = step.resource === null ? undefined : parseResource(step.resource);
  if (resource?.kind === 'tool' && isJsonObject(step.arguments)) {
    const parts = describeTool(resource.tool, step.arguments);
    if (parts) return parts.map((part) => part.text).join('');
  }
  if (resource?.kind === 'agent') return `Ask the model, as ${resource.worker}: ${commentOf(state, step)}`;
  return commentOf(state, step);
}

function commentOf(definition: State | undefined, { state }: RunStep): string {
  return definition?.Comment ?? state;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
