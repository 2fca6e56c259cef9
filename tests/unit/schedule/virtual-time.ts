/** Time, runs and a database that a test moves by hand. The scheduler, the ledger and SQLite are the real ones. */
import { createScheduler, type Scheduler } from '../../../src/main/schedule/scheduler.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import { markStarted, occurrencesIn } from '../../../src/main/store/tables/occurrences.ts';
import { insertSchedule } from '../../../src/main/store/tables/schedules.ts';
import type { RunStatus } from '../../../src/shared/domain/run.ts';
import type { Holiday, Occurrence, ScheduleSpec } from '../../../src/shared/domain/schedule.ts';

export const cron = (expression: string, timezone = 'UTC'): Extract<ScheduleSpec, { kind: 'cron' }> => ({
  kind: 'cron',
  cron: expression,
  timezone,
  text: expression,
});

export interface Start {
  flowId: string;
  scheduleId: string;
  dueAtMs: number;
  late: boolean;
}

export class VirtualTime {
  nowMs: number;
  readonly db: Database;
  readonly scheduler: Scheduler;
  readonly starts: Start[] = [];
  readonly settled: Occurrence[] = [];
  readonly errors: unknown[] = [];
  readonly runs: Map<string, RunStatus>;
  /** Which flow a run is of. */
  readonly flowOfRun: Map<string, string>;
  readonly paused = new Set<string>();
  readonly holidays: Holiday[] = [];
  readonly cancelled: string[] = [];
  readonly #open = new Set<string>();
  #wake: { dueAtMs: number; fire: () => void } | null = null;

  constructor(options: {
    now: string;
    path?: string;
    runs?: Map<string, RunStatus>;
    flowOfRun?: Map<string, string>;
    startRun?: (start: Start, world: VirtualTime) => Promise<string>;
  }) {
    this.nowMs = Date.parse(options.now);
    this.db = openDatabase(options.path ?? ':memory:');
    this.runs = options.runs ?? new Map();
    for (const [id, status] of this.runs) if (status === 'RUNNING' || status === 'PARKED') this.#open.add(id);
    this.flowOfRun = options.flowOfRun ?? new Map();
    const startRun = options.startRun ?? ((start, world) => world.startAndSucceed(start));
    this.scheduler = createScheduler({
      db: this.db,
      clock: { nowMs: () => this.nowMs },
      wakeUp: (dueAtMs, fire) => {
        this.#wake = { dueAtMs, fire };
        return () => {
          this.#wake = null;
        };
      },
      startRun: (start) => {
        this.starts.push(start);
        return startRun(start, this);
      },
      runStatus: (runId) => this.runs.get(runId),
      openRuns: (flowId) =>
        [...this.#open]
          .filter((id) => this.flowOfRun.get(id) === flowId)
          .map((id) => ({ id, parked: this.runs.get(id) === 'PARKED' })),
      cancelRun: async (runId) => {
        this.cancelled.push(runId);
        this.end(runId, 'ABORTED');
      },
      pauseReason: (flowId) => (this.paused.has(flowId) ? 'paused' : null),
      holidays: () => this.holidays,
      onSettled: (occurrence) => this.settled.push(occurrence),
      onError: (error) => this.errors.push(error),
    });
  }

  /** A flow of that name with one schedule of that name. */
  add(name: string, spec: ScheduleSpec, policies: Partial<Parameters<typeof insertSchedule>[1]> = {}): void {
    const flow = { id: name, name, task: name, request: name, listed: true, userId: 'local', nowMs: this.nowMs };
    insertFlow(this.db, flow, {
      definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      workerIds: {},
    });
    insertSchedule(this.db, { id: name, flowId: name, spec, nowMs: this.nowMs, ...policies });
  }

  /** Writes the start as the journal does: the occurrence and its run in one transaction. */
  async startAndRun(start: Start): Promise<string> {
    const runId = `run of ${start.scheduleId} ${new Date(start.dueAtMs).toISOString()} #${this.starts.length}`;
    this.db.transaction(() => markStarted(this.db, { ...start, runId, nowMs: this.nowMs })).immediate();
    this.begin(runId, start.flowId);
    return runId;
  }

  /** A run of a flow is under way, whatever started it. */
  begin(runId: string, flowId: string): void {
    this.flowOfRun.set(runId, flowId);
    this.runs.set(runId, 'RUNNING');
    this.#open.add(runId);
  }

  async startAndSucceed(start: Start): Promise<string> {
    const runId = await this.startAndRun(start);
    this.end(runId, 'SUCCEEDED');
    return runId;
  }

  end(runId: string, status: RunStatus): void {
    this.runs.set(runId, status);
    if (status !== 'RUNNING' && status !== 'PARKED') this.#open.delete(runId);
    const flowId = this.flowOfRun.get(runId) ?? '';
    this.scheduler.onRunEnded({ id: runId, flowId }, status);
  }

  /** The machine is awake: every wake-up up to then comes on time. */
  async liveUntil(time: string): Promise<void> {
    const untilMs = Date.parse(time);
    for (;;) {
      await this.scheduler.reconcile();
      const wake = this.#wake;
      if (wake === null || wake.dueAtMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, wake.dueAtMs);
      wake.fire();
    }
    this.nowMs = untilMs;
    await this.scheduler.reconcile();
  }

  /** The machine sleeps: time passes, nothing is called, and then it wakes. */
  async sleepUntil(time: string): Promise<void> {
    this.nowMs = Date.parse(time);
    await this.scheduler.reconcile();
  }

  /** "11:00 ran", "12:00 missed: why": a schedule's rows in order. */
  ledger(scheduleId: string): string[] {
    return this.rows(scheduleId).map(({ dueAtMs, status, reason }) => {
      const time = new Date(dueAtMs).toISOString().slice(11, 16);
      return reason === null ? `${time} ${status}` : `${time} ${status}: ${reason}`;
    });
  }

  rows(scheduleId: string): Occurrence[] {
    return occurrencesIn(this.db, scheduleId, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
  }
}
