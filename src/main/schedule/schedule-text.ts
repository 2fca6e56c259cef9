import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import { nextOccurrences } from './recurrence.ts';
import { type BuildContext, buildSchedule } from './text/build-schedule.ts';
import { type Clause, ScheduleTextProblem } from './text/clauses.ts';
import { readCombined } from './text/combined-text.ts';
import { wholeCronPhrase } from './text/cron-phrase.ts';
import { endOfLimitsAfter, readLimited } from './text/limited-text.ts';
import { wholePhrase } from './text/phrases.ts';
import { respell } from './text/respell.ts';
import { type FoundSchedule, findUnlimited } from './text/sentence-schedules.ts';
import { wholeMoments } from './text/single-moments.ts';
import { momentOfWall, wallMsAt } from './zone-time.ts';

export type { FoundSchedule };

/**
 * Schedule text in, schedule out: one parser for the planner, the terminal and the forms. Cron as cron, recurring English by our
 * grammar, single moments by chrono-node; whatever none of them reads in full is refused by name, never guessed.
 */

export interface ScheduleTextContext {
  /** IANA zone used when the text names none. */
  timezone: string;
  nowMs: number;
}

export type ParsedSchedule =
  | {
      ok: true;
      schedule: ScheduleSpec /** What was taken for granted, for the plan card: "morning means 08:00". */;
      assumptions: string[];
    }
  | { ok: false; message: string };

const examples =
  'Try "every weekday at 8:30", "every 10 minutes", "on the 5th of every month at 7am", "tomorrow at 14:00" or a cron expression such as "0 9 * * 1-5".';
const byHand =
  /^(?:(?:only )?(?:manual(?:ly)?|by hand|on demand|on request|when (?:i|you) (?:say|ask|start it|run it|tell you)(?: so)?|when asked)|never|no schedule|not scheduled)[.!]?$/i;
const longestText = 500;

/** Every longest schedule in a sentence, with the limits that follow it. */
export function findSchedules(text: string, context: ScheduleTextContext): FoundSchedule[] {
  const found = findUnlimited(text, context);
  return found.map((one, index) => {
    const end = endOfLimitsAfter(text, one.end, context);
    if (end === one.end || end > (found[index + 1]?.start ?? text.length)) return one;
    const whole = `${one.text} ${text.slice(one.end, end).trim()}`;
    const parsed = parseScheduleText(whole, context);
    return parsed.ok ? { ...one, end, text: whole, schedule: parsed.schedule, assumptions: parsed.assumptions } : one;
  });
}

/** The whole text must be a schedule. */
export function parseScheduleText(text: string, context: ScheduleTextContext): ParsedSchedule {
  const said = text.trim().replace(/\s+/g, ' ');
  if (said === '') return { ok: false, message: `When should it run? ${examples}` };
  if (said.length > longestText)
    return { ok: false, message: `That is too long for a schedule (${said.length} characters). ${examples}` };
  try {
    const parsed = parseWhole(respell(said), context);
    // The user's own words are what is shown.
    if (parsed?.ok === true) return { ...parsed, schedule: { ...parsed.schedule, text: said } };
    return parsed ?? { ok: false, message: notUnderstood(said, context) };
  } catch (error) {
    if (error instanceof ScheduleTextProblem) return { ok: false, message: error.message };
    throw error;
  }
}

interface Read {
  schedule: ScheduleSpec;
  assumptions: string[];
}

function parseWhole(text: string, { timezone, nowMs }: ScheduleTextContext): ParsedSchedule | null {
  const context = { timezone, nowMs, text };
  const single = readOrProblem(text, context);
  if (single !== null && !(single instanceof ScheduleTextProblem)) return { ok: true, ...single };
  const several = (part: string, zone = timezone): Read | null =>
    readWell(part, { ...context, timezone: zone, text: part }) ??
    readCombined(part, { timezone: zone, text: part }, (one, inZone) =>
      readWell(one, { nowMs, timezone: inZone, text: one }),
    );
  const read = several(text) ?? readLimited(text, context, several);
  if (read !== null) {
    const schedule = { ...read.schedule, text };
    if (nextOccurrences(schedule, { afterMs: nowMs, count: 1 }).length === 0)
      throw new ScheduleTextProblem(`"${text}" would never fire.`);
    return { ok: true, schedule, assumptions: read.assumptions };
  }
  if (single instanceof ScheduleTextProblem) throw single;
  return null;
}

function readWell(text: string, context: BuildContext): Read | null {
  const read = readOrProblem(text, context);
  return read === null || read instanceof ScheduleTextProblem ? null : read;
}

function readOrProblem(text: string, context: BuildContext): Read | ScheduleTextProblem | null {
  try {
    return readOne(text, context);
  } catch (error) {
    if (error instanceof ScheduleTextProblem) return error;
    throw error;
  }
}

/** A text that is one schedule, without limits. */
function readOne(text: string, context: BuildContext): Read | null {
  const { timezone } = context;
  if (byHand.test(text)) return { schedule: { kind: 'manual', timezone, text }, assumptions: [] };
  const cron = wholeCronPhrase(text, context);
  if (cron !== null) return { schedule: cron, assumptions: [] };

  const phrase = wholePhrase(text);
  if (phrase === null) return moments(text, context) ?? anchored(text, context);
  const built = buildOrProblem(
    phrase.map(({ clause }) => clause),
    context,
  );
  if (!(built instanceof ScheduleTextProblem) && (built.recurs || built.onlyTimes))
    return { schedule: built.schedule, assumptions: built.assumptions };
  // Nothing said that it repeats ("monday at 9", "24 December"): then it is a moment if it can be one.
  const single = phrase.some(({ clause }) => clause.kind === 'interval' || clause.kind === 'times-per')
    ? null
    : moments(text, context);
  if (single !== null) return single;
  if (built instanceof ScheduleTextProblem) throw built;
  return { schedule: built.schedule, assumptions: [...built.assumptions, 'it repeats'] };
}

function buildOrProblem(
  clauses: Parameters<typeof buildSchedule>[0],
  context: Parameters<typeof buildSchedule>[1],
): ReturnType<typeof buildSchedule> | ScheduleTextProblem {
  try {
    return buildSchedule(clauses, context);
  } catch (error) {
    if (error instanceof ScheduleTextProblem) return error;
    throw error;
  }
}

const dayMs = 86_400_000;

/** Whole days keep the time of day (and the weekday) they were asked for with; the start gives the day. */
function anchorFrom(
  { everyMs, anchorMs, timezone }: Extract<ScheduleSpec, { kind: 'every' }>,
  startMs: number,
  startHasTime: boolean,
): number {
  if (everyMs % dayMs !== 0) return startMs;
  const asked = wallMsAt(timezone, anchorMs);
  const start = wallMsAt(timezone, startMs);
  const timeOfDay = startHasTime ? start % dayMs : asked % dayMs;
  let day = Math.floor(start / dayMs) * dayMs;
  if (everyMs % (7 * dayMs) === 0) while (new Date(day).getUTCDay() !== new Date(asked).getUTCDay()) day += dayMs;
  return momentOfWall(timezone, day + timeOfDay);
}

function moments(text: string, context: BuildContext): Read | null {
  const built = wholeMoments(text, context);
  return built === null ? null : { schedule: built.schedule, assumptions: built.assumptions };
}

const anchorPart = /^(.*?\S),?\s+(?:starting(?: on| from)?|beginning(?: on)?|counted from|from|as of|since)\s+(\S.*)$/i;

const fineMs: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };

/** The length of an interval shorter than a day that is said alone; null for anything else. */
function fineEveryMs(clauses: readonly Clause[]): number | null {
  const [only, ...more] = clauses.filter(({ kind }) => kind !== 'nothing' && kind !== 'zone');
  if (only?.kind !== 'interval' || more.length > 0) return null;
  const unitMs = fineMs[only.unit];
  return unitMs === undefined ? null : only.amount * unitMs;
}

/** "every 3 days at 7, from 23 November 2026": an interval counted from a given moment. */
function anchored(text: string, context: BuildContext): Read | null {
  const [, interval = '', from = ''] = anchorPart.exec(text) ?? [];
  const phrase = wholePhrase(interval);
  const start = phrase === null ? null : wholeMoments(from, { ...context, pastToo: true });
  if (phrase === null || start === null) return null;
  const timezone = start.schedule.timezone;
  const { schedule, assumptions } = buildSchedule(
    phrase.map(({ clause }) => clause),
    { ...context, timezone },
  );
  const startsAt = /\d:\d\d|\d ?[ap]m\b|noon|midnight|\bat \d/i.test(from);
  const fine = fineEveryMs(phrase.map(({ clause }) => clause));
  // "every 2 hours from tomorrow at 9": counted from there.
  if (schedule.kind === 'cron' && fine !== null && startsAt) {
    const anchorMs = Date.parse(start.schedule.at[0] ?? '');
    return { schedule: { kind: 'every', everyMs: fine, anchorMs, timezone, text }, assumptions: [] };
  }
  // Anything else begins on that day: a limit (limited-text.ts).
  if (schedule.kind !== 'every') return null;
  const anchorMs = anchorFrom(schedule, Date.parse(start.schedule.at[0] ?? ''), startsAt);
  return {
    schedule: { ...schedule, anchorMs },
    assumptions: assumptions.filter((one) => one !== 'counted from now'),
  };
}

/** Names the part that is not understood: what is left beside the longest phrase that is. */
function notUnderstood(text: string, context: ScheduleTextContext): string {
  const found = findSchedules(text, context)[0];
  if (found !== undefined) {
    const rest = `${text.slice(0, found.start)} ${text.slice(found.end)}`;
    if (/\w/.test(rest)) return unknownPart(rest, found.text);
  }
  const after = /^((?:every|each|all|on|at|in|next)\s+)(.+)$/i.exec(text);
  if (after !== null) return `I do not understand "${after[2]}" after "${(after[1] ?? '').trim()}". ${examples}`;
  return `I do not understand "${text}" as a schedule. ${examples}`;
}

function unknownPart(part: string, understood: string): string {
  const trim = (words: string): string => words.trim().replace(/^[,;.\s]+|[,;.\s]+$/g, '');
  return `I understand "${trim(understood)}", but not "${trim(part)}". ${examples}`;
}
