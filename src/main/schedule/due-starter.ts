/**
 * Starts what is due. Owns: which starts are on their way, the overlap policy, how many late runs go on at once, trying a failed
 * start again. Does not own: the ledger's rows (ledger.ts), runs.
 *
 * S2 Each due occurrence is started, or ends as skipped, missed, cancelled or failed with the reason.
 * Exactly once: `startRun` writes the occurrence's run id in the transaction that creates the run (markStarted), which
 * refuses an occurrence that already has one; a crash before it leaves the row due, to be started by the next reconcile.
 */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import { toWireError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { dueOccurrences, findOccurrence, type OccurrenceKey, occurrenceOfRun } from '../store/tables/occurrences.ts';
import { findSchedule, type Schedule } from '../store/tables/schedules.ts';
import { LateRuns } from './late-runs.ts';
import { endUnstarted } from './ledger.ts';
import { graceMs } from './misfire.ts';
import { afterFailedStart } from './start-retry.ts';

export interface DueStarterDeps {
  db: Database;
  nowMs: () => number;
  scheduleOf: (scheduleId: string) => Schedule | undefined;
  /** Why a firing is not to start, or null. */
  pauseReason: (row: Occurrence) => string | null;
  startRun: (start: { flowId: string; scheduleId: string; dueAtMs: number; late: boolean }) => Promise<string>;
  /** Runs of a flow that have not ended, whatever started them. */
  openRuns: (flowId: string) => readonly { id: string; parked: boolean }[];
  cancelRun: (runId: string, cause: string) => Promise<unknown>;
  onEnded: (occurrence: Occurrence) => void;
  /** A firing that waited may go on now: look again. */
  look: () => void;
  onError: (error: unknown) => void;
}

/** Occurrences decided and started between two looks at the event loop: one commit, and well under a frame. */
const startsAtOnce = 64;
const readAtOnce = 2_000;
/** One moment is as good as the next, but each event is its own: of a trigger's firings this many wait their turn. */
const mostWaiting = 1_000;

export class DueStarter {
  readonly #deps: DueStarterDeps;
  /** Occurrences handed to startRun that have not answered, and their flows. */
  readonly #starting = new Map<string, string>();
  readonly #startingByFlow = new Map<string, number>();
  /** Flows with a firing that waits for a run to end. */
  readonly #waitedFor = new Set<string>();
  readonly #cancelling = new Set<string>();
  readonly #late: LateRuns;
  /** Ended in a transaction that has not committed; told once it has. */
  #untold: Occurrence[] = [];
  #nextStartMs = Number.POSITIVE_INFINITY;
  readonly #heldBackStarts = new Set<Promise<void>>();
  #stopped = false;

  constructor(deps: DueStarterDeps) {
    this.#deps = deps;
    this.#late = new LateRuns(deps.nowMs);
  }

  /** When something that is put off may start; infinite when nothing is. */
  get nextStartMs(): number {
    return Math.min(this.#nextStartMs, this.#late.nextStartMs);
  }

  /** True when a firing waited for a run of this flow to end. */
  runEnded(flowId: string, runId: string): boolean {
    this.#cancelling.delete(runId);
    if (this.#late.ended(runId)) this.#startHeldBack();
    return this.#waitedFor.delete(flowId);
  }

  /** Nothing more is started; what is due stays so for the next start. */
  stopSoon(): void {
    this.#stopped = true;
  }

  /** Resolves when what was on its way beside `startDue` is done. */
  async stop(): Promise<void> {
    this.stopSoon();
    while (this.#heldBackStarts.size > 0) await Promise.all(this.#heldBackStarts);
  }

  /** While it waits for the user, other late runs need not. */
  runParked(runId: string): void {
    if (this.#late.ended(runId)) this.#startHeldBack();
  }

  /** Decides every due row; resolves when all starts have answered. `leftOver`: rows of before this process began. */
  async startDue(options: { leftOver: boolean }): Promise<void> {
    const { db } = this.#deps;
    this.#stopped = false;
    this.#nextStartMs = Number.POSITIVE_INFINITY;
    this.#late.forgetHeld();
    const pass: Pass = { waiting: new Map(), catchingUp: new Set(), newest: new Map(), leftOver: options.leftOver };
    for (let after: Occurrence | null = null; ; ) {
      const rows: Occurrence[] = dueOccurrences(db, { after, limit: readAtOnce });
      for (const { scheduleId, dueAtMs } of rows) pass.newest.set(scheduleId, dueAtMs);
      for (let index = 0; index < rows.length && !this.#stopped; index += startsAtOnce)
        await this.#startSome(rows.slice(index, index + startsAtOnce), pass);
      if (rows.length < readAtOnce || this.#stopped) return;
      after = rows.at(-1) ?? null;
    }
  }

  /** One firing that the user asked for: whatever is paused, and at once. Answers the run's id. */
  async startAsked(row: Occurrence): Promise<string> {
    this.#begin(row);
    try {
      return await this.#deps.startRun({ ...keyOnly(row), flowId: row.flowId, late: true });
    } finally {
      this.#answered(row);
    }
  }

  async #startSome(rows: Occurrence[], pass: Pass): Promise<void> {
    const chosen = this.#deps.db.transaction(() => rows.filter((row) => this.#mayStart(row, pass))).immediate();
    this.#tell();
    // One transaction for what they read before they wait: each reading by itself would lock the file anew.
    if (chosen.length > 0) await Promise.all(this.#deps.db.transaction(() => chosen.map((row) => this.#start(row)))());
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** A late run has ended: the next of those that were held back. */
  #startHeldBack(): void {
    const held = this.#stopped ? undefined : this.#late.takeHeld();
    const row = held && findOccurrence(this.#deps.db, held);
    if (row?.status !== 'due') return;
    const pass = {
      waiting: new Map<string, number>(),
      catchingUp: new Set<string>(),
      newest: new Map(),
      leftOver: false,
    };
    const work = this.#startSome([row], pass).catch(this.#deps.onError);
    this.#heldBackStarts.add(work);
    void work.finally(() => this.#heldBackStarts.delete(work));
  }

  #mayStart(row: Occurrence, pass: Pass): boolean {
    if (this.#starting.has(keyOf(row))) return false;
    const { db, scheduleOf, pauseReason, nowMs } = this.#deps;
    const schedule = scheduleOf(row.scheduleId) ?? findSchedule(db, row.scheduleId);
    if (schedule === undefined || !schedule.active) return this.#end(row, 'cancelled', 'the flow was cancelled');
    const startMs = Math.max(row.dueAtMs, row.notBeforeMs ?? row.dueAtMs);
    const lateMs = nowMs() - startMs;
    if (pass.leftOver && lateMs > graceMs && !isMadeUpFor(row, schedule, lateMs, pass.newest))
      return this.#end(row, 'missed', 'the app stopped before it could start');
    const paused = pauseReason(row);
    if (paused !== null) return this.#end(row, 'skipped', paused);
    if (lateMs < 0) {
      this.#nextStartMs = Math.min(this.#nextStartMs, startMs);
      return false;
    }
    if (schedule.misfire === 'all' && row.reason !== null) pass.catchingUp.add(schedule.id);
    if (schedule.overlap !== 'allow' && !this.#isFree(row, schedule, pass)) return false;
    if (row.reason !== null && !this.#late.mayStart(row)) return false;
    this.#begin(row);
    return true;
  }

  /** The overlap policy. It counts every run of the flow, also those that were started by hand or by another flow. */
  #isFree(row: Occurrence, schedule: Schedule, { waiting, catchingUp, newest }: Pass): boolean {
    const { flowId } = row;
    const open = this.#deps.openRuns(flowId);
    if (open.length === 0 && !this.#startingByFlow.has(flowId)) return true;
    const running =
      open.length > 0 && open.every(({ parked }) => parked) ? 'the run before waits for you' : 'still running';
    if (schedule.overlap === 'cancel') {
      if (newest.get(row.scheduleId) !== row.dueAtMs)
        return this.#end(row, 'skipped', `${running}, and a newer firing took its place`);
      for (const { id } of open) this.#cancel(id);
      this.#waitedFor.add(flowId);
      return false;
    }
    // Firings being made up for come one after the other, and those that come due meanwhile after them.
    const madeUpFor = catchingUp.has(schedule.id);
    if (!madeUpFor && schedule.overlap === 'skip') return this.#end(row, 'skipped', running);
    const ahead = waiting.get(flowId) ?? 0;
    if (!madeUpFor && schedule.source === 'clock' && ahead > 0)
      return this.#end(row, 'skipped', `${running}, and one is already waiting`);
    if (!madeUpFor && ahead >= mostWaiting)
      return this.#end(row, 'skipped', `${running}, and ${mostWaiting} are already waiting`);
    if (!madeUpFor) waiting.set(flowId, ahead + 1);
    this.#waitedFor.add(flowId);
    return false;
  }

  #cancel(runId: string): void {
    if (this.#cancelling.has(runId)) return;
    this.#cancelling.add(runId);
    this.#deps
      .cancelRun(runId, 'The next firing was due, and this flow ends the run before.')
      .catch((error: unknown) => {
        // It may have ended by itself meanwhile; if not, the next look tries again.
        this.#cancelling.delete(runId);
        this.#deps.onError(error);
      });
  }

  #end(row: Occurrence, status: 'skipped' | 'missed' | 'cancelled' | 'failed', reason: string): false {
    const ended = endUnstarted(this.#deps.db, row, { status, reason, nowMs: this.#deps.nowMs() });
    if (ended !== null) this.#untold.push(ended);
    return false;
  }

  #tell(): void {
    for (const ended of this.#untold.splice(0)) this.#deps.onEnded(ended);
  }

  #begin(row: Occurrence): void {
    this.#starting.set(keyOf(row), row.flowId);
    this.#startingByFlow.set(row.flowId, (this.#startingByFlow.get(row.flowId) ?? 0) + 1);
  }

  #answered(row: Occurrence): void {
    this.#starting.delete(keyOf(row));
    const left = (this.#startingByFlow.get(row.flowId) ?? 1) - 1;
    if (left > 0) this.#startingByFlow.set(row.flowId, left);
    else this.#startingByFlow.delete(row.flowId);
    // What waits may have to end the run that has just begun, or go on since that has ended already.
    if (this.#waitedFor.has(row.flowId)) this.#deps.look();
  }

  async #start(row: Occurrence): Promise<void> {
    const { db, nowMs } = this.#deps;
    const late = row.reason !== null;
    try {
      const runId = await this.#deps.startRun({ ...keyOnly(row), flowId: row.flowId, late });
      // A short run may have ended before its start was answered.
      if (late && occurrenceOfRun(db, runId)?.status === 'started') this.#late.started(runId);
    } catch (error) {
      const skipped = refusalOf(error);
      if (skipped !== null) {
        this.#end(row, 'skipped', skipped);
        return this.#tell();
      }
      this.#deps.onError(error);
      const schedule = this.#deps.scheduleOf(row.scheduleId) ?? findSchedule(db, row.scheduleId);
      const { code, message } = toWireError(error);
      const next = afterFailedStart(db, row, { code, message, retries: schedule?.startRetries ?? 0, nowMs: nowMs() });
      if (next.kind === 'again') this.#nextStartMs = Math.min(this.#nextStartMs, next.atMs);
      // Only if it is still due: a start that failed after its run was written has started all the same.
      if (next.kind === 'given-up') this.#end(row, 'failed', next.reason);
      this.#tell();
    } finally {
      this.#answered(row);
      if (late) {
        this.#late.answered(row);
        this.#startHeldBack();
      }
    }
  }
}

/** Why a start was refused by a limit and not by a fault; the ledger's words. */
function refusalOf(error: unknown): string | null {
  const { code, data } = toWireError(error);
  return code === 'Budget.RunsReached' ? String(data.reason) : null;
}

interface Pass {
  /** How many firings of a flow already wait. */
  waiting: Map<string, number>;
  /** Schedules whose late firings are all being made up for. */
  catchingUp: Set<string>;
  /** Each schedule's newest due row. */
  newest: Map<string, number>;
  /** The first pass after a start, whose rows were written as due before it. */
  leftOver: boolean;
}

/** The misfire policy once more, for a row that was written as due before the app stopped. */
function isMadeUpFor(row: Occurrence, schedule: Schedule, lateMs: number, newest: Map<string, number>): boolean {
  if (schedule.misfire === 'skip' || lateMs > schedule.misfireWindowMs) return false;
  return schedule.misfire === 'all' || newest.get(row.scheduleId) === row.dueAtMs;
}

function keyOnly({ scheduleId, dueAtMs }: OccurrenceKey): OccurrenceKey {
  return { scheduleId, dueAtMs };
}

function keyOf({ scheduleId, dueAtMs }: OccurrenceKey): string {
  return `${scheduleId} ${dueAtMs}`;
}
