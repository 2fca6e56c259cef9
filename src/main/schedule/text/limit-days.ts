/** The days that a limit names: "31 December", "the end of the month", "next week", "2027". */
import type { ParsedResult } from 'chrono-node/en';
import { monthOfName } from '../calendar-names.ts';
import { wallMsAt } from '../zone-time.ts';
import type { LimitContext, LimitDay, SaidLimit } from './said-limit.ts';
import { dateMentions } from './single-moments.ts';

const dayMs = 86_400_000;

const mayBeDay =
  /^(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|tod|tom|ton|this|next|in|noon|midnight|a |one|two|three|four|five|six|seven|eight|nine|ten)/;
const notInDay = /\b(?:every|each|except|until|till|starting|for|daily|hourly|weekdays?|between|with|from)\b/;

/** The first (`start`) or last (`end`) moment of what is named; null when it names no day. */
export function limitDay(text: string, context: LimitContext, edge: 'start' | 'end'): LimitDay | null {
  const said = text
    .trim()
    .replace(/^(?:on |the )+(?=\w)/, '')
    .replace(/[.,;]+$/, '');
  const today = Math.floor(wallMsAt(context.timezone, context.nowMs) / dayMs) * dayMs;
  const span = namedSpan(said, today);
  if (span !== null) return { wallMs: edge === 'start' ? span[0] : span[1] - 1, timed: false, yearly: false };
  // chrono-node is slow to find nothing.
  if (!mayBeDay.test(said) || notInDay.test(said)) return null;
  const mentions = dateMentions(said, context);
  const [mention] = mentions;
  if (mentions.length !== 1 || mention === undefined || mention.end !== null || mention.index !== 0) return null;
  if (mention.text.length !== said.length) return null;
  return fromMention(mention, context, edge);
}

function fromMention(mention: ParsedResult, context: LimitContext, edge: 'start' | 'end'): LimitDay | null {
  const { start } = mention;
  const dated = start.isCertain('day') || start.isCertain('weekday') || mention.tags().has('result/relativeDate');
  if (!dated && !/today|tonight|tomorrow/i.test(mention.text)) return null;
  const yearly = start.isCertain('month') && !start.isCertain('year');
  const timed = start.isCertain('hour');
  if (start.isCertain('timezoneOffset'))
    return { wallMs: wallMsAt(context.timezone, start.date().getTime()), timed: true, yearly: false };
  const day = Date.UTC(start.get('year') ?? 1970, (start.get('month') ?? 1) - 1, start.get('day') ?? 1);
  if (new Date(day).getUTCDate() !== start.get('day')) return null;
  if (timed) {
    const clock =
      ((start.get('hour') ?? 0) * 60 + (start.get('minute') ?? 0)) * 60_000 + (start.get('second') ?? 0) * 1000;
    return { wallMs: day + clock, timed: true, yearly };
  }
  return { wallMs: edge === 'start' ? day : day + dayMs - 1, timed: false, yearly };
}

/** [start, end) of "next week", "the end of the month", "2027", "March 2027". */
function namedSpan(text: string, today: number): [number, number] | null {
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const monday = today - ((date.getUTCDay() + 6) % 7) * dayMs;
  const said = text
    .replace(/^(?:end|the end|close) of (?:the |this )?/, 'end of ')
    .replace(/^(?:start|the start|beginning|the beginning) of (?:the )?/, '')
    .replace(/^(?:year'?s? end|end of year)$/, 'end of year')
    .replace(/^month'?s? end$/, 'end of month');
  const name = said.replace(/^end of /, '');
  const ended = said !== name;
  const unit = /^(this |next )?(day|week|month|quarter|year)$/.exec(name);
  if (unit !== null && (unit[1] !== undefined || ended)) {
    const ahead = unit[1] === 'next ' ? 1 : 0;
    const quarter = Math.floor(month / 3) + ahead;
    const spans: Record<string, [number, number]> = {
      day: [today + ahead * dayMs, today + (ahead + 1) * dayMs],
      week: [monday + ahead * 7 * dayMs, monday + (ahead + 1) * 7 * dayMs],
      month: [Date.UTC(year, month + ahead, 1), Date.UTC(year, month + ahead + 1, 1)],
      quarter: [Date.UTC(year, quarter * 3, 1), Date.UTC(year, quarter * 3 + 3, 1)],
      year: [Date.UTC(year + ahead, 0, 1), Date.UTC(year + ahead + 1, 0, 1)],
    };
    return spans[unit[2] ?? ''] ?? null;
  }
  const ofMonth = /^([a-z]+)(?: (\d{4}))?$/.exec(name);
  const named = ofMonth === null ? null : monthOfName(ofMonth[1] ?? '');
  // "Until March" may mean its beginning or its end; with a year, or as its end, it is clear enough.
  if (named !== null && (ended || ofMonth?.[2] !== undefined)) {
    const inYear = ofMonth?.[2] === undefined ? (named - 1 < month ? year + 1 : year) : Number(ofMonth[2]);
    return [Date.UTC(inYear, named - 1, 1), Date.UTC(inYear, named, 1)];
  }
  const inYear = /^(?:the year )?((?:19|20)\d\d)$/.exec(name)?.[1];
  return inYear === undefined ? null : [Date.UTC(Number(inYear), 0, 1), Date.UTC(Number(inYear) + 1, 0, 1)];
}

/** "1 March and 30 June", "tomorrow to friday": the first and the last day. */
export function limitSpan(text: string, context: LimitContext): SaidLimit | null {
  for (const match of text.matchAll(/\s*(?:\b(?:and|to|until|till|through)\b|(?<=\s)-(?=\s))\s*/g)) {
    const until = limitDay(text.slice(match.index + match[0].length), context, 'end');
    if (until === null) continue;
    let first = text.slice(0, match.index);
    // "1 to 15 march": the month is said once.
    if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(first)) first = `${first} ${/[a-z]{3,}(?: \d{4})?$/.exec(text)?.[0] ?? ''}`;
    const from = limitDay(first, context, 'start');
    if (from !== null) return { from, until };
  }
  return null;
}

/** "From 1 November to 31 December", said in between: it has begun, and is not next year's. */
export function begun(from: LimitDay, until: LimitDay | undefined): LimitDay {
  if (until === undefined) return from;
  if (from.wallMs <= until.wallMs || !from.yearly) return from;
  const date = new Date(from.wallMs);
  return { ...from, wallMs: date.setUTCFullYear(date.getUTCFullYear() - 1) };
}
