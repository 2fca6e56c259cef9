/**
 * What ran and what was used in a month, summed up in one pass. A busy month has a hundred thousand runs: it is read in slices of so many
 * rows that none holds the main process for longer than a frame, and others get their turn in between.
 */
import type { RunStatus } from '../../shared/domain/run.ts';
import { momentOfWall } from '../schedule/zone-time.ts';
import type { Database } from '../store/database.ts';
import { endOfRuns, runsBetween, type Span } from '../store/tables/runs.ts';
import { endOfUsage, type UsageGroup, type UsageSum, usageBetween } from '../store/tables/usage.ts';
import { monthNamed } from './limits.ts';
import { added, noUsage } from './usage-sum.ts';

export interface DaySums {
  /** `2026-11-22`. */
  day: string;
  runs: ReadonlyMap<RunStatus, number>;
  usage: UsageSum;
}

export interface MonthSums {
  /** Every day of the calendar month. */
  days: DaySums[];
  /** Flow -> how many runs of it began. */
  runs: ReadonlyMap<string, number>;
  /** Each flow (null: conversations), role, endpoint and model once. */
  usage: UsageGroup[];
}

/** How many rows one slice sums up. */
const rowsAtOnce = 1_000;
const dayMs = 86_400_000;

/**
 * @param of.month `2026-11`, in the user's time zone
 * @param of.flowId only that flow's own runs
 * @param atOnce rows of a slice
 */
export async function sumsOfMonth(
  db: Database,
  of: { month: string; timezone: string; flowId: string | null },
  atOnce = rowsAtOnce,
): Promise<MonthSums> {
  const { flowId } = of;
  const days: DaySums[] = [];
  const runs = new Map<string, number>();
  const usage = new Map<string, UsageGroup>();
  for (const { day, ...span } of daysOf(of.month, of.timezone)) {
    const ofDay = new Map<RunStatus, number>();
    await inSlices(
      span,
      (from) => endOfRuns(db, from, atOnce),
      (slice) => {
        for (const row of runsBetween(db, { ...slice, flowId })) {
          ofDay.set(row.status, (ofDay.get(row.status) ?? 0) + row.runs);
          runs.set(row.flowId, (runs.get(row.flowId) ?? 0) + row.runs);
        }
      },
    );
    let usageOfDay = noUsage;
    await inSlices(
      span,
      (from) => endOfUsage(db, from, atOnce),
      (slice) => {
        for (const row of usageBetween(db, { ...slice, flowId })) {
          usageOfDay = added(usageOfDay, row);
          const key = JSON.stringify([row.flowId, row.role, row.endpoint, row.model]);
          usage.set(key, { ...row, ...added(usage.get(key) ?? noUsage, row) });
        }
      },
    );
    days.push({ day, runs: ofDay, usage: usageOfDay });
  }
  return { days, runs, usage: [...usage.values()] };
}

/** Sums of all usage since a moment, in slices like those of a month. */
export async function usedSince(db: Database, sinceMs: number, atOnce = rowsAtOnce): Promise<UsageSum> {
  let sum = noUsage;
  await inSlices(
    { fromMs: sinceMs, toMs: Number.MAX_SAFE_INTEGER },
    (from) => endOfUsage(db, from, atOnce),
    (slice) => {
      for (const row of usageBetween(db, { ...slice, flowId: null })) sum = added(sum, row);
    },
  );
  return sum;
}

/** Others get their turn. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function inSlices(span: Span, endOf: (span: Span) => number, read: (slice: Span) => void): Promise<void> {
  for (let { fromMs } = span; fromMs < span.toMs; ) {
    const toMs = endOf({ fromMs, toMs: span.toMs });
    read({ fromMs, toMs });
    fromMs = toMs;
    await breath();
  }
}

/** Days are those of the calendar: the one of a clock change has another length. */
function* daysOf(month: string, timezone: string): Generator<Span & { day: string }> {
  const { endMs } = monthNamed(timezone, month);
  for (let wall = Date.parse(`${month}-01T00:00:00Z`); new Date(wall).toISOString().startsWith(month); wall += dayMs)
    yield {
      day: new Date(wall).toISOString().slice(0, 10),
      fromMs: momentOfWall(timezone, wall),
      toMs: Math.min(momentOfWall(timezone, wall + dayMs), endMs),
    };
}
