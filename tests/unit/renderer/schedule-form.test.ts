/**
 * Schedules as forms, both ways, with what main makes of them. Hunts: a form that fires at other times than the text it was made from,
 * a field that is lost on the way, a mistake that is not said at its field.
 */
import { describe, expect, it } from 'vitest';
import { checkedSpec } from '../../../src/main/schedule/checked-spec.ts';
import { nextOccurrences } from '../../../src/main/schedule/recurrence.ts';
import { parseScheduleText } from '../../../src/main/schedule/schedule-text.ts';
import { cronFormOf, cronOf } from '../../../src/renderer/lib/schedule/cron-form.ts';
import { noLimits } from '../../../src/renderer/lib/schedule/limits-form.ts';
import { formOf, newPart, type ScheduleForm, specOf } from '../../../src/renderer/lib/schedule/schedule-form.ts';
import { momentOfWall, wallOfMoment } from '../../../src/renderer/lib/schedule/zoned-time.ts';
import type { ScheduleSpec } from '../../../src/shared/domain/schedule.ts';

const timezone = 'Europe/Berlin';
const nowMs = Date.parse('2026-11-22T09:17:00+01:00');

function read(text: string): ScheduleSpec {
  const parsed = parseScheduleText(text, { timezone, nowMs });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.schedule;
}

function specOfForm(form: ScheduleForm): ScheduleSpec {
  const formRead = specOf(form);
  if (!formRead.ok) throw new Error(JSON.stringify(formRead.problems));
  return checkedSpec(formRead.spec, nowMs);
}

const firings = (spec: ScheduleSpec): string[] =>
  nextOccurrences(spec, { afterMs: nowMs, count: 40 }).map((ms) => new Date(ms).toISOString());

describe('a text, its form, and the form’s schedule', () => {
  it.each([
    ['every day at 9am', 'daily'],
    ['every day at 8:30 and 17:45', 'daily'],
    ['every weekday at 8:30', 'weekly'],
    ['every saturday and sunday at 10:00', 'weekly'],
    ['on the 5th of every month at 7am', 'monthly'],
    ['on the last day of every month at 18:00', 'monthly'],
    ['hourly', 'hourly'],
    ['every 10 minutes', 'steps'],
    ['every 2 hours', 'steps'],
    ['every 7 minutes', 'every'],
    ['every 90 minutes', 'every'],
    ['every 2 days at 9am', 'every'],
    ['every other week on monday at 9:00', 'every'],
    ['tomorrow at 14:00', 'once'],
    ['0 9 * * 1-5', 'weekly'],
    ['*/7 8-18 * * 1-5', 'cron'],
    ['every day at 9am in New York', 'daily'],
    ['every day at 9am until 31 December 2026', 'daily'],
    ['every day at 9am, 10 times', 'daily'],
    ['every hour except between 22:00 and 7:00', 'hourly'],
    ['every weekday at 9am except on holidays', 'weekly'],
    ['every day at 9am except on 25 December', 'daily'],
  ])('“%s” fires at the same moments', (text, kind) => {
    const spec = read(text);
    const form = formOf(spec, timezone, nowMs);
    const again = specOfForm(form);
    expect(form.parts.map((part) => part.kind)).toEqual([kind]);
    expect(firings(again)).toEqual(firings(checkedSpec(spec, nowMs)));
    expect(formOf(again, timezone, nowMs)).toEqual(form);
  });

  it('a combination has a part for each, and fires at the same moments', () => {
    const spec = read('every weekday at 9:00 and every saturday at 11:00');
    const form = formOf(spec, timezone, nowMs);
    const again = specOfForm(form);
    expect(firings(again)).toEqual(firings(spec));
    const two: ScheduleForm = {
      ...form,
      parts: [newPart(timezone, nowMs), { ...newPart(timezone, nowMs), kind: 'every' }],
    };
    const combined = specOfForm(two);
    expect(combined).toMatchObject({
      kind: 'combined',
      parts: [{ kind: 'cron' }, { kind: 'every', everyMs: 7_200_000 }],
    });
    expect(formOf(combined, timezone, nowMs).parts.map(({ kind }) => kind)).toEqual(['daily', 'every']);
  });

  it('by hand is a form without parts', () => {
    expect(formOf(null, timezone, nowMs).parts).toEqual([]);
    expect(specOf(formOf(null, timezone, nowMs))).toMatchObject({ ok: true, spec: { kind: 'manual' } });
  });
});

describe('what cannot be', () => {
  const form = (change: Partial<ScheduleForm>): ScheduleForm => ({
    parts: [newPart(timezone, nowMs)],
    timezone,
    limits: noLimits,
    ...change,
  });
  const part = newPart(timezone, nowMs);

  it.each<[string, ScheduleForm]>([
    ['timezone', form({ timezone: 'Mars/Olympus' })],
    ['parts.0.times', form({ parts: [{ ...part, times: [''] }] })],
    ['parts.0.weekdays', form({ parts: [{ ...part, kind: 'weekly', weekdays: [] }] })],
    ['parts.0.day', form({ parts: [{ ...part, kind: 'monthly', day: '32' }] })],
    ['parts.0.minute', form({ parts: [{ ...part, kind: 'hourly', minute: '60' }] })],
    ['parts.0.step', form({ parts: [{ ...part, kind: 'steps', step: '7' }] })],
    ['parts.0.count', form({ parts: [{ ...part, kind: 'every', count: '0' }] })],
    ['parts.0.moments', form({ parts: [{ ...part, kind: 'once', moments: ['2026-13-01T09:00'] }] })],
    ['parts.0.cron', form({ parts: [{ ...part, kind: 'cron', cron: ' ' }] })],
    ['until', form({ limits: { ...noLimits, from: '2026-12-02T00:00', until: '2026-12-01T00:00' } })],
    ['times', form({ limits: { ...noLimits, times: '0' } })],
    ['quiet', form({ limits: { ...noLimits, quiet: { from: '', to: '07:00', does: 'skip' } } })],
    ['exceptDates', form({ limits: { ...noLimits, exceptDates: '12-25, 02-30' } })],
    ['jitterMinutes', form({ limits: { ...noLimits, jitterMinutes: '2000' } })],
  ])('is said at %s', (field, wrong) => {
    const formRead = specOf(wrong);
    expect(formRead.ok ? [] : Object.keys(formRead.problems)).toEqual([field]);
  });

  it.each<[string, ScheduleForm]>([
    ['schedule.bad-cron', form({ parts: [{ ...part, kind: 'cron', cron: '99 * * * *' }] })],
    ['Schedule.NeverFires', form({ parts: [{ ...part, kind: 'once', moments: ['2020-01-01T09:00'] }] })],
  ])('is main’s to say: %s', (code, wrong) => {
    expect(() => specOfForm(wrong)).toThrow(expect.objectContaining({ code }));
  });
});

it.each([
  ['0 9 * * *', '0 9 * * *'],
  ['0 0 9 * * *', '0 9 * * *'],
  ['30 8 * * * | 45 17 * * *', '30 8 * * * | 45 17 * * *'],
  ['0 9,17 * * 1-5', '0 9,17 * * 1-5'],
  ['0 9 * * 6,0', '0 9 * * 0,6'],
  ['15 * * * *', '15 * * * *'],
  ['0 9 L * *', '0 9 L * *'],
])('cron %s is a form that says %s', (cron, said) => {
  const form = cronFormOf(cron);
  expect(form && cronOf(form)).toBe(said);
});

it.each(['*/7 * * * *', '0 9 1 * 1', '0 9 * 3 *', '0 9 * * 1#2', '30 0 9 * * *', 'nonsense'])(
  'cron %s is more than a form can say',
  (cron) => {
    expect(cronFormOf(cron)).toBeNull();
  },
);

it('wall-clock readings are those of the zone, also where its clock jumps', () => {
  expect(momentOfWall('2026-07-01T09:00', timezone)).toBe('2026-07-01T09:00:00+02:00');
  expect(momentOfWall('2027-03-28T02:30', timezone)).toBe('2027-03-28T03:30:00+02:00');
  expect(momentOfWall('yesterday', timezone)).toBeNull();
  expect(wallOfMoment('2026-07-01T07:00:00Z', timezone)).toBe('2026-07-01T09:00');
});
