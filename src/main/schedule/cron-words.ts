import cronstrue from 'cronstrue';
import { dayNames, monthNames } from './calendar-names.ts';
import { type CompiledCron, compileCron, cronParts } from './cron-expression.ts';

/** Cron read back as a person says it. Our own words for what people schedule; cronstrue for the rest. */
export function cronInWords(cron: string): string {
  const parts = cronParts(cron).map((expression) => ({ expression, compiled: compileCron(expression) }));
  const spoken = parts.map(({ expression, compiled }) => ({
    when: timesInWords(expression, compiled),
    day: daysInWords(expression, compiled),
  }));
  const days = new Set(spoken.map(({ day }) => day));
  const [day] = days;
  if (days.size === 1 && day != null && parts.length > 1) {
    const together = sameDayInWords(parts, day);
    if (together !== null) return together;
  }
  return parts.map(({ expression }, index) => oneInWords(expression, spoken[index])).join('; and ');
}

const mostTimes = 8;

type When = { kind: 'times'; times: string[] } | { kind: 'interval'; words: string };

function oneInWords(expression: string, spoken: { when: When | null; day: string | null } | undefined): string {
  const when = spoken?.when ?? null;
  const day = spoken?.day ?? null;
  if (when === null || day === null) return byCronstrue(expression);
  if (when.kind === 'times') return `${day} at ${list(when.times)}`;
  return withDay(when.words, day);
}

function withDay(words: string, day: string): string {
  if (day === 'every day') return words;
  return `${words}${/^on /.test(day) ? ', ' : ' '}${day.replace(/^every weekday$/, 'on weekdays').replace(/^every (\w+day)/, 'on every $1')}`;
}

/** Several crons on the same days, said once: "every day at 08:30, 12:00 and 17:45". */
function sameDayInWords(parts: Array<{ compiled: CompiledCron }>, day: string): string | null {
  if (parts.some(({ compiled }) => compiled.seconds.length > 1 || compiled.seconds[0] !== 0)) return null;
  const minutes = parts
    .flatMap(({ compiled }) => compiled.hours.flatMap((hour) => compiled.minutes.map((minute) => hour * 60 + minute)))
    .sort((a, b) => a - b);
  const stepped = steppedInWords(minutes);
  if (stepped !== null) return withDay(stepped, day);
  return minutes.length <= mostTimes ? `${day} at ${list(minutes.map(clockOf))}` : null;
}

/** Times evenly apart, as an interval within a day: what "every 45 minutes from 9 to 5" became. */
function steppedInWords(minutes: number[]): string | null {
  const [first = 0, second = 0] = minutes;
  const step = second - first;
  const end = (minutes.at(-1) ?? 0) + step;
  if (minutes.length < 4 || step <= 0 || minutes.some((minute, index) => minute !== first + index * step)) return null;
  return `every ${step} minutes between ${clockOf(first)} and ${end >= 1440 ? '24:00' : clockOf(end)}`;
}

function clockOf(minutes: number): string {
  return clock(Math.floor(minutes / 60), minutes % 60, 0);
}

function byCronstrue(expression: string): string {
  const words = cronstrue.toString(expression, { use24HourTimeFormat: true, throwExceptionOnParseError: false });
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function timesInWords(expression: string, cron: CompiledCron): When | null {
  const fields = expression.split(' ');
  const [second = '0', minute = '*', hour = '*'] = fields.length === 6 ? fields : ['0', ...fields];
  if (cron.seconds.length > 1)
    return /^(\*|\*\/\d+)$/.test(second) && minute === '*' && hour === '*'
      ? { kind: 'interval', words: everyN(second, 'second') }
      : null;
  if (/^(\*|\*\/\d+)$/.test(minute) && cron.minutes.length > 1) {
    const within = hourSpan(cron, 'end');
    return within === null ? null : { kind: 'interval', words: `${everyN(minute, 'minute')}${within}` };
  }
  if (cron.hours.length * cron.minutes.length <= mostTimes && !/^\*|-/.test(hour))
    return {
      kind: 'times',
      times: cron.hours.flatMap((h) => cron.minutes.map((m) => clock(h, m, cron.seconds[0] ?? 0))).sort(),
    };
  if (second !== '0') return null;
  return everyHours(hour, cron);
}

function everyHours(hour: string, cron: CompiledCron): When | null {
  const past =
    cron.minutes.length === 1 && cron.minutes[0] === 0
      ? ''
      : ` at ${list(cron.minutes.map((m) => `:${String(m).padStart(2, '0')}`))}`;
  const stepOf = /\/(\d+)$/.exec(hour)?.[1];
  if (hour === '*' || /^\*\/\d+$/.test(hour)) return { kind: 'interval', words: `${everyN(hour, 'hour')}${past}` };
  const within = hourSpan(cron, 'start');
  if (stepOf === undefined)
    return within === null
      ? null
      : { kind: 'interval', words: `every hour${past}${within.replace('between', 'from').replace(' and ', ' to ')}` };
  const [first = 0] = cron.hours;
  const last = cron.hours.at(-1) ?? first;
  return {
    kind: 'interval',
    words: `${everyN(`*/${stepOf}`, 'hour')}${past} from ${clock(first, 0, 0)} to ${clock(last, 0, 0)}`,
  };
}

/** "" for all day, " from 08:00 to 18:00" for one run of hours, also over midnight; null for anything more tangled. */
function hourSpan(cron: CompiledCron, upTo: 'start' | 'end'): string | null {
  const { hours } = cron;
  if (hours.length === 24) return '';
  const firsts = hours.filter((hour) => !hours.includes((hour + 23) % 24));
  const [first = 0] = firsts;
  if (firsts.length !== 1) return null;
  const last = first + hours.length - 1 + (upTo === 'end' ? 1 : 0);
  return ` between ${clock(first, 0, 0)} and ${clock(last === 24 ? 24 : last % 24, 0, 0)}`;
}

function everyN(field: string, unit: string): string {
  const amount = Number(/\/(\d+)$/.exec(field)?.[1] ?? 1);
  return amount === 1 ? `every ${unit}` : `every ${amount} ${unit}s`;
}

const ordinalNames = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

function daysInWords(expression: string, cron: CompiledCron): string | null {
  const fields = expression.split(' ').slice(-3);
  const [dayOfMonth = '*', month = '*', dayOfWeek = '*'] = fields;
  const months = cron.months.flatMap((on, index) => (on ? [index] : []));
  if (!cron.anyDayOfMonth && !cron.anyDayOfWeek) return null;
  if (/^\d.*\/|^\*\//.test(dayOfMonth) || /[L].*,|,.*L/.test(dayOfWeek)) return null;
  if (!cron.anyDayOfMonth) return monthDayWords(cron, month, months);
  const inMonths = months.length === 12 ? '' : ` ${inMonthsWords(months)}`;
  if (cron.anyDayOfWeek) return `every day${inMonths}`;
  const last = cron.lastWeekdays.indexOf(true);
  if (last !== -1) return `on the last ${dayNames[last]} of ${monthsWords(months)}`;
  const days = cron.daysOfWeek.flatMap((on, index) => (on ? [index] : []));
  if (cron.nthWeekday > 0)
    return `on the ${ordinalNames[cron.nthWeekday]} ${dayNames[days[0] ?? 0]} of ${monthsWords(months)}`;
  return `${weekdayWords(days)}${inMonths}`;
}

/** "in July and August"; what is left out when that is shorter. */
function inMonthsWords(months: number[]): string {
  const names = (wanted: (month: number) => boolean): string =>
    list(monthNames.filter((name, month) => name !== '' && wanted(month)));
  return months.length > 8
    ? `except in ${names((month) => !months.includes(month))}`
    : `in ${names((month) => months.includes(month))}`;
}

function weekdayWords(days: number[]): string {
  if (days.join() === '1,2,3,4,5') return 'every weekday';
  if (days.length === 7) return 'every day';
  // The week as people count it, Monday first.
  return `every ${list([...days].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((day) => dayNames[day] ?? ''))}`;
}

function monthDayWords(cron: CompiledCron, monthField: string, months: number[]): string {
  const days = cron.daysOfMonth.flatMap((on, index) => (on ? [index] : []));
  if (months.length === 1 && days.length > 0 && !cron.lastDayOfMonth)
    return `every year on ${list(days.map((day) => `${day} ${monthNames[months[0] ?? 1]}`))}`;
  if (days.length > 20 && !cron.lastDayOfMonth) {
    const left = Array.from({ length: 31 }, (_, index) => index + 1).filter((day) => !days.includes(day));
    return `every day${months.length === 12 ? '' : ` ${inMonthsWords(months)}`} except the ${list(left.map(ordinal))}`;
  }
  const named = [...days.map(ordinal), ...(cron.lastDayOfMonth ? ['last day'] : [])];
  const step = /^\*\/(\d+)$/.exec(monthField)?.[1];
  return `on the ${list(named)} of ${step === undefined ? monthsWords(months) : list(months.map((m) => monthNames[m] ?? ''))}`;
}

function monthsWords(months: number[]): string {
  return months.length === 12 ? 'every month' : list(months.map((month) => monthNames[month] ?? ''));
}

export function ordinal(day: number): string {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

export function clock(hour: number, minute: number, second: number): string {
  return [hour, minute, ...(second === 0 ? [] : [second])].map((part) => String(part).padStart(2, '0')).join(':');
}

export function list(items: string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
