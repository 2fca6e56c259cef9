/**
 * A schedule as a form, both ways. Owns: the fields, and what is wrong with them before main is asked. Does not own: what a schedule
 * means (main reads it and answers with its words and next firings). Pure: the present moment is handed in.
 */
import type { ScheduleSpec, SimpleSchedule } from '../../../shared/domain/schedule.ts';
import { text } from '../../text.ts';
import { cronFormOf, cronOf } from './cron-form.ts';
import { type LimitsForm, limitsFormOf, limitsOf, noLimits } from './limits-form.ts';
import { isZone, momentOfWall, wallOfMoment } from './zoned-time.ts';

export const partKinds = ['daily', 'weekly', 'monthly', 'hourly', 'steps', 'every', 'once', 'cron'] as const;
export type PartKind = (typeof partKinds)[number];

export const everyUnits = ['seconds', 'minutes', 'hours', 'days', 'weeks'] as const;
export type EveryUnit = (typeof everyUnits)[number];
const unitMs: Record<EveryUnit, number> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};

/** One recurrence. Every field is there for every kind, so that changing the kind loses nothing; fields hold what was typed. */
export interface PartForm {
  kind: PartKind;
  times: string[];
  weekdays: number[];
  /** A day of the month, or `L` for its last. */
  day: string;
  minute: string;
  /** Of `steps`: every so many of its unit, on the clock. */
  step: string;
  stepUnit: 'minutes' | 'hours';
  count: string;
  unit: EveryUnit;
  /** From when `every` is counted, a wall-clock reading. */
  anchor: string;
  moments: string[];
  cron: string;
  /** Where it is another than the schedule's. */
  timezone: string | null;
}

/** No parts: it fires by hand only. */
export interface ScheduleForm {
  parts: PartForm[];
  timezone: string;
  limits: LimitsForm;
}

/** By the field's path: `parts.0.times`, `until`. */
export type Problems = Record<string, string>;

export function newPart(timezone: string, nowMs: number): PartForm {
  const now = wallOfMoment(nowMs, timezone);
  return {
    kind: 'daily',
    times: ['09:00'],
    weekdays: [1, 2, 3, 4, 5],
    day: '1',
    minute: '0',
    step: '10',
    stepUnit: 'minutes',
    count: '2',
    unit: 'hours',
    anchor: now,
    moments: [`${wallOfMoment(nowMs + unitMs.days, timezone).slice(0, 10)}T09:00`],
    cron: '0 9 * * *',
    timezone: null,
  };
}

export function formOf(spec: ScheduleSpec | null, timezone: string, nowMs: number): ScheduleForm {
  if (spec === null || spec.kind === 'manual') return { parts: [], timezone, limits: noLimits };
  const parts: SimpleSchedule[] = spec.kind === 'combined' ? spec.parts : [spec];
  return {
    parts: parts.map((part) => partOf(part, spec.timezone, nowMs)),
    timezone: spec.timezone,
    limits: limitsFormOf(spec, spec.timezone),
  };
}

function partOf(part: SimpleSchedule, timezone: string, nowMs: number): PartForm {
  const form = { ...newPart(part.timezone, nowMs), timezone: part.timezone === timezone ? null : part.timezone };
  switch (part.kind) {
    case 'cron': {
      const simple = cronFormOf(part.cron);
      return simple === null ? { ...form, kind: 'cron', cron: part.cron } : { ...form, ...simple, cron: part.cron };
    }
    case 'every': {
      const unit = everyUnits.findLast((one) => part.everyMs % unitMs[one] === 0) ?? 'seconds';
      const anchor = wallOfMoment(part.anchorMs, part.timezone);
      return { ...form, kind: 'every', count: String(part.everyMs / unitMs[unit]), unit, anchor };
    }
    case 'at':
      return { ...form, kind: 'once', moments: part.at.map((moment) => wallOfMoment(moment, part.timezone)) };
  }
}

export type FormRead = { ok: true; spec: ScheduleSpec } | { ok: false; problems: Problems };

/** What main is to read; `text` is empty, since its words are main's to say. */
export function specOf(form: ScheduleForm): FormRead {
  const { timezone } = form;
  if (form.parts.length === 0) return { ok: true, spec: { kind: 'manual', timezone, text: '' } };
  const problems: Problems = {};
  if (!isZone(timezone)) return { ok: false, problems: { timezone: text.schedule.problems.timezone } };
  const parts = form.parts.map((part, index) =>
    simpleOf(part, part.timezone ?? timezone, (field, words) => {
      problems[`parts.${index}.${field}`] = words;
    }),
  );
  const limits = limitsOf(form.limits, timezone, (field, words) => {
    problems[field] = words;
  });
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const read = parts.flatMap((part) => part ?? []);
  const [first] = read;
  const common = { timezone, text: '', ...limits };
  // Another zone than the schedule's can only be said of a part among several.
  if (first && read.length === 1) return { ok: true, spec: { ...first, ...common, timezone: first.timezone } };
  return { ok: true, spec: { kind: 'combined', parts: read, ...common } };
}

function simpleOf(
  part: PartForm,
  timezone: string,
  problem: (field: string, words: string) => void,
): SimpleSchedule | null {
  const words = text.schedule.problems;
  switch (part.kind) {
    case 'daily':
    case 'weekly':
    case 'monthly':
      if (!part.times.every((time) => /^\d\d:\d\d$/.test(time)) || part.times.length === 0)
        problem('times', words.time);
      if (part.kind === 'weekly' && part.weekdays.length === 0) problem('weekdays', words.weekdays);
      if (part.kind === 'monthly' && part.day !== 'L' && !isWhole(part.day, 1, 31)) problem('day', words.day);
      return { kind: 'cron', cron: cronOf({ ...part, kind: part.kind }), timezone };
    case 'hourly':
      if (!isWhole(part.minute, 0, 59)) problem('minute', words.minute);
      return { kind: 'cron', cron: cronOf({ kind: 'hourly', minute: part.minute }), timezone };
    case 'steps': {
      const { step, stepUnit, minute } = part;
      const whole = stepUnit === 'minutes' ? 60 : 24;
      if (!isWhole(step, 1, whole / 2) || whole % Number(step) !== 0)
        problem('step', stepUnit === 'minutes' ? words.stepMinutes : words.stepHours);
      if (!isWhole(minute, 0, 59)) problem('minute', words.minute);
      return { kind: 'cron', cron: cronOf({ kind: 'steps', step, stepUnit, minute }), timezone };
    }
    case 'every': {
      const anchor = momentOfWall(part.anchor, timezone);
      if (!isWhole(part.count, 1, 100_000)) problem('count', words.count);
      if (anchor === null) problem('anchor', words.moment);
      return {
        kind: 'every',
        everyMs: Number(part.count) * unitMs[part.unit],
        anchorMs: Date.parse(anchor ?? ''),
        timezone,
      };
    }
    case 'once': {
      const at = part.moments.map((wall) => momentOfWall(wall, timezone));
      if (at.length === 0 || at.includes(null)) problem('moments', words.moment);
      return {
        kind: 'at',
        at: at.flatMap((moment) => moment ?? []).sort((a, b) => Date.parse(a) - Date.parse(b)),
        timezone,
      };
    }
    case 'cron':
      if (part.cron.trim() === '') problem('cron', words.cron);
      return { kind: 'cron', cron: part.cron.trim(), timezone };
  }
}

export function isWhole(typed: string, least: number, most: number): boolean {
  const value = Number(typed);
  return /^\d+$/.test(typed.trim()) && value >= least && value <= most;
}
