import type { ScheduleSpec } from '../../../shared/domain/schedule.ts';
import { CronExpressionError, canonicalCron, cronSeparator } from '../cron-expression.ts';
import { nextOccurrences } from '../recurrence.ts';
import { momentOfWall, wallMsAt } from '../zone-time.ts';
import { type Clause, type DayPart, ScheduleTextProblem, type TimeOfDay } from './clauses.ts';
import { timeFields } from './cron-fields.ts';
import { dateFields } from './date-fields.ts';
import { type Draft, draftsOf } from './draft.ts';
import { hourInPart } from './read-times.ts';
import { clock, type FineInterval, fineTimeFields } from './within-day.ts';
import { zoneNamed } from './zone-names.ts';

export interface BuildContext {
  timezone: string;
  nowMs: number;
  text: string;
}

export interface BuiltSchedule {
  schedule: ScheduleSpec;
  assumptions: string[];
  /** Some word said that it repeats. Otherwise it was read as repeating because nothing named a date. */
  recurs: boolean;
  /** Nothing but clock times: every day is a guess, the next one alone another. */
  onlyTimes: boolean;
}

const dayMs = 86_400_000;
const partTimes: Readonly<Record<DayPart, number>> = {
  morning: 8,
  lunchtime: 12,
  afternoon: 14,
  evening: 18,
  night: 22,
};
const timesADay: Readonly<Record<number, number[]>> = { 1: [9], 2: [9, 18], 3: [8, 13, 18], 4: [8, 12, 16, 20] };
const daysAWeek: Readonly<Record<number, number[]>> = {
  1: [1],
  2: [1, 4],
  3: [1, 3, 5],
  4: [1, 2, 4, 5],
  5: [1, 2, 3, 4, 5],
  6: [1, 2, 3, 4, 5, 6],
};

/** @throws ScheduleTextProblem saying what is impossible about it. */
export function buildSchedule(clauses: Clause[], context: BuildContext): BuiltSchedule {
  const { drafts, zone } = draftsOf(clauses);
  const timezone = zone === null ? context.timezone : zoneNamed(zone, context.timezone);
  if (timezone === null)
    throw new ScheduleTextProblem(`I know no time zone "${zone}": try "Europe/Berlin", "New York time" or "UTC".`);
  const assumptions: string[] = [];
  const parts = drafts.flatMap((draft) => buildDraft(draft, { ...context, timezone }, assumptions));
  const schedule = combine(parts, { timezone, text: context.text });
  if (nextOccurrences(schedule, { afterMs: context.nowMs, count: 1 }).length === 0)
    throw new ScheduleTextProblem(`"${context.text}" would never fire.`);
  const recurs = drafts.some((draft) => draft.recurs);
  const onlyTimes = clauses.every((clause) => clause.kind === 'times' || clause.kind === 'zone');
  if (onlyTimes) assumptions.unshift('no day was named, so every day');
  return { schedule, assumptions: [...new Set(assumptions)], recurs, onlyTimes };
}

type Part = { crons: string[] } | { everyMs: number; anchorMs: number };

function combine(parts: Part[], common: { timezone: string; text: string }): ScheduleSpec {
  const { timezone } = common;
  const everys = parts.flatMap((part) => ('everyMs' in part ? [{ kind: 'every' as const, ...part, timezone }] : []));
  const crons = parts.flatMap((part) => ('crons' in part ? part.crons : []));
  const [only] = everys;
  if (only !== undefined && everys.length === 1 && crons.length === 0) return { ...only, ...common };
  const cron = [...new Set(crons)].map((one) => checkedCron(one, common.text)).join(cronSeparator);
  if (everys.length === 0) return { kind: 'cron', cron, ...common };
  return {
    kind: 'combined',
    parts: [...everys, ...(crons.length === 0 ? [] : [{ kind: 'cron' as const, cron, timezone }])],
    ...common,
  };
}

/** Words can name what no calendar has: "on the 31st in february". */
function checkedCron(cron: string, text: string): string {
  try {
    return canonicalCron(cron);
  } catch (error) {
    if (error instanceof CronExpressionError)
      throw new ScheduleTextProblem(`"${text}" would never fire: ${String(error.data.problem)}.`);
    throw error;
  }
}

function buildDraft(draft: Draft, context: BuildContext, assumptions: string[]): Part | Part[] {
  spreadTimesPer(draft, assumptions);
  const fine = fineInterval(draft);
  if (fine !== null) return buildFine(draft, fine, context, assumptions);
  const times = timesOfDay(draft, assumptions);
  const counted =
    draft.interval !== null &&
    draft.interval.amount > 1 &&
    (draft.interval.unit === 'day' || draft.interval.unit === 'week')
      ? draft.interval
      : null;
  if (counted !== null)
    return everyDays(
      counted.amount * (counted.unit === 'week' ? 7 : 1),
      draft.days ?? draft.everyOtherDay,
      times,
      context,
    );
  if (draft.everyOtherDay !== null) return everyDays(14, draft.everyOtherDay, times, context);
  const dates = dateFields(draft, assumptions);
  return { crons: dates.flatMap((date) => timeFields(times).map((time) => `${time} ${date}`)) };
}

/** "twice a day", "3 times a week", "4 times an hour" as the intervals, times and days they stand for. */
function spreadTimesPer(draft: Draft, assumptions: string[]): void {
  if (draft.timesPer === null) return;
  const { count, unit } = draft.timesPer;
  const refuse = (): never => {
    throw new ScheduleTextProblem(
      `"${count} times a ${unit}" does not come out evenly: name the times instead, such as "at 9am and 5pm".`,
    );
  };
  if (count < 1 || !Number.isInteger(count)) refuse();
  if (unit === 'minute' || unit === 'hour') {
    if (60 % count !== 0) refuse();
    draft.interval =
      count === 1
        ? { kind: 'interval', amount: 1, unit }
        : { kind: 'interval', amount: 60 / count, unit: unit === 'hour' ? 'minute' : 'second' };
  } else if (unit === 'day') {
    if (draft.times.length > 0 || draft.part !== null) return;
    const hours = timesADay[count];
    if (hours === undefined && 24 % count !== 0) refuse();
    if (hours === undefined) draft.interval = { kind: 'interval', amount: 24 / count, unit: 'hour' };
    else draft.times = hours.map((hour) => ({ hour, minute: 0, second: 0, bare: false }));
    if (hours !== undefined)
      assumptions.push(
        `${count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`} a day means at ${hours.map((hour) => clock(hour * 60)).join(', ')}`,
      );
  } else if (unit === 'week') {
    if (draft.days !== null || count === 7) return;
    draft.days = daysAWeek[count] ?? refuse();
    assumptions.push(
      `${count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`} a week means ${draft.days.map((day) => ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][day]).join(', ')}`,
    );
  } else if (unit === 'month' && count === 2) {
    if (draft.monthDays !== null) return;
    draft.monthDays = [1, 15];
    assumptions.push('twice a month means on the 1st and the 15th');
  } else if (unit === 'month' || 12 % count === 0) {
    if (unit === 'month' && count > 1) refuse();
    draft.interval =
      unit === 'year' && count > 1
        ? { kind: 'interval', amount: 12 / count, unit: 'month' }
        : { kind: 'interval', amount: 1, unit };
  } else refuse();
}

/** The interval when it is shorter than a day, in its largest whole unit: 120 minutes are 2 hours. */
function fineInterval(draft: Draft): FineInterval | null {
  if (draft.minuteMarks !== null && draft.interval === null) return { amount: 1, unit: 'hour' };
  if (draft.interval === null) return null;
  let { amount, unit } = draft.interval;
  if (!(amount > 0) || !Number.isInteger(amount))
    throw new ScheduleTextProblem(`An interval of ${amount} ${unit}s is no interval: try "every 10 minutes".`);
  if (unit === 'year' && amount > 1)
    throw new ScheduleTextProblem('I can run something every year, not every few years.');
  if (unit === 'second' && amount % 60 === 0) [amount, unit] = [amount / 60, 'minute'];
  if (unit === 'minute' && amount % 60 === 0) [amount, unit] = [amount / 60, 'hour'];
  return unit === 'second' || unit === 'minute' || unit === 'hour' ? { amount, unit } : null;
}

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;

function buildFine(draft: Draft, fine: FineInterval, context: BuildContext, assumptions: string[]): Part {
  if (draft.times.length > 0)
    throw new ScheduleTextProblem(
      'An interval and a time of day do not go together: say "every 2 hours starting at 9am", or "every day at 9am".',
    );
  if (draft.everyOtherDay !== null)
    throw new ScheduleTextProblem('An interval within every other day is not something I can schedule yet.');
  const dates = dateFields({ ...draft, interval: null, part: draft.part ?? 'morning' }, assumptions);
  const restricted = dates.length > 1 || dates[0] !== '* * *';
  const everyMs = fine.amount * unitMs[fine.unit];
  if (everyMs > dayMs && (restricted || draft.window !== null || draft.part !== null))
    throw new ScheduleTextProblem(
      `Every ${fine.amount} ${fine.unit}s is longer than a day, so it cannot be limited to days or hours.`,
    );
  const times = fineTimeFields(fine, draft, { restricted }, assumptions);
  if (times !== null) return { crons: dates.flatMap((date) => times.map((time) => `${time} ${date}`)) };
  // Anchor: the whole minute (or second) it was asked in, so that the first firing comes one interval later.
  const grainMs = fine.unit === 'second' ? 1000 : 60_000;
  assumptions.push('counted from now');
  return { everyMs, anchorMs: Math.floor(context.nowMs / grainMs) * grainMs };
}

function timesOfDay(draft: Draft, assumptions: string[]): TimeOfDay[] {
  const { part } = draft;
  const times =
    draft.times.length > 0
      ? draft.times
      : draft.window?.from !== undefined && draft.window.from !== null && draft.window.to === null
        ? [draft.window.from]
        : [];
  if (draft.window?.to != null || (draft.officeHours && times.length === 0))
    throw new ScheduleTextProblem('How often within those hours? Try "every hour from 9am to 5pm".');
  if (times.length > 0)
    return part === null
      ? times
      : times.map((time) => (time.bare ? { ...time, hour: hourInPart(time.hour, part) } : time));
  const hour = part === null ? 9 : partTimes[part];
  assumptions.push(part === null ? 'no time was named, so at 09:00' : `${part} means ${clock(hour * 60)}`);
  return [{ hour, minute: 0, second: 0, bare: false }];
}

/** Anchor: the first such moment from now on (the day asked for, at the time asked for), for each day and time by itself. */
function everyDays(days: number, weekdays: number[] | null, times: TimeOfDay[], context: BuildContext): Part[] {
  if (weekdays !== null && days % 7 !== 0)
    throw new ScheduleTextProblem('A day of the week goes with "every 2 weeks", not with a number of days.');
  const today = Math.floor(wallMsAt(context.timezone, context.nowMs) / dayMs) * dayMs;
  const wallOf = (day: number, time: TimeOfDay): number =>
    day + (time.hour * 3600 + time.minute * 60 + time.second) * 1000;
  const isAhead = (wallMs: number): boolean => momentOfWall(context.timezone, wallMs) > context.nowMs;
  const firstAt = (time: TimeOfDay, isWanted: (day: number) => boolean): number => {
    for (let day = today; ; day += dayMs) if (isWanted(day) && isAhead(wallOf(day, time))) return wallOf(day, time);
  };
  const weekday = (day: number): number => new Date(day).getUTCDay();
  const firsts = times.map((time) => firstAt(time, (day) => weekdays === null || weekdays.includes(weekday(day))));
  // Days of one week stay together: they are counted from the week in which the first of them comes.
  const first = Math.min(...firsts);
  const monday = Math.floor(first / dayMs) * dayMs - ((weekday(first) + 6) % 7) * dayMs;
  const walls =
    weekdays === null
      ? times.map((time) => {
          const day = Math.floor(first / dayMs) * dayMs;
          return isAhead(wallOf(day, time)) ? wallOf(day, time) : wallOf(day + days * dayMs, time);
        })
      : weekdays.flatMap((one) =>
          times.map((time) => {
            const wall = wallOf(monday + ((one + 6) % 7) * dayMs, time);
            return isAhead(wall) ? wall : wall + days * dayMs;
          }),
        );
  return walls.map((wall) => ({ everyMs: days * dayMs, anchorMs: momentOfWall(context.timezone, wall) }));
}
