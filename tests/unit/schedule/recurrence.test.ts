/**
 * Hunts: firings lost or doubled when clocks change, wrong days, endless loops, slow expansion. The oracle walks real time
 * minute by minute and reads the wall clock off Temporal, sharing nothing with the code but the rule.
 */
import { CronExpressionParser } from 'cron-parser';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { nextOccurrences, occurrencesBetween } from '../../../src/main/schedule/recurrence.ts';
import type { ScheduleSpec } from '../../../src/shared/domain/schedule.ts';

const cron = (expression: string, timezone = 'UTC'): ScheduleSpec => ({
  kind: 'cron',
  cron: expression,
  timezone,
  text: '',
});
const iso = (moments: number[]): string[] =>
  moments.map((moment) => new Date(moment).toISOString().replace('.000Z', 'Z'));
const next = (schedule: ScheduleSpec, from: string, count: number): string[] =>
  iso(nextOccurrences(schedule, { afterMs: Date.parse(from), count }));

/** The rule, by walking: fires when the wall clock first reads, or first jumps over, a matching minute. */
function walk(
  hours: number[],
  minutes: number[],
  weekdays: number[],
  timezone: string,
  fromMs: number,
  toMs: number,
): number[] {
  const fired: number[] = [];
  let highestWall = wallMinute(fromMs, timezone);
  for (let moment = fromMs + 60_000; moment <= toMs; moment += 60_000) {
    const wall = wallMinute(moment, timezone);
    let fires = false;
    for (let minute = highestWall + 1; minute <= wall; minute += 1) {
      const date = new Date(minute * 60_000);
      if (
        hours.includes(date.getUTCHours()) &&
        minutes.includes(date.getUTCMinutes()) &&
        weekdays.includes(date.getUTCDay())
      )
        fires = true;
    }
    highestWall = Math.max(highestWall, wall);
    if (fires) fired.push(moment);
  }
  return fired;
}

function wallMinute(epochMs: number, timezone: string): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timezone);
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) / 60_000;
}

describe('around clock changes the expansion is what walking through real time gives', () => {
  const changes: Array<[string, string, string]> = [
    ['Europe/Berlin', '2026-10-24T12:00:00Z', 'back by an hour'],
    ['Europe/Berlin', '2027-03-27T12:00:00Z', 'forward by an hour'],
    ['America/New_York', '2026-10-31T12:00:00Z', 'back by an hour'],
    ['America/New_York', '2027-03-13T12:00:00Z', 'forward by an hour'],
    ['Australia/Lord_Howe', '2026-10-03T00:00:00Z', 'forward by half an hour'],
    ['Australia/Lord_Howe', '2027-04-03T00:00:00Z', 'back by half an hour'],
    ['Africa/Cairo', '2026-04-23T00:00:00Z', 'forward at midnight'],
    ['America/Santiago', '2026-09-05T12:00:00Z', 'forward at midnight'],
    ['Pacific/Auckland', '2027-04-03T00:00:00Z', 'back by an hour'],
    ['Asia/Kolkata', '2026-10-24T12:00:00Z', 'no change'],
  ];
  it.each(changes)('%s from %s: %s', (timezone, from, _what) => {
    const fromMs = Date.parse(from);
    const toMs = fromMs + 36 * 3_600_000;
    const random = generator(fromMs);
    for (let round = 0; round < 12; round += 1) {
      const hours = some(random, 24, round < 4 ? 24 : 4);
      const minutes = some(random, 60, round % 3 === 0 ? 60 : 3);
      const weekdays = some(random, 7, round < 8 ? 7 : 3);
      const schedule = cron(`${minutes.join()} ${hours.join()} * * ${weekdays.join()}`, timezone);
      expect(iso(occurrencesBetween(schedule, fromMs, toMs, 10_000)), JSON.stringify(schedule)).toEqual(
        iso(walk(hours, minutes, weekdays, timezone, fromMs, toMs)),
      );
    }
  });
});

/** A small seeded generator, so that a failure repeats. */
function generator(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function some(random: () => number, below: number, count: number): number[] {
  if (count >= below) return Array.from({ length: below }, (_, index) => index);
  return [...new Set(Array.from({ length: count }, () => Math.floor(random() * below)))].sort((a, b) => a - b);
}

describe('days', () => {
  it('takes the last day of each month, leap years too', () => {
    expect(next(cron('0 9 L * *'), '2028-01-31T10:00:00Z', 3)).toEqual([
      '2028-02-29T09:00:00Z',
      '2028-03-31T09:00:00Z',
      '2028-04-30T09:00:00Z',
    ]);
  });
  it('waits for 29 February over the years', () => {
    expect(next(cron('0 9 29 2 *'), '2096-03-01T00:00:00Z', 1)).toEqual(['2104-02-29T09:00:00Z']);
  });
  it('takes the n-th and the last weekday of a month', () => {
    expect(next(cron('0 9 * * 2#5'), '2026-11-22T15:00:00Z', 2)).toEqual([
      '2026-12-29T09:00:00Z',
      '2027-03-30T09:00:00Z',
    ]);
    expect(next(cron('0 9 * * 5L'), '2026-11-22T15:00:00Z', 2)).toEqual([
      '2026-11-27T09:00:00Z',
      '2026-12-25T09:00:00Z',
    ]);
  });
  it('takes the day of the month or the day of the week when both are given', () => {
    expect(next(cron('0 9 13 * 5'), '2026-12-05T00:00:00Z', 2)).toEqual([
      '2026-12-11T09:00:00Z',
      '2026-12-13T09:00:00Z',
    ]);
  });
  it('counts Sunday as 0 and as 7', () => {
    expect(next(cron('0 9 * * 7'), '2026-11-23T00:00:00Z', 1)).toEqual(
      next(cron('0 9 * * 0'), '2026-11-23T00:00:00Z', 1),
    );
  });
  it('reads six fields as seconds first', () => {
    expect(next(cron('*/20 59 23 * * *'), '2026-11-22T15:00:00Z', 3)).toEqual([
      '2026-11-22T23:59:00Z',
      '2026-11-22T23:59:20Z',
      '2026-11-22T23:59:40Z',
    ]);
  });
});

describe('other kinds', () => {
  it('gives one firing for a moment that two crons of a combination share', () => {
    expect(next(cron('0 9 * * * | */30 9 * * *'), '2026-11-22T00:00:00Z', 2)).toEqual([
      '2026-11-22T09:00:00Z',
      '2026-11-22T09:30:00Z',
    ]);
  });
  it('counts hours as elapsed time and whole days as calendar days', () => {
    const anchorMs = Date.parse('2026-10-24T07:00:00Z');
    const every = (everyMs: number): ScheduleSpec => ({
      kind: 'every',
      everyMs,
      anchorMs,
      timezone: 'Europe/Berlin',
      text: '',
    });
    expect(next(every(86_400_000), '2026-10-24T08:00:00Z', 2)).toEqual([
      '2026-10-25T08:00:00Z',
      '2026-10-26T08:00:00Z',
    ]);
    expect(next(every(12 * 3_600_000), '2026-10-24T20:00:00Z', 2)).toEqual([
      '2026-10-25T07:00:00Z',
      '2026-10-25T19:00:00Z',
    ]);
    expect(next(every(3_600_000), '2026-01-01T00:00:00Z', 1)).toEqual(['2026-10-24T07:00:00Z']);
  });
  it('gives moments in order, once each, and none after the last', () => {
    const at: ScheduleSpec = {
      kind: 'at',
      at: ['2026-12-02T09:00:00+01:00', '2026-12-01T08:00:00Z', '2026-12-01T09:00:00+01:00'],
      timezone: 'UTC',
      text: '',
    };
    expect(next(at, '2026-11-30T00:00:00Z', 5)).toEqual(['2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z']);
    expect(next(at, '2026-12-03T00:00:00Z', 5)).toEqual([]);
  });
  it('excludes the start of a span, includes its end and keeps to the cap', () => {
    const fromMs = Date.parse('2026-11-22T09:00:00Z');
    expect(iso(occurrencesBetween(cron('0 * * * *'), fromMs, fromMs + 2 * 3_600_000, 10))).toEqual([
      '2026-11-22T10:00:00Z',
      '2026-11-22T11:00:00Z',
    ]);
    expect(occurrencesBetween(cron('* * * * * *'), fromMs, fromMs + 86_400_000, 7)).toHaveLength(7);
  });
});

describe('the next occurrence of many schedules', () => {
  const zones = ['Africa/Nairobi', 'America/Lima', 'Asia/Seoul', 'Australia/Perth', 'Europe/Oslo'];
  const expressionAt = (i: number) => `${i % 60} ${i % 24} * * ${i % 7}`;

  /** What looking for it costs, counted: expressions compiled, questions to the zone database, moments looked at. */
  function costOf(many: number) {
    const compiled = vi.spyOn(CronExpressionParser, 'parse');
    const asked = vi.spyOn(Temporal.Instant, 'fromEpochMilliseconds');
    const { counted, looks } = countedDate();
    vi.stubGlobal('Date', counted);
    try {
      for (let i = 0; i < many; i += 1)
        nextOccurrences(cron(expressionAt(i), zones[i % zones.length]), { afterMs: 1.79e12 + i * 1000, count: 1 });
      return { compiled: compiled.mock.calls.length, asked: asked.mock.calls.length, looks: looks() };
    } finally {
      vi.unstubAllGlobals();
      compiled.mockRestore();
      asked.mockRestore();
    }
  }

  it('costs no more for each one than a look at the days till then', () => {
    const many = 10_000;
    const { compiled, asked, looks } = costOf(many);
    expect(compiled).toBe(new Set(Array.from({ length: many }, (_, i) => expressionAt(i))).size);
    // A zone's year is asked for once; a firing in the first days of a year needs its neighbour too.
    expect(asked).toBeLessThanOrEqual(3 * zones.length);
    // At most eight days until a weekday comes round, and a few offsets at either end.
    expect(looks).toBeLessThanOrEqual(many * (8 + 8));
    expect(costOf(many)).toMatchObject({ compiled: 0, asked: 0 });
  });
});

/** The real Date, which counts how many moments are made into one. */
function countedDate(): { counted: typeof Date; looks: () => number } {
  let made = 0;
  const counted = new Proxy(Date, {
    construct(target, args, newTarget) {
      made += 1;
      return Reflect.construct(target, args, newTarget) as Date;
    },
  });
  return { counted, looks: () => made };
}
