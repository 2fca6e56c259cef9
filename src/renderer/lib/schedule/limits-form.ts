/** What narrows a schedule down, as fields, both ways. An empty field is no limit. Pure. */
import type { ScheduleLimits } from '../../../shared/domain/schedule.ts';
import { text } from '../../text.ts';
import { momentOfWall, wallOfMoment } from './zoned-time.ts';

export interface LimitsForm {
  /** Wall-clock readings. */
  from: string;
  until: string;
  times: string;
  quiet: { from: string; to: string; does: 'postpone' | 'skip' } | null;
  /** Days, each `12-25` or `2026-12-25`, separated by commas. */
  exceptDates: string;
  holidays: boolean;
  jitterMinutes: string;
}

export const noLimits: LimitsForm = {
  from: '',
  until: '',
  times: '',
  quiet: null,
  exceptDates: '',
  holidays: false,
  jitterMinutes: '',
};

export function limitsFormOf(limits: ScheduleLimits, timezone: string): LimitsForm {
  const { from, until, times, quiet, except, jitterMs } = limits;
  return {
    from: from === undefined ? '' : wallOfMoment(from, timezone),
    until: until === undefined ? '' : wallOfMoment(until, timezone),
    times: times === undefined ? '' : String(times),
    quiet: quiet ?? null,
    exceptDates: (except?.dates ?? []).join(', '),
    holidays: except?.holidays ?? false,
    jitterMinutes: jitterMs === undefined ? '' : String(jitterMs / 60_000),
  };
}

/** How many of them are set: what is folded away is counted. */
export function countLimits({ from, until, times, quiet, exceptDates, holidays, jitterMinutes }: LimitsForm): number {
  const typed = [from, until, times, exceptDates, jitterMinutes].filter((field) => field.trim() !== '').length;
  return typed + (quiet === null ? 0 : 1) + (holidays ? 1 : 0);
}

export function limitsOf(
  form: LimitsForm,
  timezone: string,
  problem: (field: string, words: string) => void,
): ScheduleLimits {
  const words = text.schedule.problems;
  const limits: ScheduleLimits = {};
  for (const field of ['from', 'until'] as const) {
    if (form[field] === '') continue;
    const moment = momentOfWall(form[field], timezone);
    if (moment === null) problem(field, words.moment);
    else limits[field] = moment;
  }
  if (limits.from && limits.until && Date.parse(limits.from) > Date.parse(limits.until)) problem('until', words.order);
  if (form.times.trim() !== '') {
    const times = Number(form.times);
    if (Number.isInteger(times) && times >= 1 && times <= 10_000) limits.times = times;
    else problem('times', words.times);
  }
  if (form.quiet !== null) {
    if (isTime(form.quiet.from) && isTime(form.quiet.to)) limits.quiet = form.quiet;
    else problem('quiet', words.time);
  }
  const dates = form.exceptDates.split(/[,\s]+/).filter((date) => date !== '');
  if (!dates.every(isDay)) problem('exceptDates', words.dates);
  else if (dates.length > 0 || form.holidays) limits.except = { dates, holidays: form.holidays };
  if (form.jitterMinutes.trim() !== '') {
    const jitterMs = Math.round(Number(form.jitterMinutes) * 60_000);
    if (jitterMs >= 1 && jitterMs <= 86_400_000) limits.jitterMs = jitterMs;
    else problem('jitterMinutes', words.jitter);
  }
  return limits;
}

function isTime(typed: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(typed);
}

function isDay(typed: string): boolean {
  if (!/^(?:\d{4}-)?\d\d-\d\d$/.test(typed)) return false;
  // A leap year, so that 29 February is a day.
  const full = typed.length === 10 ? typed : `2024-${typed}`;
  const parsed = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(full);
}
