/**
 * A run as it stands: the fold of its events (I1). Owns: nothing but memory; `applyEvent` is pure in the sense that the same
 * definition and events always give the same state. Does not own: deciding what comes next (decide.ts), time, effects.
 */
import type { MapState, ParallelState, State, SubMachine } from '../../shared/domain/flow-definition.ts';
import { assertInvariant } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { childScope, type JournalEvent } from './events.ts';
import type { RunRecord } from './ports.ts';

/** What a thread is doing. Only `entered`, `woken`, `result` and `error` let it go on by itself. */
export type Phase =
  | { kind: 'entered' }
  | { kind: 'running'; scheduled: number; arguments: JsonValue; timeoutAtMs: number | null; heartbeatMs: number | null }
  | { kind: 'waiting'; timer: number; dueAtMs: number }
  | { kind: 'woken' }
  | { kind: 'backoff'; timer: number; dueAtMs: number }
  | { kind: 'fan-out'; fan: FanOut }
  | { kind: 'result'; output: JsonValue }
  | { kind: 'error'; error: string | null; cause: string | null }
  | { kind: 'ended'; output: JsonValue };

/** A Map or Parallel at work. */
export interface FanOut {
  /** Map: the items (or batches). Parallel: empty. */
  items: JsonValue[];
  total: number;
  maxConcurrency: number;
  /** How many children may fail; 0: the first failure is the state's. */
  toleratedFailures: number;
  started: number;
  results: JsonValue[];
  failed: number;
  running: Map<number, Thread>;
  /** Children that have come to their end and whose end is not yet an event of this state. */
  over: number[];
}

/** One line of execution: the run itself, a branch of a Parallel or an iteration of a Map. */
export interface Thread {
  scope: string;
  parent: Thread | null;
  index: number;
  machine: SubMachine;
  variables: JsonObject;
  /** Map iterations: the item they work on, for `$states.context.Map.Item`. */
  item: { index: number; value: JsonValue } | null;
  stateName: string;
  input: JsonValue;
  enteredSeq: number;
  enteredAtMs: number;
  /** Retries spent in this visit of the state, by retrier. */
  retries: number[];
  phase: Phase;
}

export interface RunState {
  run: RunRecord;
  lastSeq: number;
  lastAtMs: number;
  /** When it was started, forked or last redriven: what its deadline counts from. */
  drivenFromMs: number;
  threads: Map<string, Thread>;
  /** Threads that can go on without anything from outside. */
  ready: Set<Thread>;
  /** Threads that wait for a task's answer or a timer, by the number of the event that announced it. */
  awaiting: Map<number, Thread>;
  ended: boolean;
}

export function initialRunState(run: RunRecord): RunState {
  return {
    run,
    lastSeq: 0,
    lastAtMs: run.startedAtMs,
    drivenFromMs: run.startedAtMs,
    threads: new Map(),
    ready: new Set(),
    awaiting: new Map(),
    ended: false,
  };
}

export function foldEvents(run: RunRecord, events: readonly JournalEvent[]): RunState {
  const state = initialRunState(run);
  for (const event of events) applyEvent(state, event);
  return state;
}

export function stateOf(thread: Thread): State {
  const state = thread.machine.States[thread.stateName];
  assertInvariant(state, `state '${thread.stateName}' is in the definition`);
  return state;
}

/** The thread an event speaks of; undefined when it has gone (cancelled with its parent). */
export function threadOf(state: RunState, scope: string): Thread | undefined {
  return state.threads.get(scope);
}

function newThread(scope: string, machine: SubMachine, parent: Thread | null, index: number, input: JsonValue): Thread {
  return {
    scope,
    parent,
    index,
    machine,
    variables: {},
    item: null,
    stateName: machine.StartAt,
    input,
    enteredSeq: 0,
    enteredAtMs: 0,
    retries: [],
    phase: { kind: 'entered' },
  };
}

export function applyEvent(state: RunState, event: JournalEvent): void {
  assertInvariant(event.seq === state.lastSeq + 1, 'I1: events are numbered without a gap');
  state.lastSeq = event.seq;
  state.lastAtMs = event.atMs;
  const { type, data } = event;
  if (type.startsWith('Execution')) return applyExecutionEvent(state, event);

  const thread = state.threads.get(event.scope);
  assertInvariant(thread, `I1: the thread '${event.scope}' of ${type} exists`);
  if (type.endsWith('StateEntered')) return enter(state, thread, event);
  if (type.endsWith('StateExited')) return exit(state, thread, data);

  switch (type) {
    case 'TaskScheduled':
      return setPhase(state, thread, {
        kind: 'running',
        scheduled: event.seq,
        arguments: data.arguments ?? null,
        timeoutAtMs: typeof data.timeoutSeconds === 'number' ? event.atMs + data.timeoutSeconds * 1000 : null,
        heartbeatMs: typeof data.heartbeatSeconds === 'number' ? data.heartbeatSeconds * 1000 : null,
      });
    case 'TaskSucceeded':
      return setPhase(state, thread, { kind: 'result', output: data.output ?? null });
    case 'TaskFailed':
    case 'TaskTimedOut':
    case 'EvaluationFailed':
    case 'MapStateFailed':
    case 'ParallelStateFailed':
      dropChildren(state, thread);
      return setPhase(state, thread, { kind: 'error', error: text(data.error), cause: text(data.cause) });
    case 'WaitScheduled':
      return setPhase(state, thread, { kind: 'waiting', timer: event.seq, dueAtMs: Number(data.dueAtMs) });
    case 'RetryScheduled': {
      const retrier = Number(data.retrier);
      thread.retries[retrier] = (thread.retries[retrier] ?? 0) + 1;
      return setPhase(state, thread, { kind: 'backoff', timer: event.seq, dueAtMs: Number(data.dueAtMs) });
    }
    case 'TimerFired':
      return setPhase(state, thread, thread.phase.kind === 'backoff' ? { kind: 'entered' } : { kind: 'woken' });
    case 'ParallelStateStarted':
    case 'MapStateStarted':
      return startFanOut(state, thread, event);
    case 'ParallelBranchStarted':
      return startChild(state, thread, Number(data.branch), data.input ?? null);
    case 'MapIterationStarted':
      return startChild(state, thread, Number(data.index), data.input ?? null);
    case 'MapIterationSucceeded':
    case 'MapIterationFailed':
      return endChild(state, thread, Number(data.index), type === 'MapIterationSucceeded');
    case 'MapStateSucceeded':
    case 'ParallelStateSucceeded': {
      const results = fanOutOf(thread).results;
      dropChildren(state, thread);
      return setPhase(state, thread, { kind: 'result', output: results });
    }
    default:
      throw new Error(`Broken invariant: I1: the event type '${type}' is known`);
  }
}

function applyExecutionEvent(state: RunState, event: JournalEvent): void {
  if (event.type === 'ExecutionStarted') {
    const root = newThread('', state.run.definition, null, 0, event.data.input ?? null);
    state.threads.set('', root);
    return;
  }
  if (event.type === 'ExecutionRedriven') return redrive(state, event);
  if (event.type === 'ExecutionForked') return takeOver(state, event);
  // The threads stay as they were, for a redrive.
  state.ended = true;
  state.ready.clear();
}

/** The state in which the run ended is entered again, from its input; Maps and Parallels start over. */
function redrive(state: RunState, event: JournalEvent): void {
  const root = state.threads.get('');
  assertInvariant(root && state.ended, 'a run that is redriven has ended');
  state.ended = false;
  state.drivenFromMs = event.atMs;
  dropChildren(state, root);
  root.retries = [];
  setPhase(state, root, { kind: 'entered' });
}

/**
 * What another run had under way is not this run's: each such task is announced again, by this run and under its own key, with the
 * retries it had spent. Waits and back-offs keep the moments that were recorded.
 */
function takeOver(state: RunState, event: JournalEvent): void {
  state.drivenFromMs = event.atMs;
  for (const thread of state.threads.values())
    if (thread.phase.kind === 'running') setPhase(state, thread, { kind: 'entered' });
}

function enter(state: RunState, thread: Thread, event: JournalEvent): void {
  assertInvariant(event.state !== null, 'a state is entered by name');
  thread.stateName = event.state;
  thread.input = event.data.input ?? null;
  thread.enteredSeq = event.seq;
  thread.enteredAtMs = event.atMs;
  thread.retries = [];
  setPhase(state, thread, { kind: 'entered' });
}

function exit(state: RunState, thread: Thread, data: JsonObject): void {
  if (data.assigned) thread.variables = { ...thread.variables, ...(data.assigned as JsonObject) };
  // Entering the next state follows as an event of its own; between the two the thread only holds its output.
  setPhase(state, thread, { kind: 'ended', output: data.output ?? null });
  if (data.next === null && thread.parent) collect(state, thread.parent, thread, data.output ?? null);
}

/** A child's output is kept in its parent as soon as the child is over; the parent's own event says so later. */
function collect(state: RunState, parent: Thread, child: Thread, output: JsonValue): void {
  const fan = fanOutOf(parent);
  fan.results[child.index] = output;
  fan.over.push(child.index);
  state.ready.add(parent);
}

function startFanOut(state: RunState, thread: Thread, event: JournalEvent): void {
  const { data } = event;
  const total = Number(data.length);
  setPhase(state, thread, {
    kind: 'fan-out',
    fan: {
      items: Array.isArray(data.items) ? data.items : [],
      total,
      maxConcurrency: Number(data.maxConcurrency ?? 0),
      toleratedFailures: Number(data.toleratedFailures ?? 0),
      started: 0,
      results: [],
      failed: 0,
      running: new Map(),
      over: [],
    },
  });
  state.ready.add(thread);
}

function startChild(state: RunState, parent: Thread, index: number, input: JsonValue): void {
  const fan = fanOutOf(parent);
  const scope = childScope(parent.scope, parent.stateName, index);
  const child = newThread(scope, machineOf(stateOf(parent), index), parent, index, input);
  const item = fan.items[index];
  if (item !== undefined) child.item = { index, value: item };
  fan.started += 1;
  if (fan.started < fan.total) state.ready.add(parent);
  fan.running.set(index, child);
  state.threads.set(scope, child);
}

function endChild(state: RunState, parent: Thread, index: number, succeeded: boolean): void {
  const fan = fanOutOf(parent);
  const child = fan.running.get(index);
  assertInvariant(child, `I1: iteration ${index} is running when it ends`);
  dropChildren(state, child);
  drop(state, child);
  fan.running.delete(index);
  fan.over = fan.over.filter((other) => other !== index);
  if (!succeeded) {
    fan.failed += 1;
    fan.results[index] = null;
  }
  state.ready.add(parent);
}

function machineOf(state: State, index: number): SubMachine {
  if (state.Type === 'Map') return (state as MapState).ItemProcessor;
  const branch = (state as ParallelState).Branches[index];
  assertInvariant(branch, `branch ${index} is in the definition`);
  return branch;
}

export function fanOutOf(thread: Thread): FanOut {
  assertInvariant(thread.phase.kind === 'fan-out', `'${thread.stateName}' has children`);
  return thread.phase.fan;
}

function dropChildren(state: RunState, thread: Thread): void {
  if (thread.phase.kind !== 'fan-out') return;
  for (const child of thread.phase.fan.running.values()) {
    dropChildren(state, child);
    drop(state, child);
  }
}

function drop(state: RunState, thread: Thread): void {
  state.threads.delete(thread.scope);
  state.ready.delete(thread);
  stopAwaiting(state, thread);
}

function setPhase(state: RunState, thread: Thread, phase: Phase): void {
  stopAwaiting(state, thread);
  thread.phase = phase;
  const awaited = awaitedNumber(phase);
  if (awaited !== null) state.awaiting.set(awaited, thread);
  const ready = phase.kind === 'entered' || phase.kind === 'woken' || phase.kind === 'result' || phase.kind === 'error';
  if (ready) state.ready.add(thread);
  else state.ready.delete(thread);
}

function stopAwaiting(state: RunState, thread: Thread): void {
  const awaited = awaitedNumber(thread.phase);
  if (awaited !== null) state.awaiting.delete(awaited);
}

function awaitedNumber(phase: Phase): number | null {
  if (phase.kind === 'running') return phase.scheduled;
  return phase.kind === 'waiting' || phase.kind === 'backoff' ? phase.timer : null;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
