import * as chrono from 'chrono-node/en';
import type { ScheduleSpec } from '../../../shared/domain/schedule.ts';
import { isoInZone, momentOfWall, offsetMsAt, wallMsAt } from '../zone-time.ts';
import { type Clause, type DayPart, type PlacedClause, ScheduleTextProblem, type TimeOfDay } from './clauses.ts';
import { leadingPhrase, wholePhrase } from './phrases.ts';
import { hourInPart } from './read-times.ts';
import { clock } from './within-day.ts';
import { zoneNamed } from './zone-names.ts';

/** Single moments: chrono-node reads the date, our grammar whatever it leaves ("half past nine", "New York time"). */

interface MomentContext {
  timezone: string;
  nowMs: number;
  text: string;
  /** Moments that have passed are answered too. */
  pastToo?: boolean;
}

export interface BuiltMoments {
  schedule: Extract<ScheduleSpec, { kind: 'at' }>;
  assumptions: string[];
}

const partHours: Readonly<Record<DayPart, number>> = {
  morning: 8,
  lunchtime: 12,
  afternoon: 14,
  evening: 18,
  night: 22,
};

export function dateMentions(text: string, context: { timezone: string; nowMs: number }): chrono.ParsedResult[] {
  const timezone = offsetMsAt(context.timezone, context.nowMs) / 60_000;
  return chrono.parse(text, { instant: new Date(context.nowMs), timezone }, { forwardDate: true });
}

/** The whole text as single moments, or null when it is none. @throws ScheduleTextProblem when it is one that cannot be. */
export function wholeMoments(text: string, context: MomentContext): BuiltMoments | null {
  const first = readWhole(text, context.timezone, context);
  if (first === null) return null;
  const zone = zoneOf(first.clauses, context.timezone);
  // "Tomorrow" depends on the zone, so a zone in the text means reading it again from there.
  const read = zone === context.timezone ? first : readWhole(text, zone, context);
  return read === null ? null : buildMoments(read.mentions, read.clauses, { ...context, timezone: zone });
}

const betweenDates = /^(?:please|once|only|just|on|at|the|and|run|check|do|it|this|remind me|[,;.!\s])*$/i;
const beforeClause = /^(?:please|once|only|just|on|the|and|run|check|do|it|this|[,;.!\s])*/i;

function readWhole(
  text: string,
  timezone: string,
  context: MomentContext,
): { mentions: chrono.ParsedResult[]; clauses: Clause[] } | null {
  const mentions = dateMentions(text, { timezone, nowMs: context.nowMs });
  if (mentions.length === 0 || mentions.some(isBareDuration)) return null;
  const clauses: Clause[] = [];
  let position = 0;
  for (const [start, end] of [
    ...mentions.map((mention) => [mention.index, mention.index + mention.text.length]),
    [text.length, text.length],
  ] as Array<[number, number]>) {
    const gap = text.slice(position, start);
    position = end;
    if (betweenDates.test(gap)) continue;
    const phrase = wholePhrase(gap.replace(beforeClause, '').replace(/\b(on|at|the)\s*$/i, ''));
    if (phrase === null || !phrase.every(({ clause }) => refinesMoment(clause))) return null;
    clauses.push(...phrase.map(({ clause }) => clause));
  }
  return { mentions, clauses };
}

/** "2 hours" may be "every" or "in": it is not for us to say. */
export function isBareDuration(mention: chrono.ParsedResult): boolean {
  return (
    tagged(mention, 'relativeDate') &&
    /^(?:\d|an? |one|two|three|four|five|ten|twenty|thirty|half )/i.test(mention.text) &&
    !/from now|later|hence/i.test(mention.text)
  );
}

function refinesMoment(clause: Clause): boolean {
  return (
    clause.kind === 'times' ||
    clause.kind === 'zone' ||
    clause.kind === 'nothing' ||
    (clause.kind === 'part' && !clause.recurs)
  );
}

function zoneOf(clauses: Clause[], local: string): string {
  const name = clauses.find((clause) => clause.kind === 'zone')?.name;
  const zone = name === undefined ? local : zoneNamed(name, local);
  if (zone === null)
    throw new ScheduleTextProblem(`I know no time zone "${name}": try "Europe/Berlin", "New York time" or "UTC".`);
  return zone;
}

/** The clauses after a date in a sentence that belong to it: "tomorrow | at half past nine New York time". */
export function refinementAfter(text: string): PlacedClause[] {
  const phrase = leadingPhrase(text) ?? [];
  const stop = phrase.findIndex(({ clause }) => !refinesMoment(clause));
  return stop === -1 ? phrase : phrase.slice(0, stop);
}

export function buildMoments(mentions: chrono.ParsedResult[], clauses: Clause[], context: MomentContext): BuiltMoments {
  const timezone = zoneOf(clauses, context.timezone);
  const assumptions: string[] = [];
  const times = clauses.flatMap((clause) => (clause.kind === 'times' ? clause.times : []));
  const part = clauses.find((clause) => clause.kind === 'part')?.part ?? null;
  const lastTime = mentions.map(ownTime).findLast((time) => time !== null) ?? null;
  const moments = mentions.flatMap((mention) => {
    checkIsADay(mention, context.text);
    if (mention.start.isCertain('timezoneOffset')) return [mention.start.date().getTime()];
    const own = ownTime(mention);
    const clocks =
      own !== null
        ? [own]
        : times.length > 0
          ? times
          : lastTime !== null
            ? [lastTime]
            : [assumedTime(mention, part, { ...context, timezone }, assumptions)];
    return clocks.map((time) =>
      forward(mention, part !== null && time.bare ? { ...time, hour: hourInPart(time.hour, part) } : time, {
        timezone,
        nowMs: context.nowMs,
      }),
    );
  });
  const past = context.pastToo === true ? undefined : moments.find((moment) => moment <= context.nowMs);
  if (past !== undefined)
    throw new ScheduleTextProblem(
      `"${context.text}" is already past: it would have been at ${isoInZone(timezone, past)}.`,
    );
  const slashed = mentions.find((mention) => /\d\/\d/.test(mention.text));
  if (slashed !== undefined)
    assumptions.push(`${slashed.text} means ${isoInZone(timezone, moments[0] ?? 0).slice(0, 10)}`);
  const at = [...new Set(moments)].sort((a, b) => a - b).map((moment) => isoInZone(timezone, moment));
  return { schedule: { kind: 'at', at, timezone, text: context.text }, assumptions };
}

function ownTime(mention: chrono.ParsedResult): TimeOfDay | null {
  const { start } = mention;
  if (!start.isCertain('hour')) return null;
  return {
    hour: start.get('hour') ?? 0,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
    bare: !start.isCertain('meridiem') && !mention.text.includes(':'),
  };
}

function checkIsADay(mention: chrono.ParsedResult, text: string): void {
  if (mention.end !== null && mention.end !== undefined)
    throw new ScheduleTextProblem(`"${text}" is a span of time, not a moment: name one time, or say how often.`);
  const { start } = mention;
  if (
    start.isCertain('day') ||
    start.isCertain('weekday') ||
    start.isCertain('hour') ||
    tagged(mention, 'casualReference')
  )
    return;
  throw new ScheduleTextProblem(
    `Which day is "${mention.text}"? Try "on 24 December 2026 at 8" or "next friday at 9am".`,
  );
}

function tagged(mention: chrono.ParsedResult, tag: string): boolean {
  return [...mention.start.tags()].some((one) => one.includes(tag));
}

/** No hour was said: the part of the day's, for "in 3 days" the same time as now, otherwise 09:00. */
function assumedTime(
  mention: chrono.ParsedResult,
  part: DayPart | null,
  context: MomentContext,
  assumptions: string[],
): TimeOfDay {
  const said =
    part ??
    (/(morning|lunchtime|afternoon|evening|night)/i.exec(mention.text)?.[1]?.toLowerCase() as DayPart | undefined) ??
    null;
  if (said !== null) {
    assumptions.push(`${said} means ${clock(partHours[said] * 60)}`);
    return { hour: partHours[said], minute: 0, second: 0, bare: false };
  }
  if (tagged(mention, 'relativeDate')) {
    const wall = new Date(wallMsAt(context.timezone, context.nowMs));
    return { hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), second: wall.getUTCSeconds(), bare: false };
  }
  assumptions.push('no time was named, so at 09:00');
  return { hour: 9, minute: 0, second: 0, bare: false };
}

/** The moment on the day chrono found; the next such one when what was said leaves that open. */
function forward(mention: chrono.ParsedResult, time: TimeOfDay, context: { timezone: string; nowMs: number }): number {
  const { start } = mention;
  const [year = 1970, month = 1, day = 1] = [start.get('year'), start.get('month'), start.get('day')].map(
    (value) => value ?? 1,
  );
  const onDay = (shiftDays: number, shiftYears: number): number =>
    momentOfWall(
      context.timezone,
      Date.UTC(year + shiftYears, month - 1, day + shiftDays, time.hour, time.minute, time.second),
    );
  const moment = onDay(0, 0);
  if (moment > context.nowMs) return moment;
  if (start.isCertain('weekday') && !start.isCertain('day')) return onDay(7, 0);
  if (start.isCertain('month') && !start.isCertain('year')) return onDay(0, 1);
  if (!start.isCertain('day') && !tagged(mention, 'casualReference')) return onDay(1, 0);
  return moment;
}
