import type { SimpleSchedule } from '../../shared/domain/schedule.ts';
import { type CompiledCron, compileCron, cronParts } from './cron-expression.ts';
import { momentOfWall, wallMsAt } from './zone-time.ts';

/**
 * When one recurrence fires. The rule for clock changes is ours, for every cron alike: a wall-clock time that does not exist
 * fires at the first valid moment after; one that occurs twice fires once, the first time; two wall times that come to
 * the same moment are one firing.
 *
 * An `every` of whole days is counted in calendar days of its zone, so that 09:00 stays 09:00 when clocks change;
 * any other `every` is counted in elapsed time.
 */

const dayMs = 86_400_000;

/** The moments of one recurrence in (afterMs, untilMs], in order, the first `count`. */
export function takeSimple(schedule: SimpleSchedule, afterMs: number, untilMs: number, count: number): number[] {
  if (count <= 0 || untilMs <= afterMs) return [];
  switch (schedule.kind) {
    case 'at': {
      const moments = schedule.at
        .map((text) => Date.parse(text))
        .filter((moment) => moment > afterMs && moment <= untilMs);
      return [...new Set(moments)].sort((a, b) => a - b).slice(0, count);
    }
    case 'every':
      return takeEvery(schedule, afterMs, untilMs, count);
    case 'cron': {
      const parts = cronParts(schedule.cron).map((part) =>
        takeCron(compileCron(part), schedule.timezone, afterMs, untilMs, count),
      );
      return earliest(parts, count);
    }
  }
}

/** Several ordered lists as one, each moment once. */
export function earliest(lists: number[][], count: number): number[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return [...new Set(lists.flat())].sort((a, b) => a - b).slice(0, count);
}

function takeEvery(
  schedule: Extract<SimpleSchedule, { kind: 'every' }>,
  afterMs: number,
  untilMs: number,
  count: number,
): number[] {
  const { everyMs, anchorMs, timezone } = schedule;
  const result: number[] = [];
  if (everyMs % dayMs !== 0) {
    let moment = anchorMs + Math.max(0, Math.floor((afterMs - anchorMs) / everyMs) + 1) * everyMs;
    for (; moment <= untilMs && result.length < count; moment += everyMs) result.push(moment);
    return result;
  }
  const anchorWall = wallMsAt(timezone, anchorMs);
  // One step early, since a clock change may move a firing across `afterMs`.
  const steps = Math.max(0, Math.floor((wallMsAt(timezone, afterMs) - anchorWall) / everyMs) - 1);
  for (let wall = anchorWall + steps * everyMs; result.length < count; wall += everyMs) {
    const moment = momentOfWall(timezone, wall);
    if (moment > untilMs) break;
    if (moment > afterMs && moment !== result.at(-1)) result.push(moment);
  }
  return result;
}

function takeCron(cron: CompiledCron, timezone: string, afterMs: number, untilMs: number, count: number): number[] {
  const result: number[] = [];
  const afterWall = wallMsAt(timezone, afterMs);
  // No zone is a whole day from UTC, so this bound is safe without asking for an offset decades ahead.
  const lastDay = Math.floor((untilMs + dayMs) / dayMs) * dayMs;
  // Wall time never runs backwards in our rule, so days before the one `afterMs` falls on hold nothing after it.
  for (let day = Math.floor(afterWall / dayMs) * dayMs; day <= lastDay; ) {
    const date = new Date(day);
    if (cron.months[date.getUTCMonth() + 1] !== true) {
      day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
      continue;
    }
    if (fallsOn(cron, date) && !takeDay(cron, timezone, day, { afterMs, afterWall, untilMs, count }, result))
      return result;
    day += dayMs;
  }
  return result;
}

interface Span {
  afterMs: number;
  afterWall: number;
  untilMs: number;
  count: number;
}

/** Adds one day's firings; false once the span or the count is used up. */
function takeDay(cron: CompiledCron, timezone: string, day: number, span: Span, result: number[]): boolean {
  for (const hour of cron.hours) {
    const hourWall = day + hour * 3_600_000;
    if (hourWall + 3_599_000 <= span.afterWall) continue;
    for (const minute of cron.minutes) {
      const minuteWall = hourWall + minute * 60_000;
      if (minuteWall + 59_000 <= span.afterWall) continue;
      for (const second of cron.seconds) {
        // What the clock has already read has fired; read again after clocks went back, it fires no second time.
        const wall = minuteWall + second * 1000;
        if (wall <= span.afterWall) continue;
        const moment = momentOfWall(timezone, wall);
        if (moment <= span.afterMs || moment === result.at(-1)) continue;
        if (moment > span.untilMs) return false;
        result.push(moment);
        if (result.length >= span.count) return false;
      }
    }
  }
  return true;
}

/** Cron's own rule: with both a day of the month and a day of the week given, either will do. */
function fallsOn(cron: CompiledCron, date: Date): boolean {
  if (cron.anyDayOfMonth && cron.anyDayOfWeek) return true;
  if (cron.anyDayOfWeek) return dayOfMonthMatches(cron, date);
  if (cron.anyDayOfMonth) return dayOfWeekMatches(cron, date);
  return dayOfMonthMatches(cron, date) || dayOfWeekMatches(cron, date);
}

function dayOfMonthMatches(cron: CompiledCron, date: Date): boolean {
  return cron.daysOfMonth[date.getUTCDate()] === true || (cron.lastDayOfMonth && daysLeftInMonth(date) === 0);
}

function dayOfWeekMatches(cron: CompiledCron, date: Date): boolean {
  const weekday = date.getUTCDay();
  if (cron.lastWeekdays[weekday] === true && daysLeftInMonth(date) < 7) return true;
  if (cron.daysOfWeek[weekday] !== true) return false;
  return cron.nthWeekday === 0 || Math.ceil(date.getUTCDate() / 7) === cron.nthWeekday;
}

function daysLeftInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate();
}
