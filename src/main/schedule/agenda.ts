/**
 * What was due and will be due in a span of time, over all flows. The past is the ledger, the future the recurrences' expansion;
 * they meet where each schedule is reconciled to. Bounded: a page at a time, in pieces that leave the event loop free.
 */
import type { AgendaEntry, AgendaPage } from '../../shared/domain/agenda.ts';
import type { Holiday } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { findFlow } from '../store/tables/flows.ts';
import { type OccurrenceKey, occurrencesBetween } from '../store/tables/occurrences.ts';
import { findSchedule, type Schedule } from '../store/tables/schedules.ts';
import type { IndexedSchedule } from './due-index.ts';
import { holidayReason } from './holidays.ts';
import { nextOccurrences } from './recurrence.ts';
import { occurrenceIdOf, occurrenceKeyOf } from './run-missed.ts';
import { isoInZone } from './zone-time.ts';

export interface AgendaDeps {
  db: Database;
  upcoming: () => Iterable<IndexedSchedule>;
  /** Why a flow's firings will be skipped, or null. */
  pauseReason: (flowId: string) => string | null;
  holidays: () => readonly Holiday[];
}

/** [fromMs, toMs), at most `limit` entries, from the one after `after` (a page's `next`). @throws MajordomoError `Occurrence.Unknown` */
export async function agendaSpan(
  deps: AgendaDeps,
  span: { fromMs: number; toMs: number; limit: number; after: string | null },
): Promise<AgendaPage> {
  const after = span.after === null ? null : occurrenceKeyOf(span.after);
  const past = occurrencesBetween(deps.db, { ...span, after, limit: span.limit + 1 });
  const names = new Map<string, string>();
  const nameOf = (flowId: string): string => {
    const known = names.get(flowId) ?? findFlow(deps.db, flowId)?.name ?? '';
    names.set(flowId, known);
    return known;
  };
  const entries: AgendaEntry[] = past.map((row) => ({
    ...keyed(row, findSchedule(deps.db, row.scheduleId)?.spec.timezone ?? 'UTC'),
    flowId: row.flowId,
    flowName: nameOf(row.flowId),
    status: row.status,
    reason: row.reason,
    runId: row.runId,
    canRun: row.runId === null && (row.status === 'missed' || row.status === 'skipped'),
  }));
  for (const { schedule, dueAtMs } of await firingsAhead(deps, { ...span, after })) {
    entries.push({
      ...keyed({ scheduleId: schedule.id, dueAtMs }, schedule.spec.timezone),
      flowId: schedule.flowId,
      flowName: nameOf(schedule.flowId),
      status: 'upcoming',
      reason: deps.pauseReason(schedule.flowId) ?? holidayReason(schedule.spec, dueAtMs, deps.holidays()),
      runId: null,
      canRun: false,
    });
  }
  entries.sort(inOrder);
  const page = entries.slice(0, span.limit);
  return { entries: page, next: entries.length > span.limit ? (page.at(-1)?.occurrenceId ?? null) : null };
}

interface Ahead {
  schedule: Schedule;
  dueAtMs: number;
}

const schedulesAtOnce = 200;

/** The first `limit + 1` firings that have no row yet: each schedule is asked for its next one only as long as it is among them. */
async function firingsAhead(
  deps: AgendaDeps,
  span: { fromMs: number; toMs: number; limit: number; after: OccurrenceKey | null },
): Promise<Ahead[]> {
  const startMs = Math.max(span.fromMs, span.after?.dueAtMs ?? span.fromMs);
  const heads: Ahead[] = [];
  let looked = 0;
  for (const { schedule, nextMs } of deps.upcoming()) {
    looked += 1;
    if (looked % schedulesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    const dueAtMs = nextMs >= startMs ? nextMs : next(schedule, Math.max(startMs - 1, schedule.reconciledToMs));
    const head = { schedule, dueAtMs };
    if (span.after !== null && !isAfter(head, span.after)) head.dueAtMs = next(schedule, dueAtMs);
    if (head.dueAtMs < span.toMs) heads.push(head);
  }
  heads.sort(byDue);
  const found: Ahead[] = [];
  // Beyond the page's last entry nothing of a later head can come before it.
  while (found.length <= span.limit) {
    const head = heads.shift();
    if (head === undefined) break;
    found.push(head);
    const later = { schedule: head.schedule, dueAtMs: next(head.schedule, head.dueAtMs) };
    if (later.dueAtMs < span.toMs) insertSorted(heads, later);
  }
  return found;
}

function next(schedule: Schedule, afterMs: number): number {
  return nextOccurrences(schedule.spec, { afterMs, count: 1 })[0] ?? Number.POSITIVE_INFINITY;
}

function isAfter({ schedule, dueAtMs }: Ahead, after: OccurrenceKey): boolean {
  return dueAtMs > after.dueAtMs || (dueAtMs === after.dueAtMs && schedule.id > after.scheduleId);
}

function byDue(one: Ahead, other: Ahead): number {
  return one.dueAtMs - other.dueAtMs || (one.schedule.id < other.schedule.id ? -1 : 1);
}

function insertSorted(heads: Ahead[], head: Ahead): void {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = heads[middle];
    if (other !== undefined && byDue(other, head) < 0) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}

function keyed(key: OccurrenceKey, timezone: string) {
  const { scheduleId, dueAtMs } = key;
  return { occurrenceId: occurrenceIdOf(key), scheduleId, dueAtMs, due: isoInZone(timezone, dueAtMs) };
}

function inOrder(one: AgendaEntry, other: AgendaEntry): number {
  return one.dueAtMs - other.dueAtMs || (one.scheduleId < other.scheduleId ? -1 : 1);
}
