import { CronExpressionParser } from 'cron-parser';
import { MajordomoError } from '../../shared/errors.ts';

/**
 * A cron expression, ready to be expanded. cron-parser reads and validates the fields; when it fires is our own rule
 * (recurrence.ts), since every cron library treats clock changes differently.
 */
export interface CompiledCron {
  seconds: number[];
  minutes: number[];
  hours: number[];
  /** Index 1–12. */
  months: boolean[];
  /** Index 1–31; empty meaning is carried by `anyDayOfMonth`. */
  daysOfMonth: boolean[];
  lastDayOfMonth: boolean;
  anyDayOfMonth: boolean;
  /** Index 0–6, Sunday 0. */
  daysOfWeek: boolean[];
  /** Weekdays that count only as the last of their month ("5L"). */
  lastWeekdays: boolean[];
  /** "1#2" is the second Monday: 2; 0 when not used. */
  nthWeekday: number;
  anyDayOfWeek: boolean;
}

export class CronExpressionError extends MajordomoError {
  constructor(expression: string, problem: string, cause?: unknown) {
    super({
      code: 'schedule.bad-cron',
      message: `"${expression}" is not a cron expression: ${problem}`,
      data: { expression, problem },
      cause,
    });
    this.name = 'CronExpressionError';
  }
}

/** Several cron expressions in one, for what a single one cannot say ("at 8:30 and 17:45"). */
export const cronSeparator = ' | ';
export function cronParts(cron: string): string[] {
  return cron.split('|').map((part) => part.trim());
}

const fieldNames = ['second', 'minute', 'hour', 'day of the month', 'month', 'day of the week'] as const;
const largestStep = [59, 59, 23, 31, 12, 7] as const;
const compiled = new Map<string, CompiledCron>();
const cacheLimit = 20_000;

/** @throws CronExpressionError naming the field. */
export function compileCron(expression: string): CompiledCron {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const cron = compile(expression);
  if (compiled.size >= cacheLimit) compiled.clear();
  compiled.set(expression, cron);
  return cron;
}

function compile(expression: string): CompiledCron {
  checkShape(expression);
  const fields = parseFields(expression);
  const flags = (
    size: number,
    values: readonly (number | string)[],
    keep: (value: number | string) => number | null,
  ): boolean[] => {
    const result = new Array<boolean>(size).fill(false);
    for (const value of values) {
      const index = keep(value);
      if (index !== null) result[index] = true;
    }
    return result;
  };
  const numberOf = (value: number | string): number | null => (typeof value === 'number' ? value : null);
  const weekdayOf = (value: number | string): number | null => (typeof value === 'number' ? value % 7 : null);
  const lastWeekdayOf = (value: number | string): number | null =>
    typeof value === 'string' && /^[0-7]L$/i.test(value) ? Number.parseInt(value, 10) % 7 : null;
  return {
    seconds: [...fields.second.values] as number[],
    minutes: [...fields.minute.values] as number[],
    hours: [...fields.hour.values] as number[],
    months: flags(13, fields.month.values, numberOf),
    daysOfMonth: flags(32, fields.dayOfMonth.values, numberOf),
    lastDayOfMonth: fields.dayOfMonth.hasLastChar,
    anyDayOfMonth: fields.dayOfMonth.isWildcard,
    daysOfWeek: flags(7, fields.dayOfWeek.values, weekdayOf),
    lastWeekdays: flags(7, fields.dayOfWeek.values, lastWeekdayOf),
    nthWeekday: fields.dayOfWeek.nthDay,
    anyDayOfWeek: fields.dayOfWeek.isWildcard,
  };
}

function parseFields(expression: string) {
  try {
    return CronExpressionParser.parse(expression, { tz: 'UTC' }).fields;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CronExpressionError(expression, inWords(problem), error);
  }
}

// cron-parser forgives a missing field, a step larger than its field and Jenkins' random "H"; each would fire at a time nobody asked for.
function checkShape(expression: string): void {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6)
    throw new CronExpressionError(expression, `it has ${fields.length} fields; cron has 5, or 6 with seconds first`);
  const shift = fields.length === 5 ? 1 : 0;
  for (const [index, field] of fields.entries()) {
    const name = fieldNames[index + shift] ?? 'field';
    if (/h/i.test(field) && !/thu|mar/i.test(field))
      throw new CronExpressionError(expression, `"${field}" is no ${name}`);
    const step = /\/(\d+)/.exec(field)?.[1];
    if (step !== undefined && (Number(step) < 1 || Number(step) > (largestStep[index + shift] ?? 59)))
      throw new CronExpressionError(expression, `a step of ${step} does not fit the ${name}`);
  }
}

function inWords(problem: string): string {
  if (problem.includes('Invalid explicit day of month')) return 'that day does not exist in that month';
  return problem.replace(/^(Constraint|Validation) error, /, '');
}

/** The expression with names as numbers and Sunday as 0; what the user typed when it already is so. */
export function canonicalCron(expression: string): string {
  const collapsed = expression.trim().replace(/\s+/g, ' ');
  compileCron(collapsed);
  if (/^[\d*/,\- ]+$/.test(collapsed) && !/(^|[ ,-])7([,-]|$)/.test(collapsed.split(' ').at(-1) ?? ''))
    return collapsed;
  const withSeconds = collapsed.split(' ').length === 6;
  return CronExpressionParser.parse(collapsed, { tz: 'UTC' }).fields.stringify(withSeconds).replaceAll('?', '*');
}
