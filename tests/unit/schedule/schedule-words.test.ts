/** Hunts: words that say another schedule than the one kept, and words our own parser cannot read again. */
import { describe, expect, it } from 'vitest';
import { parseScheduleText } from '../../../src/main/schedule/schedule-text.ts';
import { scheduleView } from '../../../src/main/schedule/schedule-view.ts';
import { scheduleInWords } from '../../../src/main/schedule/schedule-words.ts';
import type { ScheduleSpec } from '../../../src/shared/domain/schedule.ts';

const nowMs = Date.parse('2026-11-22T15:00:00Z');
const read = (text: string, timezone = 'Europe/Berlin'): ScheduleSpec => {
  const parsed = parseScheduleText(text, { timezone, nowMs });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.schedule;
};

describe('a schedule is read back as a person says it', () => {
  it.each([
    ['0 9 * * *', 'Every day at 09:00, Berlin time'],
    ['hourly', 'Every hour, Berlin time'],
    ['30 8 * * 1-5', 'Every weekday at 08:30, Berlin time'],
    ['0 18 * * 2,5', 'Every Tuesday and Friday at 18:00, Berlin time'],
    ['*/10 8-17 * * 1-5', 'Every 10 minutes between 08:00 and 18:00 on weekdays, Berlin time'],
    ['0 7 5 * *', 'On the 5th of every month at 07:00, Berlin time'],
    ['0 18 24 12 *', 'Every year on 24 December at 18:00, Berlin time'],
    ['0 9 L * *', 'On the last day of every month at 09:00, Berlin time'],
    ['0 9 * * 1#1', 'On the first Monday of every month at 09:00, Berlin time'],
    ['0 17 * * 5L', 'On the last Friday of every month at 17:00, Berlin time'],
    ['at 8:30, 12:00 and 17:45', 'Every day at 08:30, 12:00 and 17:45, Berlin time'],
    ['mondays at 8 and fridays at 16:30', 'Every Monday at 08:00; and every Friday at 16:30, Berlin time'],
    ['every 45 minutes from 9 to 5', 'Every 45 minutes between 09:00 and 17:15, Berlin time'],
    ['every 45 minutes', 'Every 45 minutes, counted from 22 November 2026 16:00, Berlin time'],
    ['every other monday at 8', 'Every 2 weeks on Monday at 08:00, from 23 November 2026, Berlin time'],
    ['tomorrow at 14:00', 'Once, on Monday 23 November 2026 at 14:00, Berlin time'],
    ['every day at 9 UTC', 'Every day at 09:00, UTC'],
    ['manually', 'Only when you start it'],
  ])('%s', (text, words) => {
    expect(scheduleInWords(read(text))).toBe(words);
  });
});

it.each([
  'every day at 9',
  'every 10 minutes between 8am and 6pm on weekdays',
  'every 2 hours from 8am to 8pm',
  'every hour at :15',
  'every 30 seconds',
  'weekends at 10',
  'on the 1st and 15th of every month at noon',
  'every first monday of the month at 9',
  'every year on 24 December at 18:00',
  'at 8:30, 12:00 and 17:45',
  'mondays at 8 and fridays at 16:30',
  'every 30 minutes from 8:30 to 17:30 on weekdays',
  'every 3 days at 7',
  'every other monday at 8',
  'every 36 hours',
  'tomorrow at 9 and friday at 10',
  'in 2 hours',
])('the words of "%s" mean the same when read again', (text) => {
  const schedule = read(text);
  // Another zone around it: the words must name their own.
  expect({ ...read(scheduleInWords(schedule), 'Asia/Tokyo'), text: '' }).toEqual({ ...schedule, text: '' });
});

it('shows a schedule with its next firings in its own zone', () => {
  expect(scheduleView(read('every weekday at 9'), { nowMs, count: 2 })).toEqual({
    kind: 'cron',
    cron: '0 9 * * 1-5',
    timezone: 'Europe/Berlin',
    text: 'every weekday at 9',
    words: 'Every weekday at 09:00, Berlin time',
    next: ['2026-11-23T09:00:00+01:00', '2026-11-24T09:00:00+01:00'],
  });
});

it('has no next firing once its moments have passed', () => {
  const later = Date.parse('2026-12-01T00:00:00Z');
  expect(scheduleView(read('tomorrow at 14:00'), { nowMs: later }).next).toEqual([]);
});
