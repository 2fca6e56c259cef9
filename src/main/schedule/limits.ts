/**
 * What narrows a recurrence down: first and last moment, number of firings, days left out, quiet hours. Pure: the same
 * schedule always has the same moments, so the ledger can be compared with them (S1). Jitter moves no due time and holidays
 * may change, so neither is here (jitter.ts, holidays.ts).
 */
import type { ScheduleLimits } from '../../shared/domain/schedule.ts';
import { assertInvariant } from '../../shared/errors.ts';
import { momentOfWall, wallMsAt } from './zone-time.ts';

export type Limited = ScheduleLimits & { timezone: string };
type Take = (afterMs: number, untilMs: number, count: number) => number[];

const dayMs = 86_400_000;
/** More than the longest quiet hours: how far back a firing may have been that is put off into a span. */
const longestPutOffMs = 2 * dayMs;
const takenAtOnce = 64;

export function hasLimits(schedule: ScheduleLimits): boolean {
  const { from, until, times, quiet, except } = schedule;
  return [from, until, times, quiet, except].some((limit) => limit !== undefined);
}

/** The first `count` moments of a limited schedule in (afterMs, untilMs]. */
export function limitedMoments(
  schedule: Limited,
  take: Take,
  span: { afterMs: number; untilMs: number; count: number },
): number[] {
  const lastMs = schedule.times === undefined ? Number.POSITIVE_INFINITY : lastOfTimes(schedule, take);
  return filtered(schedule, take, { ...span, untilMs: Math.min(span.untilMs, lastMs) });
}

/** The last moment of "10 times"; a spec never changes, so it is found once. */
const lastMoments = new WeakMap<ScheduleLimits, number>();
function lastOfTimes(schedule: Limited, take: Take): number {
  const known = lastMoments.get(schedule);
  if (known !== undefined) return known;
  const { times = 0, timesSince, from } = schedule;
  const since = timesSince ?? from;
  assertInvariant(since !== undefined, 'a number of firings is counted from a moment');
  const sinceMs = Date.parse(since);
  const all = filtered(schedule, take, { afterMs: sinceMs - 1, untilMs: sinceMs + 41 * 366 * dayMs, count: times });
  const last = all.at(-1) ?? sinceMs - 1;
  lastMoments.set(schedule, last);
  return last;
}

function filtered(schedule: Limited, take: Take, span: { afterMs: number; untilMs: number; count: number }): number[] {
  const { from, until, quiet } = schedule;
  const firstMs = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from) - 1;
  const counted = schedule.timesSince === undefined ? firstMs : Math.max(firstMs, Date.parse(schedule.timesSince) - 1);
  const lastMs = Math.min(span.untilMs, until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until));
  const postpones = quiet?.does === 'postpone';
  let cursor = Math.max(postpones ? span.afterMs - longestPutOffMs : span.afterMs, counted);
  const result: number[] = [];
  while (result.length < span.count) {
    const raw = take(cursor, lastMs, takenAtOnce);
    for (const moment of raw) {
      // A day left out, or the quiet hours, were jumped over.
      if (moment <= cursor) continue;
      cursor = moment;
      const excludedUntil = endOfExcludedDay(schedule, moment);
      if (excludedUntil !== null) {
        cursor = excludedUntil - 1;
        continue;
      }
      const quietUntil = endOfQuiet(schedule, moment);
      // The end itself is not quiet, so what is put off meets what is due then, as one firing.
      if (quietUntil !== null) cursor = quietUntil - 1;
      if (quietUntil !== null && !postpones) continue;
      const due = quietUntil ?? moment;
      if (due <= span.afterMs || due === result.at(-1)) continue;
      if (due > span.untilMs) return result;
      result.push(due);
      if (result.length >= span.count) return result;
    }
    if (raw.length < takenAtOnce) return result;
  }
  return result;
}

/** The moment the day ends on which nothing is to fire; null for any other day. */
function endOfExcludedDay({ except, timezone }: Limited, moment: number): number | null {
  if (except === undefined || except.dates.length === 0) return null;
  const wall = wallMsAt(timezone, moment);
  if (!isListed(wall, except.dates)) return null;
  return momentOfWall(timezone, (Math.floor(wall / dayMs) + 1) * dayMs);
}

/** Is the wall-clock reading's day among "12-25" and "2026-12-25"? */
export function isListed(wallMs: number, dates: readonly string[]): boolean {
  const day = new Date(wallMs).toISOString().slice(0, 10);
  return dates.includes(day) || dates.includes(day.slice(5));
}

/** When the quiet hours end that a moment falls in; null when it falls in none. */
export function endOfQuiet({ quiet, timezone }: Pick<Limited, 'quiet' | 'timezone'>, moment: number): number | null {
  if (quiet === undefined) return null;
  const wall = wallMsAt(timezone, moment);
  const dayStart = Math.floor(wall / dayMs) * dayMs;
  const from = minutesOf(quiet.from) * 60_000;
  const to = minutesOf(quiet.to) * 60_000;
  const timeOfDay = wall - dayStart;
  const overMidnight = to <= from;
  const isQuiet = overMidnight ? timeOfDay >= from || timeOfDay < to : timeOfDay >= from && timeOfDay < to;
  if (!isQuiet) return null;
  const end = momentOfWall(timezone, dayStart + to + (overMidnight && timeOfDay >= from ? dayMs : 0));
  // Clocks that go back can show the end a first time before this moment: then the hours end when they show it again.
  return end > moment ? end : moment + (dayStart + to + (overMidnight && timeOfDay >= from ? dayMs : 0) - wall);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
