import { ScheduleTextProblem, type TimeOfDay } from './clauses.ts';
import { hourField, minuteField, timeFields } from './cron-fields.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { wholePhrase } from './phrases.ts';
import { hourInPart } from './read-times.ts';

/** Schedules that fire several times within a day by an interval: the time part of their crons. */

const dayMinutes = 1440;

export interface FineInterval {
  amount: number;
  unit: 'second' | 'minute' | 'hour';
}

/** Which part of the day an interval runs in. Minutes since midnight; `to` past 1440 means into the next day. */
interface Window {
  from: number;
  to: number;
  /** Somebody named the end, so an hourly schedule still fires on it. */
  toNamed: boolean;
}

const partWindows = {
  morning: [6, 12],
  lunchtime: [11, 14],
  afternoon: [12, 18],
  evening: [18, 22],
  night: [22, 30],
} as const;

export function windowOf(draft: Draft, assumptions: string[]): Window | null {
  if (draft.officeHours) {
    assumptions.push('office hours are 09:00 to 17:00, Monday to Friday');
    return { from: 9 * 60, to: 17 * 60, toNamed: true };
  }
  if (draft.window === null) {
    if (draft.part === null) return null;
    const [from, to] = partWindows[draft.part];
    assumptions.push(`${draft.part} means ${from}:00 to ${to % 24}:00`);
    return { from: from * 60, to: to * 60, toNamed: true };
  }
  const { part } = draft;
  const minutes = (time: TimeOfDay): number =>
    (time.bare && part !== null ? hourInPart(time.hour, part) : time.hour) * 60 + time.minute;
  const { from, to } = draft.window;
  const start = from === null ? 0 : minutes(from);
  let end = to === null ? dayMinutes : minutes(to);
  if (from !== null && to !== null) {
    // "from 9 to 5" and "from 8am to 6" mean the afternoon; "from 1 to 5pm" means one in the afternoon.
    if (to.bare && end <= start && to.hour < 12 && end + 720 > start) end += 720;
    if (from.bare && !to.bare && from.hour < 8 && start + 720 < end)
      return { from: start + 720, to: end, toNamed: true };
  }
  if (end <= start) end += dayMinutes;
  return { from: start, to: end, toNamed: to !== null };
}

/** Cron's time part, or null when no cron says it (the interval does not come out evenly within a day). */
export function fineTimeFields(
  interval: FineInterval,
  draft: Draft,
  options: { restricted: boolean },
  assumptions: string[],
): string[] | null {
  const window = windowOf(draft, assumptions);
  const { amount, unit } = interval;
  if (draft.minuteMarks !== null) return markedHours(interval, draft.minuteMarks, window);
  if (window === null) {
    if (unit === 'second' && 60 % amount === 0) return [`${step(amount)} * *`];
    if (unit === 'minute' && 60 % amount === 0) return [`${step(amount)} *`];
    if (unit === 'hour' && amount < 24 && 24 % amount === 0) return [`0 ${step(amount)}`];
    if (!options.restricted) return null;
    assumptions.push('counted from midnight of each of those days');
  }
  return inWindow(interval, window ?? { from: 0, to: dayMinutes, toNamed: false }, assumptions);
}

function step(amount: number): string {
  return amount === 1 ? '*' : `*/${amount}`;
}

function inWindow({ amount, unit }: FineInterval, window: Window, assumptions: string[]): string[] {
  const aligned = window.from % 60 === 0 && window.to % 60 === 0;
  if (unit === 'second') {
    if (60 % amount !== 0 || !aligned)
      throw new ScheduleTextProblem(`I cannot run something every ${amount} seconds within those hours.`);
    return [`${step(amount)} * ${hourField(hoursBetween(window, 1, false))}`];
  }
  if (unit === 'hour') {
    const hours = hoursBetween(window, amount, window.toNamed);
    const minute = window.from % 60;
    if (window.toNamed)
      assumptions.push(
        `the last one of the day is at ${clock((window.from + (hours.length - 1) * amount * 60) % dayMinutes)}`,
      );
    return [`${minute} ${steppedHours(hours, amount)}`];
  }
  if (60 % amount === 0 && aligned) {
    if (window.toNamed) assumptions.push(`the last one of the day is at ${clock((window.to - amount) % dayMinutes)}`);
    return [`${step(amount)} ${hourField(hoursBetween(window, 1, false))}`];
  }
  const times: TimeOfDay[] = [];
  for (let at = window.from; at < window.to; at += amount)
    times.push({ hour: Math.floor(at / 60) % 24, minute: at % 60, second: 0, bare: false });
  return timeFields(times);
}

/** Starting hours of the steps in a window; the end itself counts when `inclusive`. */
function hoursBetween(window: Window, amount: number, inclusive: boolean): number[] {
  const hours: number[] = [];
  for (let at = window.from; inclusive ? at <= window.to : at < window.to; at += amount * 60)
    if (hours.length < 24) hours.push(Math.floor(at / 60) % 24);
  return hours;
}

function steppedHours(hours: number[], amount: number): string {
  const [first = 0] = hours;
  const last = hours.at(-1) ?? first;
  return amount > 1 && hours.length > 2 && last > first ? `${first}-${last}/${amount}` : hourField(hours);
}

function markedHours({ amount, unit }: FineInterval, marks: number[], window: Window | null): string[] {
  if (unit !== 'hour')
    throw new ScheduleTextProblem('Minutes past the hour go with "every hour", not with a shorter interval.');
  if (window !== null) {
    const hours = hoursBetween(window, amount, window.toNamed && marks.every((mark) => mark === 0));
    return [`${minuteField(marks)} ${steppedHours(hours, amount)}`];
  }
  if (24 % amount !== 0)
    throw new ScheduleTextProblem(
      `Every ${amount} hours does not come out evenly in a day, so it cannot be tied to a minute of the hour.`,
    );
  return [`${marks.length === 2 ? [...marks].sort((a, b) => a - b).join() : minuteField(marks)} ${step(amount)}`];
}

/** "12 and 1pm", "22:00 to 7:00", "10pm-6am" as clock times; null when it is no span of hours. */
export function windowClock(text: string): { from: string; to: string } | null {
  const [only, ...more] = wholePhrase(`between ${text}`) ?? wholePhrase(`from ${text}`) ?? wholePhrase(text) ?? [];
  if (only === undefined || more.length > 0) return null;
  const draft = emptyDraft();
  if (only.clause.kind === 'office-hours') draft.officeHours = true;
  else if (only.clause.kind === 'window' && only.clause.from !== null && only.clause.to !== null)
    draft.window = only.clause;
  else return null;
  const window = windowOf(draft, []);
  return window && { from: clock(window.from % dayMinutes), to: clock(window.to % dayMinutes) };
}

export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
