import type { Node } from 'ohm-js';
import { type Clause, type IntervalUnit, type MonthDay, ScheduleTextProblem } from './clauses.ts';
import { adverbOf, dayGroupOf, monthOf, numberOf, ordinalOf, unitOf, weekdayOf } from './numbers.ts';
import { minutesOf, partOf, relativeAmounts, timesOf } from './read-times.ts';
import { below, the, words } from './tree.ts';

/** One clause of the parse tree as data. Rules that only wrap another clause are looked through. */
export function readClause(node: Node): Clause {
  const read = readers[node.ctorName];
  if (read !== undefined) return read(node);
  for (const child of node.children) {
    const inner = tryRead(child);
    if (inner !== null) return inner;
  }
  throw new Error(`Broken invariant: the schedule grammar's ${node.ctorName} has a reader`);
}

function tryRead(node: Node): Clause | null {
  const read = readers[node.ctorName];
  if (read !== undefined) return read(node);
  for (const child of node.children) {
    const inner = tryRead(child);
    if (inner !== null) return inner;
  }
  return null;
}

const readers: Readonly<Record<string, (node: Node) => Clause>> = {
  Filler: () => ({ kind: 'nothing' }),
  TimesPer: (node) => ({ kind: 'times-per', count: timesCount(the(node, 'timesCount')), unit: perUnit(node) }),
  Adverb: (node) =>
    words(node) === 'nightly' ? { kind: 'part', part: 'night', recurs: true } : { kind: 'interval', ...adverbOf(node) },
  Duration_hourAndHalf: () => interval(90, 'minute'),
  Duration_halfHour: () => interval(30, 'minute'),
  Duration_quarterOfAnHour: () => interval(15, 'minute'),
  Duration_quarterHour: () => interval(15, 'minute'),
  Duration_andHalf: (node) => units(numberOf(words(the(node, 'number'))) + 0.5, the(node, 'unit')),
  Duration_two: twoUnits,
  Duration_one: (node) => units(numberOf(words(the(node, 'number'))), the(node, 'unit')),
  Intervals_before: (node) => units(numberOf(words(the(node, 'number'))), the(node, 'unit')),
  Intervals_of: (node) => units(numberOf(words(the(node, 'number'))), the(node, 'unit')),
  EveryClock: (node) => ({ kind: 'times', times: timesOf(node), recurs: true }),
  EveryUnit: (node) => units(1, the(node, 'unit')),
  EveryOther: (node) => units(2, the(node, 'unit')),
  EveryOrdinalUnit: (node) => units(ordinalNumber(the(node, 'ordinal')), the(node, 'unit')),
  EveryOtherDay: (node) => ({ kind: 'every-other-day', days: daysOf(node) }),
  EveryNthWeekday_ofMonth: (node) => nthWeekdays(node, true),
  EveryNthWeekday_plain: (node) => nthWeekdays(node, true),
  EveryMonthDay: (node) => monthDays(node, true),
  EveryOrdinals: (node) => monthDays(node, true),
  EveryDate: (node) => ({ kind: 'month-dates', dates: datesOf(node), recurs: true }),
  EveryDays: (node) => ({ kind: 'days', days: daysOf(node), recurs: true }),
  EveryPart: (node) => ({ kind: 'part', part: partOf(the(node, 'dayPart')), recurs: true }),
  EveryMonths: (node) => ({ kind: 'months', months: below(node, 'monthName').map(monthOf), recurs: true }),
  Days: (node) => ({ kind: 'days', days: daysOf(node), recurs: soundsRepeated(node) }),
  ExceptMonths: (node) => ({ kind: 'except-months', months: below(node, 'monthName').map(monthOf) }),
  ExceptMonthDays: (node) => ({ kind: 'except-month-days', days: monthDayList(node) }),
  Except: (node) => ({ kind: 'except-days', days: daysOf(node) }),
  NthWeekdays_ofMonth: (node) => nthWeekdays(node, true),
  NthWeekdays_plain: (node) => nthWeekdays(node, false),
  DaysOfMonths: daysOfMonths,
  MonthDates: (node) => ({ kind: 'month-dates', dates: datesOf(node), recurs: false }),
  MonthDays_ofMonth: (node) => monthDays(node, true),
  MonthDays_plain: (node) => monthDays(node, false),
  MonthDays_edge: (node) => ({
    kind: 'month-days',
    days: [/\bend\b/.test(words(node)) ? 'last' : 1],
    monthStep: monthStep(node),
    recurs: true,
  }),
  Months_list: (node) => ({ kind: 'months', months: below(node, 'monthName').map(monthOf), recurs: false }),
  Months_range: (node) => ({
    kind: 'months',
    months: cycle(below(node, 'monthName').map(monthOf), 1, 12),
    recurs: false,
  }),
  Times_at: (node) => ({ kind: 'times', times: timesOf(node), recurs: false }),
  Times_plain: (node) => ({ kind: 'times', times: timesOf(node), recurs: false }),
  Part: (node) => ({ kind: 'part', part: partOf(the(node, 'dayPart')), recurs: /s$/.test(words(node)) }),
  Window_hours: (node) => window(node),
  Window_between: (node) => window(node),
  Window_range: (node) => window(node),
  Window_office: () => ({ kind: 'office-hours' }),
  Window_after: (node) => ({ kind: 'window', from: timesOf(node)[0] ?? null, to: null }),
  Window_before: (node) => ({ kind: 'window', from: null, to: timesOf(node)[0] ?? null }),
  Start: (node) => {
    const time = timesOf(node)[0];
    return time === undefined ? { kind: 'nothing' } : { kind: 'start', time };
  },
  MinuteMarks_onTheHour: () => ({ kind: 'minute-marks', minutes: [0], recurs: true }),
  MinuteMarks_onTheHalf: () => ({ kind: 'minute-marks', minutes: [30], recurs: true }),
  MinuteMarks_top: (node) => ({ kind: 'minute-marks', minutes: [0], recurs: ofEachHour(node) }),
  MinuteMarks_minute: (node) =>
    marks(
      node,
      below(node, 'number').map((part) => numberOf(words(part))),
    ),
  MinuteMarks_colon: (node) =>
    marks(
      node,
      below(node, 'twoDigits').map((part) => Number(words(part))),
    ),
  MinuteMarks_past: (node) => marks(node, below(node, ...relativeAmounts).map(minutesOf)),
  MinuteMarks_to: (node) =>
    marks(
      node,
      below(node, ...relativeAmounts).map((part) => 60 - minutesOf(part)),
    ),
  MinuteMarks_minutesPast: (node) =>
    marks(
      node,
      below(node, 'number').map((part) => numberOf(words(part))),
    ),
  Zone_named: (node) => ({ kind: 'zone', name: words(the(node, 'zoneName')) }),
  Zone_cityTime: (node) => ({ kind: 'zone', name: words(the(node, 'cityName')) }),
  InCity: (node) => ({ kind: 'zone', name: words(the(node, 'cityName')) }),
};

function interval(amount: number, unit: IntervalUnit): Clause {
  return { kind: 'interval', amount, unit };
}

const smaller: Partial<Record<IntervalUnit, { unit: IntervalUnit; times: number }>> = {
  minute: { unit: 'second', times: 60 },
  hour: { unit: 'minute', times: 60 },
  day: { unit: 'hour', times: 24 },
  week: { unit: 'day', times: 7 },
  year: { unit: 'month', times: 12 },
};

/** An interval in whole units: 1.5 hours are 90 minutes. */
function units(amount: number, unitNode: Node): Clause {
  const { unit, times } = unitOf(unitNode);
  const total = amount * times;
  if (Number.isInteger(total)) return interval(total, unit);
  const finer = smaller[unit];
  if (finer === undefined || !Number.isInteger(total * finer.times))
    throw new ScheduleTextProblem(`I cannot run something every ${amount} ${words(unitNode)}.`);
  return interval(total * finer.times, finer.unit);
}

const unitSeconds: Partial<Record<IntervalUnit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

function twoUnits(node: Node): Clause {
  const amounts = below(node, 'number').map((part) => numberOf(words(part)));
  const seconds = below(node, 'unit').map((part) => unitSeconds[unitOf(part).unit]);
  const total = amounts.reduce((sum, amount, index) => sum + amount * (seconds[index] ?? Number.NaN), 0);
  if (!Number.isInteger(total)) throw new ScheduleTextProblem(`I cannot run something every ${words(node)}.`);
  return total % 60 === 0 ? interval(total / 60, 'minute') : interval(total, 'second');
}

function ordinalNumber(node: Node): number {
  const ordinal = ordinalOf(words(node));
  if (ordinal === 'last')
    throw new ScheduleTextProblem('"every last …" needs a day: try "every last friday of the month".');
  return ordinal;
}

function timesCount(node: Node): number {
  const text = words(node);
  if (text === 'once') return 1;
  if (text === 'twice') return 2;
  if (text === 'thrice') return 3;
  return numberOf(text.replace(/ ?(times|time|x)$/, ''));
}

function perUnit(node: Node): IntervalUnit {
  const unit = below(node, 'unit')[0];
  if (unit !== undefined) return unitOf(unit).unit;
  const adverb = /(dai|hour|week|month|year)ly$/.exec(words(node))?.[1];
  return adverb === 'dai' || adverb === undefined ? 'day' : (adverb as IntervalUnit);
}

/** All values from the first to the second, round the end of the week or year. */
function cycle(ends: number[], min: number, max: number): number[] {
  const [from = min, to = max] = ends;
  const result = [from];
  while (result.at(-1) !== to && result.length <= max)
    result.push((((result.at(-1) ?? min) - min + 1) % (max - min + 1)) + min);
  return result;
}

function daysOf(node: Node): number[] {
  const days = below(node, 'DayItem_range', 'DayItem_between', 'dayGroup', 'dayName').flatMap((item) => {
    if (item.ctorName === 'dayGroup') return dayGroupOf(item);
    if (item.ctorName === 'dayName') return [weekdayOf(item)];
    return cycle(below(item, 'dayName').map(weekdayOf), 0, 6);
  });
  return [...new Set(days)].sort((a, b) => a - b);
}

/** "mondays", "mon and fri", "weekdays" repeat by themselves; "monday" is the next one. */
function soundsRepeated(node: Node): boolean {
  return daysOf(node).length > 1 || below(node, 'dayName').some((day) => /days$/.test(words(day)));
}

function nthWeekdays(node: Node, recurs: boolean): Clause {
  const ordinals = below(the(node, 'OrdinalList'), 'ordinal').map((part) => ordinalOf(words(part)));
  return { kind: 'nth-weekdays', ordinals, days: daysOf(node), monthStep: monthStep(node), recurs };
}

function monthDays(node: Node, recurs: boolean): Clause {
  const days = monthDayList(node);
  return { kind: 'month-days', days, monthStep: monthStep(node), recurs: recurs || days.length > 1 };
}

function monthDayList(node: Node): MonthDay[] {
  return below(the(node, 'MonthDayList_numbers', 'MonthDayList_ordinals'), 'number', 'ordinal').map((part) =>
    part.ctorName === 'number' ? numberOf(words(part)) : ordinalOf(words(part)),
  );
}

function daysOfMonths(node: Node): Clause {
  const days = monthDayList(node).filter((day): day is number => day !== 'last');
  const dates = below(node, 'monthName').flatMap((month) => days.map((day) => ({ month: monthOf(month), day })));
  return { kind: 'month-dates', dates, recurs: true };
}

function monthStep(node: Node): number {
  const step = below(
    node,
    'monthStep_one',
    'monthStep_bare',
    'monthStep_other',
    'monthStep_ordinal',
    'monthStep_number',
    'monthStep_quarter',
  )[0];
  if (step?.ctorName === 'monthStep_other') return 2;
  if (step?.ctorName === 'monthStep_quarter') return 3;
  if (step?.ctorName === 'monthStep_number') return numberOf(words(the(step, 'number')));
  if (step?.ctorName === 'monthStep_ordinal') return ordinalNumber(the(step, 'ordinal'));
  return 1;
}

function datesOf(node: Node): Array<{ month: number; day: number }> {
  return below(node, 'MonthDate').map((date) => ({
    month: monthOf(the(date, 'monthName')),
    day: Number(ordinalOf(words(the(date, 'dayNumber')))),
  }));
}

function window(node: Node): Clause {
  const [from, to] = timesOf(node);
  return { kind: 'window', from: from ?? null, to: to ?? null };
}

function ofEachHour(node: Node): boolean {
  return /\b(each|every) hour$/.test(words(node));
}

function marks(node: Node, minutes: number[]): Clause {
  if (minutes.some((minute) => !Number.isInteger(minute) || minute < 0 || minute > 59))
    throw new ScheduleTextProblem(`"${words(node)}" names a minute outside 0 to 59.`);
  return { kind: 'minute-marks', minutes, recurs: ofEachHour(node) };
}
