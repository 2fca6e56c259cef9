/**
 * Which schedule is due next. Owns: the active schedules in memory, each with its next due time. Does not own: the truth,
 * which is the ledger; this can be thrown away and read again at any time.
 */
import type { Database } from '../store/database.ts';
import { activeScheduleIds, activeSchedulesOf, findSchedule, type Schedule } from '../store/tables/schedules.ts';
import { nextOccurrences } from './recurrence.ts';

export interface IndexedSchedule {
  schedule: Schedule;
  /** The first moment the ledger does not have yet; infinite when there is none. */
  nextMs: number;
}

export class DueIndex {
  readonly #db: Database;
  readonly #entries = new Map<string, IndexedSchedule>();
  readonly #byFlow = new Map<string, Set<string>>();
  /** Active schedules not read yet. */
  #unread: string[] = [];

  constructor(db: Database) {
    this.#db = db;
  }

  /** Compares with the table: forgets what is no longer active, notes what is new. */
  refresh(): void {
    const active = new Set(activeScheduleIds(this.#db));
    for (const id of this.#entries.keys()) if (!active.has(id)) this.#forget(id);
    this.#unread = [...active].filter((id) => !this.#entries.has(id));
  }

  /** The same for one flow, whose schedule or policies changed. */
  refreshFlow(flowId: string): void {
    for (const id of [...(this.#byFlow.get(flowId) ?? [])]) this.#forget(id);
    for (const schedule of activeSchedulesOf(this.#db, flowId)) this.update(schedule);
  }

  /** Every schedule with its next moment, in no order. */
  all(): IterableIterator<IndexedSchedule> {
    return this.#entries.values();
  }

  /** Reads at most `count` of the new ones; false once none is left. */
  readSome(count: number): boolean {
    for (const id of this.#unread.splice(0, count)) {
      const schedule = findSchedule(this.#db, id);
      if (schedule !== undefined) this.update(schedule);
    }
    return this.#unread.length > 0;
  }

  update(schedule: Schedule): void {
    const next = nextOccurrences(schedule.spec, { afterMs: schedule.reconciledToMs, count: 1 })[0];
    this.#byFlow.set(schedule.flowId, (this.#byFlow.get(schedule.flowId) ?? new Set()).add(schedule.id));
    this.#entries.set(schedule.id, { schedule, nextMs: next ?? Number.POSITIVE_INFINITY });
  }

  #forget(scheduleId: string): void {
    const flowId = this.#entries.get(scheduleId)?.schedule.flowId ?? '';
    this.#entries.delete(scheduleId);
    const left = this.#byFlow.get(flowId);
    left?.delete(scheduleId);
    if (left?.size === 0) this.#byFlow.delete(flowId);
  }

  get(scheduleId: string): Schedule | undefined {
    return this.#entries.get(scheduleId)?.schedule;
  }

  dueBy(nowMs: number): Schedule[] {
    return [...this.#entries.values()].filter(({ nextMs }) => nextMs <= nowMs).map(({ schedule }) => schedule);
  }

  /** The earliest next due time among those wanted; a plain scan, since 10,000 take microseconds. */
  earliest(isWanted: (schedule: Schedule) => boolean = () => true): IndexedSchedule | null {
    let best = this.#first(() => true);
    if (best !== null && !isWanted(best.schedule)) best = this.#first(isWanted);
    return best;
  }

  #first(isWanted: (schedule: Schedule) => boolean): IndexedSchedule | null {
    let best: IndexedSchedule | null = null;
    for (const entry of this.#entries.values())
      if (entry.nextMs < (best?.nextMs ?? Number.POSITIVE_INFINITY) && isWanted(entry.schedule)) best = entry;
    return best;
  }
}
