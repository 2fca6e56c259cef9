/** Finds the schedule of a request and takes its words out of the sentence, wherever they stand. */
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import {
  type FoundSchedule,
  findSchedules,
  parseScheduleText,
  type ScheduleTextContext,
} from '../schedule/schedule-text.ts';
import { tokenise } from './tokens.ts';

export interface LiftedSchedule {
  /** Spans of the request that are about when, not what. */
  spans: Array<{ start: number; end: number }>;
  text: string | null;
  schedule: ScheduleSpec | null;
  /** The interval of "repeat every 5 minutes until …": a loop's, not the flow's. */
  everySeconds: number | null;
  assumptions: string[];
  /** Two schedules that do not go together. */
  conflict: string | null;
}

const now =
  /\b(?:right now|straight away|right away|immediately|at once|once now|now)\b(?=\s*(?:[.,;!]|$|and\b|then\b|→|->))/gi;
const manual =
  /\b(?:manually|on demand|only )?(?:when|whenever|if) i (?:ask|tell you|say so|start it|run it)\b(?: for it| to)?|\b(?:manually|on demand)\b/gi;
/** Said before a schedule and meaning nothing without it. */
const lead =
  /(?:\b(?:on a schedule of|on schedule|schedule[d]?(?: it)?(?: for)?:?|starting|beginning|begin|from now on|cron(?: expression)?:?|once)\s+|[("]\s*)$/i;

export function liftSchedules(request: string, context: ScheduleTextContext): LiftedSchedule {
  const lifted: LiftedSchedule = {
    spans: [],
    text: null,
    schedule: null,
    everySeconds: null,
    assumptions: [],
    conflict: null,
  };
  const visible = blank(request);
  const found =
    quotedCron(request, context) ??
    findSchedules(visible, context)
      .filter((one) => !isRetryGap(visible, one))
      .map((one) => withTimeBefore(one, visible, context));
  const loops =
    /\b(?:until|till|(?:stop|end|quit|finish)(?: it| this| that)? (?:when|once|as soon as|if)|wait for (?!\d)|and (?:then )?stop\b|keep (?:on )?(?:polling|checking|watching|monitoring|trying|fetching|querying|asking|testing)\b[\s\S]*\b(?:as soon as|once|when))\b(?! there (?:are|is) no\b)/i.test(
      visible,
    );
  const rest: FoundSchedule[] = [];
  for (const one of found) {
    const before = visible.slice(0, one.start);
    const start = one.start - (lead.exec(before)?.[0].length ?? 0);
    const closing = /^\s*[)"]/.exec(visible.slice(one.end));
    lifted.spans.push({
      start,
      end: one.end + (closing !== null && /["(]/.test(visible.slice(start, one.start)) ? closing[0].length : 0),
    });
    const seconds = loops && lifted.everySeconds === null ? intervalSeconds(one) : null;
    if (seconds === null) rest.push(one);
    else lifted.everySeconds = seconds;
  }
  settle(rest, lifted, context);
  if (lifted.schedule === null && lifted.conflict === null) spoken(visible, lifted, context);
  lifted.spans.sort((one, other) => one.start - other.start);
  return lifted;
}

/** "9am daily", "22:30 every night": a time of day that stands before its day. */
const timeBefore =
  /(?<![\w:¤])(?:at\s+)?(?:\d{1,2}(?:[:.]\d{2}\s*(?:am|pm)?|\s*(?:am|pm|o'clock(?: sharp)?))|noon|midnight)[\s,]+$/i;

function withTimeBefore(one: FoundSchedule, visible: string, context: ScheduleTextContext): FoundSchedule {
  const time = timeBefore.exec(visible.slice(0, one.start));
  if (time === null) return one;
  const start = time.index;
  const text = visible.slice(start, one.end);
  const parsed = parseScheduleText(text.replace(/\s+/g, ' '), context);
  return parsed.ok ? { start, end: one.end, text, schedule: parsed.schedule, assumptions: parsed.assumptions } : one;
}

function settle(rest: FoundSchedule[], lifted: LiftedSchedule, context: ScheduleTextContext): void {
  const [first] = rest;
  if (first === undefined) return;
  if (rest.length === 1 || new Set(rest.map((one) => JSON.stringify({ ...one.schedule, text: '' }))).size === 1) {
    Object.assign(lifted, { text: first.text, schedule: first.schedule, assumptions: first.assumptions });
    return;
  }
  // "daily … at 9am", said apart.
  for (const text of [rest, rest.toReversed()].map((order) => order.map((one) => one.text).join(' '))) {
    const joined = parseScheduleText(text, context);
    if (!joined.ok) continue;
    Object.assign(lifted, { text, schedule: joined.schedule, assumptions: joined.assumptions });
    return;
  }
  lifted.conflict = rest.map((one) => `"${one.text}"`).join(' and ');
}

/** "now" and "only when I ask" are schedules too, when nothing else is. */
function spoken(visible: string, lifted: LiftedSchedule, context: ScheduleTextContext): void {
  const common = { timezone: context.timezone };
  for (const match of visible.matchAll(manual)) {
    lifted.spans.push({ start: match.index, end: match.index + match[0].length });
    Object.assign(lifted, { text: 'on demand', schedule: { kind: 'manual', text: 'on demand', ...common } });
  }
  if (lifted.schedule !== null) return;
  for (const match of visible.matchAll(now)) {
    if (/(?:is|are|it|me|us|about it)\s+$/i.test(visible.slice(0, match.index)) && !/now$/i.test(match[0])) continue;
    lifted.spans.push({ start: match.index, end: match.index + match[0].length });
    Object.assign(lifted, {
      text: 'now',
      schedule: { kind: 'at', at: [new Date(context.nowMs).toISOString()], text: 'now', ...common },
    });
  }
}

/** Addresses, quoted texts, file names and amounts hold no schedule, whatever they look like. */
function blank(request: string): string {
  let visible = request;
  for (const token of tokenise(request).tokens) {
    if (!['url', 'quoted', 'file', 'money', 'percent', 'name'].includes(token.kind)) continue;
    visible = visible.slice(0, token.start) + '¤'.repeat(token.end - token.start) + visible.slice(token.end);
  }
  // "Every Monday at 8: read …": this colon belongs to no clock time.
  return visible.replace(/:(?=\s|$)/g, ';');
}

function quotedCron(request: string, context: ScheduleTextContext): FoundSchedule[] | null {
  for (const token of tokenise(request).tokens) {
    if (token.kind !== 'quoted' || !/^[\d*/,-]+(?: [\w*/,\-#]+){4,5}$/.test(token.text)) continue;
    const parsed = parseScheduleText(token.text, context);
    if (parsed.ok)
      return [
        {
          start: token.start,
          end: token.end,
          text: token.text,
          schedule: parsed.schedule,
          assumptions: parsed.assumptions,
        },
      ];
  }
  return null;
}

/** "retry 3 times every 10 seconds": the pause between tries. */
function isRetryGap(visible: string, one: FoundSchedule): boolean {
  return (
    /^every \d+ (?:s|secs?|seconds?)$/i.test(one.text.trim()) &&
    /(?:times|\dx|retries|tries|attempts)[\s,]*$/i.test(visible.slice(0, one.start))
  );
}

const units: Array<[RegExp, number]> = [
  [/^s/i, 1],
  [/^m/i, 60],
  [/^h/i, 3600],
  [/^d/i, 86_400],
  [/^w/i, 604_800],
];
const counts: Record<string, number> = {
  '': 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  half: 0.5,
  few: 3,
  other: 2,
};

function intervalSeconds(one: FoundSchedule): number | null {
  if (one.schedule.kind === 'every') return one.schedule.everyMs / 1000;
  const text = one.text.trim();
  if (/^hourly$/i.test(text)) return 3600;
  const match =
    /^(?:every|each|once (?:a|an|every|per))\s*(\d+|two|three|five|ten|fifteen|twenty|thirty|half|few|other)?\s*(?:an?\s+)?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|weeks?)$/i.exec(
      text,
    );
  if (match === null) return null;
  const amount = Number(match[1] ?? '') || (counts[(match[1] ?? '').toLowerCase()] ?? 1);
  return amount * (units.find(([unit]) => unit.test(match[2] ?? ''))?.[1] ?? 60);
}
