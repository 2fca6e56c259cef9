import { monthNames } from '../calendar-names.ts';
import { ScheduleTextProblem } from './clauses.ts';
import { dayOfMonthField, monthField, weekdayField } from './cron-fields.ts';
import type { Draft } from './draft.ts';

/** The date part of cron ("5 * *", "* * 1-5") for a draft; several when one cron cannot say it. */
export function dateFields(draft: Draft, assumptions: string[]): string[] {
  const months = monthsOf(draft);
  if (draft.exceptMonthDays.length > 0) return [`${monthDaysLeft(draft)} ${months} *`];
  const intervalUnit = draft.interval?.unit;
  if (draft.monthDates !== null) return yearlyDates(draft.monthDates, assumptions);
  if (draft.nth !== null) return nthWeekdays(draft.nth, months);
  if (draft.monthDays !== null) {
    if (intervalUnit === 'year' && draft.months === null)
      throw new ScheduleTextProblem('Every year needs a month too: try "every year on 24 December".');
    return [`${monthDays(draft.monthDays, assumptions)} ${months} *`];
  }
  const days = weekdaysOf(draft, assumptions);
  if (days !== '*') {
    if (intervalUnit === 'month' || intervalUnit === 'year')
      throw new ScheduleTextProblem('Which one of the month? Try "every first monday of the month".');
    return [`* ${months} ${days}`];
  }
  if (intervalUnit === 'year') {
    if (draft.months === null) assumptions.push('every year means on 1 January');
    else assumptions.push('on the 1st of the month');
    return [`1 ${draft.months === null ? '1' : months} *`];
  }
  if (
    intervalUnit === 'month' ||
    (draft.months !== null && draft.interval === null && draft.part === null && draft.timesPer === null)
  ) {
    assumptions.push('on the 1st of the month');
    return [`1 ${months} *`];
  }
  return [`* ${months} *`];
}

/** "every day except the 1st": the other days of the month. */
function monthDaysLeft(draft: Draft): string {
  const { exceptMonthDays, monthDays, days, nth, monthDates, exceptDays } = draft;
  if ([monthDays, days, nth, monthDates].some((part) => part !== null) || exceptDays.length > 0)
    throw new ScheduleTextProblem(
      'A day of the month can be left out of "every day" only. Name the day with its month: "except 25 December".',
    );
  const wrong = exceptMonthDays.find((day) => day === 'last' || !Number.isInteger(day) || day < 1 || day > 31);
  if (wrong !== undefined)
    throw new ScheduleTextProblem(
      `I cannot leave out the ${wrong === 'last' ? 'last day' : `day ${wrong}`} of each month.`,
    );
  return dayOfMonthField(
    Array.from({ length: 31 }, (_, index) => index + 1).filter((day) => !exceptMonthDays.includes(day)),
  );
}

function monthsOf(draft: Draft): string {
  if (draft.exceptMonths.length > 0) {
    const left = (draft.months ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).filter(
      (month) => !draft.exceptMonths.includes(month),
    );
    if (left.length === 0) throw new ScheduleTextProblem('No month is left after the exceptions.');
    return monthField(left);
  }
  const stepped = Math.max(draft.monthStep, draft.interval?.unit === 'month' ? draft.interval.amount : 1);
  if (draft.months !== null) {
    if (stepped > 1) throw new ScheduleTextProblem('Say either which months, or every how many months.');
    return monthField(draft.months);
  }
  if (stepped === 1) return '*';
  if (12 % stepped !== 0)
    throw new ScheduleTextProblem(
      `Every ${stepped} months does not come out evenly in a year: 2, 3, 4 and 6 do. Or name the months.`,
    );
  return stepped === 12 ? '1' : `*/${stepped}`;
}

function weekdaysOf(draft: Draft, assumptions: string[]): string {
  let days = draft.days;
  if (days === null && draft.officeHours) days = [1, 2, 3, 4, 5];
  if (days === null && draft.exceptDays.length > 0) days = [0, 1, 2, 3, 4, 5, 6];
  if (days === null && draft.interval?.unit === 'week') {
    assumptions.push('weekly means on Monday');
    days = [1];
  }
  if (days === null) return '*';
  const left = days.filter((day) => !draft.exceptDays.includes(day));
  if (left.length === 0) throw new ScheduleTextProblem('No day is left after the exceptions.');
  return weekdayField(left);
}

function monthDays(days: Array<number | 'last'>, assumptions: string[]): string {
  const numbers = days.filter((day) => day !== 'last');
  const wrong = numbers.find((day) => !Number.isInteger(day) || day < 1 || day > 31);
  if (wrong !== undefined)
    throw new ScheduleTextProblem(`No month has a day ${wrong}: days go from 1 to 31, or "the last day of the month".`);
  const rare = numbers.filter((day) => day > 28);
  if (rare.length > 0) assumptions.push(`months without a day ${rare.join(' or ')} are left out`);
  const list = numbers.length === 0 ? [] : [dayOfMonthField(numbers)];
  return [...list, ...(days.includes('last') ? ['L'] : [])].join(',');
}

function nthWeekdays(nth: NonNullable<Draft['nth']>, months: string): string[] {
  if (nth.days.length > 3)
    throw new ScheduleTextProblem(
      'A single working day of the month ("the first weekday") is not something I can schedule yet: name the day, such as "the first monday of the month".',
    );
  return nth.ordinals.flatMap((ordinal) =>
    nth.days.map((day) => {
      if (ordinal !== 'last' && (ordinal < 1 || ordinal > 5))
        throw new ScheduleTextProblem(`A month has no ${ordinal}th weekday of a kind: first to fifth, or last.`);
      return `* ${months} ${ordinal === 'last' ? `${day}L` : `${day}#${ordinal}`}`;
    }),
  );
}

const longestMonth = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function yearlyDates(dates: Array<{ month: number; day: number }>, assumptions: string[]): string[] {
  const monthsByDay = new Map<number, number[]>();
  for (const { month, day } of dates) {
    if (!Number.isInteger(day) || day < 1 || day > (longestMonth[month] ?? 31))
      throw new ScheduleTextProblem(`${monthNames[month]} has no day ${day}.`);
    if (month === 2 && day === 29) assumptions.push('29 February comes in leap years only');
    monthsByDay.set(day, [...(monthsByDay.get(day) ?? []), month]);
  }
  return [...monthsByDay].map(([day, months]) => `${day} ${monthField(months)} *`);
}
