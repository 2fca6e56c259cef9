/** Hunts: schedules in requests that are missed, cut short, or seen where a sentence is about something else. */
import { describe, expect, it } from 'vitest';
import { findSchedules } from '../../../src/main/schedule/schedule-text.ts';
import type { ScheduleSpec } from '../../../src/shared/domain/schedule.ts';
import { readingsDuring } from '../../support/readings.ts';

const context = { timezone: 'Europe/Berlin', nowMs: Date.parse('2026-11-22T15:00:00Z') };

function short(schedule: ScheduleSpec): string {
  if (schedule.kind === 'cron') return schedule.cron;
  if (schedule.kind === 'every') return `every ${schedule.everyMs / 60_000} min`;
  return schedule.kind === 'at' ? schedule.at.join(' ') : 'manual';
}

const found = (text: string): Array<[string, string]> =>
  findSchedules(text, context).map(({ start, end, schedule }) => [text.slice(start, end), short(schedule)]);

describe('finds the schedule wherever it stands', () => {
  it.each<[string, Array<[string, string]>]>([
    ['Check {base}/p daily at 9am. If the price is below $100 notify me', [['daily at 9am', '0 9 * * *']]],
    ['check API → notify "API is up", every 10 minutes', [[', every 10 minutes', '*/10 * * * *']]],
    ['Every Monday at 8, read the list and notify me', [['Every Monday at 8, ', '0 8 * * 1']]],
    ['if churned send "win-back". Run it every Monday at 8', [['Run it every Monday at 8', '0 8 * * 1']]],
    ['If CPU is above 80% alert me. Check every minute', [['every minute', '* * * * *']]],
    ['Every night at 22:30: if the file log.md exists append to it', [['Every night at 22:30: ', '30 22 * * *']]],
    ['scrape {base}/list → if empty send alert, else save; daily at noon', [['daily at noon', '0 12 * * *']]],
    ['Show me the new entries that mention electron every morning at 7', [['every morning at 7', '0 7 * * *']]],
    [
      'Watch the page hourly between 9am and 5pm on weekdays',
      [['hourly between 9am and 5pm on weekdays', '0 9-17 * * 1-5']],
    ],
    ['Remind me tomorrow at 14:00 to call Bob', [['tomorrow at 14:00', '2026-11-23T14:00:00+01:00']]],
    ['In 2 hours remind me to stretch', [['In 2 hours', '2026-11-22T18:00:00+01:00']]],
    ['run the check at */10 * * * * and tell me', [['*/10 * * * *', '*/10 * * * *']]],
    ['Check every weekday at 9am New York time the price', [['every weekday at 9am New York time', '0 9 * * 1-5']]],
    ['at 9 every day check 3 products', [['at 9 every day', '0 9 * * *']]],
    ['every day at 9 and 5 retries', [['every day at 9', '0 9 * * *']]],
    [
      'Mondays: send the plan. Fridays: send the recap.',
      [
        ['Mondays: ', '0 9 * * 1'],
        ['Fridays: ', '0 9 * * 5'],
      ],
    ],
    [
      'every morning at 7 and every evening at 6 tell me the news',
      [['every morning at 7 and every evening at 6', '0 7 * * * | 0 18 * * *']],
    ],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('leaves alone what is not one', () => {
  it.each([
    'I need to know when {base}/product drops below $100',
    'For each day in the list send a mail',
    'If it is Monday alert me',
    'every time the file changes, notify me',
    'open https://example.com/daily and /srv/weekly/report.txt',
    'append to daily.csv and monthly_report.md',
    'say "every day at 9" to me',
    'read the monthly newsletter page',
    'retry 3 times every 10 seconds',
    'delete files older than 2 days',
    'keep the last 24 hours',
    'wait 5 minutes and check again',
    'notify me if the price is below 3.50 at 5 shops',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

it('offers the single moment beside "every day" when only a clock time was said', () => {
  const [one] = findSchedules('Remind me at 5pm to call mum', context);
  expect(one).toMatchObject({
    text: 'at 5pm',
    schedule: { cron: '0 17 * * *' },
    assumptions: ['no day was named, so every day'],
    once: { kind: 'at', at: ['2026-11-22T17:00:00+01:00'] },
  });
});

it('reads a long request once from each word that may begin a schedule, however long it is', () => {
  const sentence =
    'For each product in the list check the price at the shop and if it is below 50 add it to the table. ';
  const [half, whole] = [20, 40].map((times) => {
    const text = `${sentence.repeat(times)} Every day at 18:00`;
    return readingsDuring(() => expect(findSchedules(text, context)).toHaveLength(1));
  });
  // Twice the words may take twice the readings, each of them of a rest that is twice as long.
  expect(whole?.texts).toBeLessThanOrEqual(2 * (half?.texts ?? 0));
  expect(whole?.characters).toBeLessThanOrEqual(4 * (half?.characters ?? 0));
  // "each" and "at the" are all that may begin one here.
  expect(whole?.texts).toBeLessThanOrEqual(2 * 40 + 10);
});
