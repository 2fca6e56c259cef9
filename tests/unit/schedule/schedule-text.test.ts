/** Hunts: assumptions made silently, messages that do not say what is wrong, zones lost, slow parsing of long text. */
import { describe, expect, it } from 'vitest';
import { parseScheduleText } from '../../../src/main/schedule/schedule-text.ts';
import { readingsDuring } from '../../support/readings.ts';

const context = { timezone: 'Europe/Berlin', nowMs: Date.parse('2026-11-22T15:00:30Z') };
const messageFor = (text: string): string => {
  const parsed = parseScheduleText(text, context);
  if (parsed.ok) throw new Error(`accepted: ${JSON.stringify(parsed.schedule)}`);
  return parsed.message;
};
const assumptionsFor = (text: string): string[] => {
  const parsed = parseScheduleText(text, context);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.assumptions;
};

describe('what is assumed is said', () => {
  it.each([
    ['every morning', ['morning means 08:00']],
    ['twice a day', ['twice a day means at 09:00, 18:00']],
    ['weekly', ['no time was named, so at 09:00', 'weekly means on Monday']],
    ['at 5pm', ['no day was named, so every day']],
    ['every 10 minutes between 8am and 6pm', ['the last one of the day is at 17:50']],
    ['every hour from 9 to 17', ['the last one of the day is at 17:00']],
    ['on the 31st of every month at 8', ['months without a day 31 are left out']],
    ['every year on 29 february at 8', ['29 February comes in leap years only']],
    ['every 45 minutes', ['counted from now']],
    ['tomorrow', ['no time was named, so at 09:00']],
    ['every monday at 9', []],
  ])('%s', (text, assumptions) => {
    expect(assumptionsFor(text)).toEqual(assumptions);
  });
});

describe('a refusal names the part that is not understood', () => {
  it.each([
    ['every purple', '"purple"'],
    ['every day at 9am unless it rains', 'not "unless it rains"'],
    ['every day at 9am and cheese', 'cheese'],
    ['every day at 25:00', '"25:00" is not a time of day'],
    ['0 25 * * *', 'got value 25'],
    ['0 9 * *', 'it has 4 fields'],
    ['on the 32nd', 'day 32'],
    ['every 31 february', 'February has no day 31'],
    ['every day at 9am in Narnia', 'no time zone "narnia"'],
    ['every 5 months', '5 months'],
    ['every month on monday', 'every first monday of the month'],
    ['every day between 9 and 17', 'every hour from 9am to 5pm'],
    ['yesterday at 9', 'already past'],
    ['next month', 'Which day'],
  ])('%s', (text, part) => {
    expect(messageFor(text)).toContain(part);
  });

  it('gives examples when nothing was understood', () => {
    expect(messageFor('banana')).toContain('every weekday at 8:30');
  });
});

it('keeps the text as it was said and the zone it names', () => {
  expect(parseScheduleText('  Daily at 9am   New York time ', context)).toMatchObject({
    ok: true,
    schedule: { kind: 'cron', cron: '0 9 * * *', timezone: 'America/New_York', text: 'Daily at 9am New York time' },
  });
});

it('anchors an interval that no cron can say at the minute it was asked in', () => {
  expect(parseScheduleText('every 45 minutes', context)).toMatchObject({
    schedule: { kind: 'every', everyMs: 2_700_000, anchorMs: Date.parse('2026-11-22T15:00:00Z') },
  });
});

it('anchors an interval of days at the first such moment from now', () => {
  expect(parseScheduleText('every 2 weeks on thursday at 8', context)).toMatchObject({
    schedule: { kind: 'every', everyMs: 14 * 86_400_000, anchorMs: Date.parse('2026-11-26T07:00:00Z') },
  });
});

describe('hostile text', () => {
  /** How much is read of texts as long as this that leave much to try; a reading more than once shows in them at once. */
  it.each([
    ['of several limits, each of which may be all there is', 'for 10 times, '.repeat(12), 2_000],
    ['of places where it may come apart', 'for 3 days, until may; also '.repeat(6), 700],
    [
      'of limits that mean nothing together',
      'once but not for 2 weeks for 2 weeks only until between 9 and 17 10 times not on holidays and at 9 in 2027 at 9 but not christmas 3 days every day christmas every at 9 for',
      2_500,
    ],
    [
      'of more words than anybody says',
      'after within 10 minutes quiet for 2 weeks after at 9 in 2027 for 2 weeks for 2 weeks for but not for and from from , 3 days except between 9 and 17 between 9 and 17 within 10 minutes once between 9 and 17 , every',
      100,
    ],
  ])('%s is not read over and over', (_what, text, most) => {
    expect(readingsDuring(() => parseScheduleText(text, context)).texts).toBeLessThanOrEqual(most);
  });

  it.each([
    'every ',
    'at 9 ',
    'until until ',
    'for 10 times ',
    'every day at 9 until 31 december ',
    'every 3 days and every monday at 8, ',
    '9 and ',
    '* ',
    'monday and ',
  ])('that says %j again and again is read no more often the longer it is', (part) => {
    const long = [8, 12, 20, 40, 80].map((times) => part.repeat(times)).filter(({ length }) => length <= 500);
    for (const text of long)
      expect(readingsDuring(() => parseScheduleText(text, context)).texts, text).toBeLessThanOrEqual(2_000);
  });

  it('that is longer than any schedule is not read at all', () => {
    expect(readingsDuring(() => parseScheduleText('every day '.repeat(500), context)).texts).toBe(0);
  });
});
