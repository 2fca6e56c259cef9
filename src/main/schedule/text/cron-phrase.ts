import type { ScheduleSpec } from '../../../shared/domain/schedule.ts';
import { CronExpressionError, canonicalCron, cronParts, cronSeparator } from '../cron-expression.ts';
import { nextOccurrences } from '../recurrence.ts';
import { ScheduleTextProblem } from './clauses.ts';
import { zoneNamed } from './zone-names.ts';

/** Cron written as cron: "0 9 * * mon-fri", "@daily", with a zone after it if one likes. */

const aliases: Readonly<Record<string, string>> = {
  '@minutely': '* * * * *',
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@quarterly': '0 0 1 */3 *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const field = String.raw`[\d*?][\w*,\-/#?]*|[lL](?![\w])|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[-,/#][\w,\-/#]+)?`;
const expression = String.raw`(?:${field})(?:\s+(?:${field})){3,6}`;
const zone = String.raw`(?:\s+\(?([A-Za-z]+/[\w/+-]+|UTC|utc|GMT|gmt)\)?)?`;
const wholeCron = new RegExp(
  String.raw`^(?:cron:?\s+)?["'${'`'}]?((?:${expression}(?:\s*\|\s*)?)+|@\w+)["'${'`'}]?${zone}$`,
  'i',
);
const cronInSentence =
  /(?:[\d*][\d*,\-/]*)\s+(?:[\d*][\d*,\-/]*)(?:\s+(?:[\d*?lL][\w*,\-/#?]*|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[-,#/][\w,\-/#]+)?)(?![\w])){3,4}|@(?:hourly|daily|midnight|weekly|monthly|quarterly|yearly|annually|minutely)\b/gi;

/** Null when the text is not even meant as cron. @throws ScheduleTextProblem when it is, and wrong. */
export function wholeCronPhrase(text: string, context: { timezone: string; nowMs: number }): ScheduleSpec | null {
  const match = wholeCron.exec(text);
  const body = match?.[1]?.trim();
  // Two fields of digits and stars at least: "3 times a day on mon" is English.
  if (body === undefined || (!body.startsWith('@') && !/^[\d*?,\-/]+\s+[\d*?,\-/]+\s/.test(body))) return null;
  const timezone = match?.[2] === undefined ? context.timezone : zoneNamed(match[2], context.timezone);
  if (timezone === null) throw new ScheduleTextProblem(`I know no time zone "${match?.[2]}".`);
  return build(body, text, { timezone, nowMs: context.nowMs });
}

export function cronPhrasesIn(
  text: string,
  context: { timezone: string; nowMs: number },
): Array<{ start: number; end: number; schedule: ScheduleSpec }> {
  return [...text.matchAll(cronInSentence)].flatMap((match) => {
    const phrase = match[0];
    if (!/[*@]/.test(phrase)) return [];
    try {
      return [{ start: match.index, end: match.index + phrase.length, schedule: build(phrase, phrase, context) }];
    } catch (error) {
      if (error instanceof ScheduleTextProblem) return [];
      throw error;
    }
  });
}

function build(body: string, text: string, context: { timezone: string; nowMs: number }): ScheduleSpec {
  try {
    const cron = cronParts(body)
      .filter((part) => part !== '')
      .map(canonical)
      .join(cronSeparator);
    const schedule: ScheduleSpec = { kind: 'cron', cron, timezone: context.timezone, text };
    if (nextOccurrences(schedule, { afterMs: context.nowMs, count: 1 }).length === 0)
      throw new ScheduleTextProblem(`"${text}" would never fire.`);
    return schedule;
  } catch (error) {
    if (error instanceof CronExpressionError)
      throw new ScheduleTextProblem(
        `${error.message}. Try "0 9 * * 1-5" (minute, hour, day, month, weekday), or plain words such as "every weekday at 9am".`,
      );
    throw error;
  }
}

function canonical(part: string): string {
  if (!part.startsWith('@')) return canonicalCron(part);
  const known = aliases[part.toLowerCase()];
  if (known === undefined)
    throw new ScheduleTextProblem(`I know no schedule "${part}": there are ${Object.keys(aliases).join(', ')}.`);
  return known;
}
