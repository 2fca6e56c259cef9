import type { Node } from 'ohm-js';
import type { DayPart, TimeOfDay } from './clauses.ts';
import { ScheduleTextProblem } from './clauses.ts';
import { numberOf } from './numbers.ts';
import { below, has, the, words } from './tree.ts';

/** Times of day out of the parse tree. */

export function partOf(node: Node): DayPart {
  const text = words(node);
  for (const part of ['morning', 'afternoon', 'evening', 'night'] as const) if (text.includes(part)) return part;
  return 'lunchtime';
}

/** Puts an hour said on a twelve-hour clock into its part of the day: 6 in the evening is 18, 10 at night 22, 2 at night 2. */
export function hourInPart(hour: number, part: DayPart): number {
  if (hour === 0 || hour > 12) return hour;
  if (part === 'morning') return hour === 12 ? 0 : hour;
  if (part === 'night') return hour === 12 ? 0 : hour < 6 ? hour : hour + 12;
  if (hour === 12) return 12;
  return hour + 12;
}

/** Every time of day below a node, in order. */
export function timesOf(node: Node): TimeOfDay[] {
  return below(node, 'ClearTime_withPart', 'ClearTime_hourWithPart', 'ClearTime_plain', 'military', 'HourOnly').map(
    timeOf,
  );
}

function timeOf(node: Node): TimeOfDay {
  if (node.ctorName === 'HourOnly') return checked(node, numberOf(words(node)), 0, 0, true);
  if (node.ctorName === 'military')
    return checked(node, Number(words(node).slice(0, 2)), Number(words(node).slice(2, 4)), 0, false);
  if (node.ctorName === 'ClearTime_hourWithPart') {
    const hour = hourInPart(numberOf(words(the(node, 'hourOnly'))), partOfTime(node));
    return checked(node, hour, 0, 0, false);
  }
  const clock = clockOf(the(node, 'clockTime'));
  if (node.ctorName === 'ClearTime_withPart')
    return { ...clock, hour: hourInPart(clock.hour, partOfTime(node)), bare: false };
  return clock;
}

function partOfTime(node: Node): DayPart {
  const part = below(node, 'dayPart')[0];
  return part === undefined ? 'night' : partOf(part);
}

function clockOf(node: Node): TimeOfDay {
  const form = node.children[0]?.ctorName ?? '';
  const digits = below(node, 'twoDigits').map((part) => Number(words(part)));
  const hourNode = below(node, 'hourDigits', 'hourWord')[0];
  const spoken = hourNode === undefined ? 0 : numberOf(words(hourNode));
  if (form === 'clockTime_noon') return at(12, 0);
  if (form === 'clockTime_midnight') return at(0, 0);
  const hour = onTwelveHourClock(node, spoken);
  if (form === 'clockTime_past') return around(node, hour, minutesOf(the(node, ...relativeAmounts)));
  if (form === 'clockTime_to') return around(node, hour, -minutesOf(the(node, ...relativeAmounts)));
  if (form === 'clockTime_halfNine') return around(node, hour, 30);
  if (form === 'clockTime_words') return checked(node, hour, numberOf(words(the(node, 'minuteWord'))), 0, false);
  return checked(node, hour, digits[0] ?? 0, digits[1] ?? 0, false);
}

export const relativeAmounts = ['relativeAmount_half', 'relativeAmount_quarter', 'relativeAmount_minutes'];
export function minutesOf(node: Node): number {
  if (node.ctorName === 'relativeAmount_half') return 30;
  if (node.ctorName === 'relativeAmount_quarter') return 15;
  return numberOf(words(the(node, 'number')));
}

function onTwelveHourClock(node: Node, hour: number): number {
  const meridiem = below(node, 'meridiem')[0];
  if (meridiem === undefined) return hour;
  if (hour < 1 || hour > 12) throw notATime(node);
  return (hour % 12) + (words(meridiem).startsWith('p') ? 12 : 0);
}

function at(hour: number, minute: number): TimeOfDay {
  return { hour, minute, second: 0, bare: false };
}

function around(node: Node, hour: number, minutes: number): TimeOfDay {
  const total = (((hour * 60 + minutes) % 1440) + 1440) % 1440;
  if (hour > 24 || Math.abs(minutes) >= 60) throw notATime(node);
  // "half past six" may still be the evening's.
  return { ...at(Math.floor(total / 60), total % 60), bare: !has(node, 'meridiem') };
}

function checked(node: Node, hour: number, minute: number, second: number, bare: boolean): TimeOfDay {
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) throw notATime(node);
  return { hour: hour % 24, minute, second, bare };
}

function notATime(node: Node): ScheduleTextProblem {
  return new ScheduleTextProblem(
    `"${words(node)}" is not a time of day. A day has 00:00 to 23:59: try "at 9am" or "at 17:30".`,
  );
}
