/**
 * What the engine needs of the world. Production, tests and the conformance runner wire these differently;
 * nothing in this folder imports electron, SQLite or a scheduler.
 */
import type { EffectClass } from '../../shared/domain/effect-class.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { JournalEvent } from './events.ts';

/** Wall-clock time in ms since 1970, and timers on it. A timer set for the past fires soon, never synchronously. */
export interface Clock {
  nowMs(): number;
  setTimer(dueAtMs: number, fire: () => void): () => void;
}

/** What started a run. One of the ledger is bound to its occurrence in the transaction that creates it; `trigger`: not by the clock, but by that. */
export type RunOrigin =
  | { kind: 'schedule'; scheduleId: string; dueAtMs: number; late: boolean; trigger?: string }
  | { kind: 'manual' }
  | { kind: 'terminal' }
  | { kind: 'child'; parentRunId: string; depth: number }
  /** A copy of another run's history up to a visit of a state, going on from there. `scope`: of that visit, where it is not at the top. */
  | { kind: 'fork'; fromRunId: string; state: string; scope?: string }
  | { kind: 'dry-run' };

export interface RunRecord {
  id: string;
  flowId: string;
  version: number;
  definition: StateMachine;
  input: JsonValue;
  origin: RunOrigin;
  /** Effects are answered by their preview; reads are real. */
  dryRun: boolean;
  startedAtMs: number;
}

/** How a run ended; written in the same commit as the event that ended it. */
export interface RunEnd {
  status: Exclude<RunStatus, 'RUNNING' | 'PARKED'>;
  output: JsonValue | null;
  error: string | null;
  cause: string | null;
  endedAtMs: number;
}

export interface Journal {
  /** Commits the run and its first events together. */
  create(run: RunRecord, events: readonly JournalEvent[]): Promise<void>;
  /**
   * Resolves when the events are durable, and with them what they mean for the run: its end, or that it is open again.
   * A second event with the same number is refused (I3).
   */
  append(runId: string, events: readonly JournalEvent[], change: RunEnd | 'reopened' | null): Promise<void>;
  load(runId: string): { run: RunRecord; events: JournalEvent[] };
  /** Runs without an end, oldest first. */
  openRuns(): string[];
}

export interface TaskRequest {
  run: RunRecord;
  state: string;
  scope: string;
  resource: string;
  arguments: JsonValue;
  /** The same for every try within one visit of the state, so that a retry or a recovery is recognised. */
  idempotencyKey: string;
  /** The number of the event that announced this try: another one for a Retry, the same for a recovery. */
  scheduled: number;
  /** An earlier try may have happened: its outcome is not recorded. */
  recovering: boolean;
  timeoutMs: number | null;
}

/** A failure is data; error and cause are null where the task gave none. */
export type TaskOutcome = { ok: true; output: JsonValue } | { ok: false; error: string | null; cause: string | null };

export interface TaskExecutor {
  /** @param args evaluated, as the journal has them: what a call is may depend on them */
  effectOf(run: RunRecord, resource: string, args: JsonValue): EffectClass;
  /**
   * Settles only when the task has stopped; on abort it stops soon and its outcome is dropped.
   * `heartbeat` is called while the task is alive, for tasks with HeartbeatSeconds.
   */
  execute(request: TaskRequest, signal: AbortSignal, heartbeat: () => void): Promise<TaskOutcome>;
}
