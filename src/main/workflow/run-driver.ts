/**
 * Drives one run. Owns: the run's state in memory, its timers, the queue of what came from outside.
 * Does not own: the journal's file, the clock, what a task does.
 *
 * I2 Nothing leaves before the event that announces it is committed: `dispatch` runs after `append` has resolved.
 * I3 Each result is recorded once: a stimulus whose task or timer is no longer awaited is dropped and counted.
 * I6 A run ends only after its tasks have stopped: they are settled (tasks-in-flight.ts) before the event that ends it.
 */
import { assertInvariant } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { decide } from './decide.ts';
import type { JournalEvent, NewEvent } from './events.ts';
import type { Clock, Journal, RunEnd, RunRecord, TaskExecutor, TaskOutcome } from './ports.ts';
import { applyEvent, initialRunState, type RunState, type Thread } from './run-state.ts';
import { enteringEvent } from './states/transition.ts';
import { TasksInFlight } from './tasks-in-flight.ts';

export interface RunDriverDeps {
  clock: Clock;
  journal: Journal;
  executor: TaskExecutor;
  random: () => number;
  /** Lets other work of the process go first; awaited between batches. */
  yieldToOthers: () => Promise<void>;
  /** Waits pass at once: the run's own time jumps ahead when nothing else is left to do. */
  fastForward: boolean;
  /** After every commit. */
  onCommitted?: (run: RunRecord, events: readonly JournalEvent[]) => void;
}

type Stimulus =
  | { kind: 'outcome'; scheduled: number; outcome: TaskOutcome }
  | { kind: 'timer'; timer: number }
  | { kind: 'timeout'; scheduled: number }
  | { kind: 'end'; type: 'ExecutionAborted' | 'ExecutionTimedOut'; error: string | null; cause: string };

/** Events decided between two commits: enough to amortise the flush, few enough to yield often. */
const maxBatch = 200;

export class RunDriver {
  readonly run: RunRecord;
  readonly ended: Promise<RunEnd>;
  /** Late or second answers that were dropped (I3). */
  droppedAnswers = 0;

  readonly #deps: RunDriverDeps;
  readonly #state: RunState;
  readonly #stimuli: Stimulus[] = [];
  readonly #tasks: TasksInFlight;
  readonly #timers = new Map<number, { dueAtMs: number; cancel: () => void }>();
  #skewMs = 0;
  #pumping = false;
  #stopping = false;
  #resolveEnded: (end: RunEnd) => void = () => undefined;
  #rejectEnded: (error: unknown) => void = () => undefined;

  constructor(run: RunRecord, deps: RunDriverDeps) {
    this.run = run;
    this.#deps = deps;
    this.#state = initialRunState(run);
    this.#tasks = new TasksInFlight({
      clock: deps.clock,
      executor: deps.executor,
      onOutcome: (scheduled, outcome) => {
        if (!this.#stopping) this.#add({ kind: 'outcome', scheduled, outcome });
      },
      onTimeout: (scheduled) => this.#add({ kind: 'timeout', scheduled }),
    });
    this.ended = new Promise((resolve, reject) => {
      this.#resolveEnded = resolve;
      this.#rejectEnded = reject;
    });
    // Whoever does not wait for the end still learns of a failed journal through `onCommitted`'s absence and the log.
    this.ended.catch(() => undefined);
  }

  /** Commits the run with its first events, then lets it go. Resolves when it exists durably. */
  async start(): Promise<void> {
    const { definition, input } = this.run;
    const first: NewEvent[] = [
      { type: 'ExecutionStarted', scope: '', state: null, data: { input } },
      enteringEvent('', definition.States, definition.StartAt, input),
    ];
    const events = first.map((event) => this.#apply(event));
    await this.#deps.journal.create(this.run, events);
    this.#deps.onCommitted?.(this.run, events);
    this.#armDeadline();
    this.#kick();
  }

  /** Takes up a run from its history: timers are set again, tasks in flight are handled by their effect class (I4). */
  recover(events: readonly JournalEvent[]): void {
    for (const event of events) applyEvent(this.#state, event);
    this.#armDeadline();
    for (const thread of [...this.#state.threads.values()]) {
      const { phase } = thread;
      if (phase.kind === 'waiting' || phase.kind === 'backoff') this.#armTimer(phase.timer, phase.dueAtMs);
      if (phase.kind === 'running') this.#recoverTask(thread, phase.scheduled);
    }
    this.#kick();
  }

  /** Takes up a run that has ended badly, at the states where it ended; what went before keeps its recorded results. */
  async redrive(events: readonly JournalEvent[]): Promise<void> {
    for (const event of events) applyEvent(this.#state, event);
    const redriven = [this.#apply({ type: 'ExecutionRedriven', scope: '', state: null, data: {} })];
    await this.#deps.journal.append(this.run.id, redriven, 'reopened');
    this.#deps.onCommitted?.(this.run, redriven);
    this.#armDeadline();
    this.#kick();
  }

  #recoverTask(thread: Thread, scheduled: number): void {
    const { phase } = thread;
    assertInvariant(phase.kind === 'running', 'I4: only a task that was under way is recovered');
    const effect = this.#deps.executor.effectOf(this.run, resourceOf(thread), phase.arguments);
    if (effect !== 'unsafe') return this.#execute(thread, true);
    const cause = `'${thread.stateName}' was under way when Majordomo stopped, and whether it happened is not known. It was not done again. Check, then run the flow again or let it catch Worker.OutcomeUnknown.`;
    this.#stimuli.push({ kind: 'outcome', scheduled, outcome: { ok: false, error: 'Worker.OutcomeUnknown', cause } });
  }

  /** Ends the run: its tasks are stopped first (I6). */
  async cancel(cause: string): Promise<RunEnd> {
    this.#add({ kind: 'end', type: 'ExecutionAborted', error: null, cause });
    return await this.ended;
  }

  /** Stops driving without ending the run: what is in flight is abandoned and taken up again at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTimers();
    await this.#tasks.settle('', 'stop');
  }

  get idle(): boolean {
    return !this.#pumping && this.#stimuli.length === 0;
  }

  #add(stimulus: Stimulus): void {
    this.#stimuli.push(stimulus);
    this.#kick();
  }

  #kick(): void {
    if (this.#pumping || this.#stopping || this.#state.ended) return;
    this.#pumping = true;
    this.#pump()
      .catch((error: unknown) => {
        // A commit that failed, or a bug: the run stays as its journal has it and is taken up at the next start.
        this.#stopping = true;
        this.#cancelTimers();
        void this.#tasks.settle('', 'stop');
        this.#rejectEnded(error);
      })
      .finally(() => {
        this.#pumping = false;
        if (this.#stimuli.length > 0) this.#kick();
      });
  }

  async #pump(): Promise<void> {
    while (!this.#stopping && !this.#state.ended) {
      const batch = await this.#nextBatch();
      if (batch.length === 0) {
        if (this.#skipAhead()) continue;
        return;
      }
      const end = endOf(batch);
      await this.#deps.journal.append(this.run.id, batch, end);
      this.#deps.onCommitted?.(this.run, batch);
      if (end) {
        this.#cancelTimers();
        this.#resolveEnded(end);
        return;
      }
      this.#dispatch(batch);
      await this.#deps.yieldToOthers();
    }
  }

  async #nextBatch(): Promise<JournalEvent[]> {
    const batch: JournalEvent[] = [];
    for (let stimulus = this.#stimuli.shift(); stimulus; stimulus = this.#stimuli.shift()) {
      const event = this.#admit(stimulus);
      if (!event) continue;
      if (stimulus.kind === 'end') await this.#tasks.settle('', 'cancel');
      batch.push(this.#apply(event));
      if (this.#state.ended) return batch;
    }
    while (batch.length < maxBatch && !this.#stopping) {
      const [thread] = this.#state.ready;
      if (!thread) break;
      this.#state.ready.delete(thread);
      const events = await decide(this.#state, thread, { nowMs: this.#nowMs(), random: this.#deps.random });
      // Children of a failed Map or Parallel, and everything when the run is over, stop before that is recorded (I6).
      const ending = events.find((event) =>
        /^(Execution(Failed|Succeeded)|(Map|Parallel)StateFailed)$/.test(event.type),
      );
      if (ending) await this.#tasks.settle(ending.scope, 'cancel');
      for (const event of events) batch.push(this.#apply(event));
    }
    return batch;
  }

  /** The event a stimulus means, or nothing when it is no longer awaited (I3). */
  #admit(stimulus: Stimulus): NewEvent | undefined {
    if (stimulus.kind === 'end')
      return { type: stimulus.type, scope: '', state: null, data: { error: stimulus.error, cause: stimulus.cause } };
    const number = stimulus.kind === 'timer' ? stimulus.timer : stimulus.scheduled;
    const thread = this.#state.awaiting.get(number);
    if (!thread) {
      this.droppedAnswers += 1;
      return undefined;
    }
    const common = { scope: thread.scope, state: thread.stateName };
    if (stimulus.kind === 'timer') return { type: 'TimerFired', ...common, data: { timer: number } };
    if (stimulus.kind === 'timeout') {
      this.#tasks.abandon(number);
      return { type: 'TaskTimedOut', ...common, data: { scheduled: number, error: 'States.Timeout', cause: null } };
    }
    const { outcome } = stimulus;
    const data: JsonObject = outcome.ok
      ? { scheduled: number, output: outcome.output }
      : { scheduled: number, error: outcome.error, cause: outcome.cause };
    return { type: outcome.ok ? 'TaskSucceeded' : 'TaskFailed', ...common, data };
  }

  #apply(event: NewEvent): JournalEvent {
    const numbered = { ...event, seq: this.#state.lastSeq + 1, atMs: this.#nowMs() };
    applyEvent(this.#state, numbered);
    return numbered;
  }

  #dispatch(committed: readonly JournalEvent[]): void {
    for (const event of committed) {
      const thread = this.#state.awaiting.get(event.seq);
      if (!thread) continue;
      if (event.type === 'TaskScheduled') this.#execute(thread, false);
      if (event.type === 'WaitScheduled' || event.type === 'RetryScheduled')
        this.#armTimer(event.seq, Number(event.data.dueAtMs));
    }
  }

  #execute(thread: Thread, recovering: boolean): void {
    const { phase } = thread;
    assertInvariant(phase.kind === 'running', 'I2: only an announced task is started');
    const { scheduled, timeoutAtMs } = phase;
    const request = {
      run: this.run,
      state: thread.stateName,
      scope: thread.scope,
      resource: resourceOf(thread),
      arguments: phase.arguments as JsonValue,
      idempotencyKey: `${this.run.id}:${thread.enteredSeq}`,
      scheduled,
      recovering,
      timeoutMs: timeoutAtMs === null ? null : Math.max(1, timeoutAtMs - this.#nowMs()),
    };
    this.#tasks.start(scheduled, request, {
      timeoutAtMs: timeoutAtMs === null ? null : timeoutAtMs - this.#skewMs,
      heartbeatMs: phase.heartbeatMs,
    });
  }

  #armTimer(timer: number, dueAtMs: number): void {
    const cancel = this.#deps.clock.setTimer(dueAtMs - this.#skewMs, () => {
      this.#timers.delete(timer);
      this.#add({ kind: 'timer', timer });
    });
    this.#timers.set(timer, { dueAtMs, cancel });
  }

  #armDeadline(): void {
    const seconds = this.run.definition.TimeoutSeconds;
    if (seconds === undefined) return;
    const cause = `The run took longer than its ${seconds} seconds.`;
    const fire = (): void => this.#add({ kind: 'end', type: 'ExecutionTimedOut', error: 'States.Timeout', cause });
    const dueAtMs = this.#state.drivenFromMs + seconds * 1000;
    this.#timers.set(-1, { dueAtMs: Number.POSITIVE_INFINITY, cancel: this.#deps.clock.setTimer(dueAtMs, fire) });
  }

  #cancelTimers(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  /** With fast-forward, and nothing in flight: the earliest wait is over now. */
  #skipAhead(): boolean {
    if (!this.#deps.fastForward || this.#tasks.size > 0 || this.#stimuli.length > 0) return false;
    let earliest: [number, number] | undefined;
    for (const [timer, { dueAtMs }] of this.#timers)
      if (Number.isFinite(dueAtMs) && (!earliest || dueAtMs < earliest[1])) earliest = [timer, dueAtMs];
    if (!earliest) return false;
    const [timer, dueAtMs] = earliest;
    this.#skewMs += Math.max(0, dueAtMs - this.#nowMs());
    this.#timers.get(timer)?.cancel();
    this.#timers.delete(timer);
    this.#stimuli.push({ kind: 'timer', timer });
    return true;
  }

  #nowMs(): number {
    return this.#deps.clock.nowMs() + this.#skewMs;
  }
}

function resourceOf(thread: Thread): string {
  const definition = thread.machine.States[thread.stateName];
  assertInvariant(definition?.Type === 'Task', `'${thread.stateName}' is a Task`);
  return definition.Resource;
}

const endings: Record<string, RunEnd['status']> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'TIMED_OUT',
};

function endOf(batch: readonly JournalEvent[]): RunEnd | null {
  const last = batch.at(-1);
  const status = last && endings[last.type];
  if (!last || !status) return null;
  const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
  return {
    status,
    output: last.data.output ?? null,
    error: text(last.data.error),
    cause: text(last.data.cause),
    endedAtMs: last.atMs,
  };
}
