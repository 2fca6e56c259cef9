/** The phrases that narrow a schedule down: "until 31 December", "for 10 times", "except on holidays". One rule a kind of phrase. */
import { monthOfName } from '../calendar-names.ts';
import { limitDay, limitSpan } from './limit-days.ts';
import { numberOf } from './numbers.ts';
import { wholePhrase } from './phrases.ts';
import type { LimitContext, SaidLimit } from './said-limit.ts';
import { windowClock } from './within-day.ts';

export interface LimitRule {
  /** How the phrase begins; matched where a word begins. */
  lead: RegExp;
  /** What may follow; null when it is not that. */
  read(object: string, context: LimitContext): SaidLimit | null;
  /** False: only where the whole text is a schedule, since in a sentence it may be about anything. */
  inSentence?: false;
}

const amount = '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)';
const countWord = (text: string): number => (/^an?$/.test(text) ? 1 : numberOf(text));
const unitOf = (text: string): NonNullable<SaidLimit['lasting']>['unit'] | null =>
  (['minute', 'hour', 'day', 'week', 'month', 'year'] as const).find((unit) => text.startsWith(unit)) ??
  (text.startsWith('fortnight') ? 'week' : null);
const units = 'minutes?|hours?|days?|weeks?|fortnights?|months?|years?';
const times = '(?:times|runs|firings|occurrences|repetitions|executions)';
const notPer = '(?!\\s*(?:a|an|per|each|every|in an?|daily|hourly|weekly|monthly)\\b)';

/** Whole matches against one pattern; nothing else may follow. */
function exactly(
  pattern: string,
  read: (groups: string[], context: LimitContext) => SaidLimit | null,
): LimitRule['read'] {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (object, context) => {
    const match = whole.exec(object);
    return match === null
      ? null
      : read(
          match.slice(1).map((group) => group ?? ''),
          context,
        );
  };
}

const timesRead = exactly(
  `(?:a total of )?(${amount}|once|twice)(?: ${times})?(?: (?:in total|in all|altogether|only|and then stop|then stop))?`,
  ([count = '']) => {
    const number = count === 'once' ? 1 : count === 'twice' ? 2 : countWord(count);
    return Number.isInteger(number) && number > 0 ? { times: number } : null;
  },
);

export const limitRules: readonly LimitRule[] = [
  {
    lead: /(?:until|till|through|up to|ending|ends|and ends|stopping|and stop|stop)(?: on| at| with| in)?(?: and including)? /y,
    read: (object, context) => {
      const day = limitDay(object.replace(/ (?:inclusive|included)$/, ''), context, 'end');
      return day && { until: day };
    },
  },
  {
    inSentence: false,
    lead: /before /y,
    read: (object, context) => {
      const day = limitDay(object, context, 'start');
      return day && !day.timed ? { until: { ...day, wallMs: day.wallMs - 1 } } : null;
    },
  },
  {
    lead: /(?:starting|beginning|start|begin|from|as of|as from|effective|counted from|since|commencing|not before|after)(?: on| from| with| in)? /y,
    read: (object, context) => {
      if (/^(?:now|now on|today onwards?|right away|immediately|straight away)$/.test(object)) return {};
      const day = limitDay(object.replace(/ (?:onwards?|on)$/, ''), context, 'start');
      return day && { from: day };
    },
  },
  {
    lead: /(?:from|between|starting|in the period from)(?: on)? /y,
    read: (object, context) => limitSpan(object, context),
  },
  {
    lead: /(?:for|over|during|within)(?: the)?(?: next| coming| following)? /y,
    read: exactly(
      `(${amount}) ?(${units})|(day|week|fortnight|month|year|hour)`,
      ([count = '', unit = '', alone = '']) => {
        const named = unitOf(unit || alone);
        if (named === null) return null;
        const number = (count === '' ? 1 : countWord(count)) * ((unit || alone).startsWith('fortnight') ? 2 : 1);
        return { lasting: { amount: number, unit: named } };
      },
    ),
  },
  {
    lead: /(?:for|only|just|at most|up to|no more than|maximum|max|a maximum of|limited to|exactly|repeat|repeating|repeated|stop after|stopping after|ending after|and stop after|until it has run) /y,
    read: timesRead,
  },
  { inSentence: false, lead: new RegExp(`(?=${amount} ${times}\\b${notPer})`, 'y'), read: timesRead },
  {
    lead: /(?:and )?(?:except|excluding|but not|not|apart from|other than|skip|skipping|but skip|leaving out|minus)(?: on| for| the| during)* /y,
    read: (object, context) => exceptDays(object, context),
  },
  {
    lead: /(?:and )?(?:except|excluding|but not|not|never|but never)(?: for)?(?= (?:between|from|during|at night|overnight|before|after|in the)| )/y,
    read: (object, context) => quietSkip(object.trim(), context),
  },
  {
    lead: /outside(?: of)? /y,
    read: (object, context) => quietSkip(`between ${object.replace(/^(?:between|from) /, '')}`, context),
  },
  {
    lead: /(?:with|respecting|observing|minding|and|postponed during|put off during)? ?(?:quiet hours|quiet time|quiet)(?: are)?(?: (?=from|between))? ?/y,
    read: (object) => {
      const span = windowClock(object.replace(/^(?:from|between) /, ''));
      return span && { quiet: { ...span, does: 'postpone' } };
    },
  },
  {
    lead: /(?:with|plus|and|delayed by|put off by|randomly delayed by|spread over|spread out over|jittered by)(?= )/y,
    read: exactly(
      ` ?(?:a )?(?:(?:random )?(?:jitter|delay) of )?(?:up to |at most )?(${amount}) ?(seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?:(?: of)?(?: random)?(?: jitter| delay| at random| randomly))?`,
      ([count = '', unit = '']) => {
        const unitMs = unit.startsWith('s') ? 1000 : unit.startsWith('m') ? 60_000 : 3_600_000;
        return { jitterMs: countWord(count) * unitMs };
      },
    ),
  },
  {
    inSentence: false,
    lead: /at (?:a |some )?random (?:time|moment|minute|point)(?: of the day)?(?: between| from)? /y,
    read: (object) => {
      const span = windowClock(object);
      if (span === null) return null;
      const minutes = (minutesOf(span.to) - minutesOf(span.from) + 1440) % 1440;
      return minutes === 0 ? null : { instead: `at ${span.from}`, jitterMs: minutes * 60_000 };
    },
  },
  {
    inSentence: false,
    lead: /(?<!(?:starting|beginning|from|until|till|before|after|since|of|to|and|through|by|on|in) )(?:(?:all )?(?:on|in|during|throughout) )?(?=today|tomorrow|this week|next week|this month|next month|this year|next year|\d{4}\b)/y,
    read: (object, context) => {
      const from = limitDay(object, context, 'start');
      const until = limitDay(object, context, 'end');
      return from && until && !from.timed ? { from, until } : null;
    },
  },
];

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** Holidays whose day of the year is the same every year; others belong in the settings' list. */
const fixedHolidays: Readonly<Record<string, string>> = {
  christmas: '12-25',
  'christmas day': '12-25',
  'christmas eve': '12-24',
  'boxing day': '12-26',
  "new year's day": '01-01',
  'new years day': '01-01',
  'new year': '01-01',
  "new year's eve": '12-31',
  'new years eve': '12-31',
};
const longestMonth = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** "public holidays", "25 December", "24-26 December and 1 January", "christmas eve". */
function exceptDays(object: string, context: LimitContext): SaidLimit | null {
  const dates: string[] = [];
  let holidays = false;
  for (const item of object.split(/\s*(?:,\s*(?:and\s+)?|\band\b|\bor\b|&)\s*/)) {
    const named = item.replace(/^(?:on |the )+/, '');
    if (/^(?:(?:public|bank|national|official|legal) )?holidays?$/.test(named)) {
      holidays = true;
      continue;
    }
    const fixed = fixedHolidays[named];
    const days = fixed === undefined ? daysNamed(named, context) : [fixed];
    if (days === null) return null;
    dates.push(...days);
  }
  return { except: { dates: [...new Set(dates)], holidays } };
}

function daysNamed(text: string, context: LimitContext): string[] | null {
  const range =
    /^(?:from )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?(?: ([a-z]+))? ?(?:-|to|until|through) ?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)$/.exec(
      text,
    );
  if (range !== null) {
    const to = monthOfName(range[4] ?? '');
    const from = range[2] === undefined ? to : monthOfName(range[2]);
    if (from === null || to === null) return null;
    return daysBetween({ month: from, day: Number(range[1]) }, { month: to, day: Number(range[3]) });
  }
  const day = limitDay(text, context, 'start');
  if (day === null || day.timed) return null;
  const iso = new Date(day.wallMs).toISOString().slice(0, 10);
  // A day with its year, or a near one such as "tomorrow", is that one day; "25 December" is every year's.
  return [day.yearly ? iso.slice(5) : iso];
}

function daysBetween(from: { month: number; day: number }, to: { month: number; day: number }): string[] | null {
  if (from.day > (longestMonth[from.month] ?? 0) || to.day > (longestMonth[to.month] ?? 0)) return null;
  const days: string[] = [];
  for (let { month, day } = from; days.length <= 366; ) {
    days.push(`${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    if (month === to.month && day === to.day) return days;
    day += 1;
    if (day > (longestMonth[month] ?? 31)) [month, day] = [(month % 12) + 1, 1];
  }
  return null;
}

/** "between 12 and 1pm", "at night", "before 8am". */
function quietSkip(object: string, _context: LimitContext): SaidLimit | null {
  const phrase = /^(?:at night|overnight|in the night|during the night)$/.test(object) ? null : object;
  if (phrase === null)
    return { quiet: { from: '22:00', to: '06:00', does: 'skip' }, assumption: 'night means 22:00 to 06:00' };
  const half = /^(before|after) (.+)$/.exec(phrase);
  if (half !== null) {
    const clauses = readTimes(half[2] ?? '');
    if (clauses === null) return null;
    return half[1] === 'before'
      ? { quiet: { from: '00:00', to: clauses, does: 'skip' } }
      : { quiet: { from: clauses, to: '00:00', does: 'skip' } };
  }
  const between = /^(?:between|from|during) (.+)$/.exec(phrase)?.[1];
  const span = between === undefined ? null : windowClock(between);
  return span && { quiet: { ...span, does: 'skip' } };
}

function readTimes(text: string): string | null {
  const clauses = wholePhrase(`at ${text}`);
  const [only] = clauses ?? [];
  if (clauses?.length !== 1 || only?.clause.kind !== 'times' || only.clause.times.length !== 1) return null;
  const [time] = only.clause.times;
  return time === undefined ? null : `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
}
