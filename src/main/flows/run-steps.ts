/** A run's history folded for people: one step a visit of a state, with its attempts. */
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { RunStep } from '../../shared/domain/run.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { parseResource } from '../workers/resource.ts';
import type { JournalEvent } from '../workflow/events.ts';
import { describeTool } from './describe.ts';

type Attempt = RunStep['attempts'][number];

export function stepsOf(definition: StateMachine, events: readonly JournalEvent[]): RunStep[] {
  const steps: RunStep[] = [];
  /** The step each thread is in, by scope. */
  const current = new Map<string, RunStep>();
  for (const event of events) {
    if (event.type.endsWith('StateEntered')) {
      const step = newStep(event);
      current.set(event.scope, step);
      steps.push(step);
      continue;
    }
    const step = current.get(event.scope);
    if (step) applyToStep(step, event);
    if (event.type.startsWith('Execution')) endOpenSteps(steps, event);
  }
  for (const step of steps) step.title = titleOf(definition, step);
  return steps;
}

function newStep(event: JournalEvent): RunStep {
  return {
    state: event.state ?? '',
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
function titleOf(definition: StateMachine, step: RunStep): string {
  const resource = step.resource === null ? undefined : parseResource(step.resource);
  if (resource?.kind === 'tool' && isJsonObject(step.arguments)) {
    const parts = describeTool(resource.tool, step.arguments);
    if (parts) return parts.map((part) => part.text).join('');
  }
  if (resource?.kind === 'agent') return `Ask the model, as ${resource.worker}: ${commentOf(definition, step)}`;
  return commentOf(definition, step);
}

function commentOf(definition: StateMachine, { state }: RunStep): string {
  return definition.States[state]?.Comment ?? state;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
