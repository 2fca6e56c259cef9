/**
 * The ledger against an independent expansion (oracle.ts), over two years of a machine that sleeps, wakes and has its clock set.
 * Hunts: a firing that is missing, doubled, at the wrong moment around a clock change, or given the wrong end by its policy.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { occurrencesBetween } from '../../../src/main/schedule/recurrence.ts';
import type { MisfirePolicy, ScheduleSpec } from '../../../src/shared/domain/schedule.ts';
import { seeded } from '../../support/seeded.ts';
import { type ExpectedRow, expected, expectedFate } from './oracle.ts';
import { cron, VirtualTime } from './virtual-time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kolkata'];
/** Two years with a leap day, and both clock changes of each zone that has them. */
const start = '2027-03-01T00:00:00Z';
const end = '2029-03-01T00:00:00Z';

function specsIn(zone: string): Record<string, ScheduleSpec> {
  const every = (everyMs: number): ScheduleSpec => ({
    kind: 'every',
    everyMs,
    anchorMs: Date.parse('2027-02-27T01:30:00Z'),
    timezone: zone,
    text: '',
  });
  return {
    hourly: cron('0 * * * *', zone),
    'in the hours that clocks change': cron('*/30 0-3 * * *', zone),
    'weekdays and sundays': cron('0 9 * * 1-5 | 0 12 * * 0', zone),
    'last days': cron('30 1 L * *', zone),
    'leap day': cron('0 9 29 2 *', zone),
    'second tuesday': cron('15 2 * * 2#2', zone),
    'either day': cron('0 6 13 * 5', zone),
    'every 7 hours': every(7 * hourMs),
    'every 3 days': every(3 * dayMs),
    'postponed at night': { ...cron('45 * * * *', zone), quiet: { from: '22:00', to: '02:30', does: 'postpone' } },
    'not at noon, not at Christmas': {
      ...cron('0 */2 * * *', zone),
      quiet: { from: '11:00', to: '13:00', does: 'skip' },
      except: { dates: ['12-25', '12-26', '2028-02-29'], holidays: false },
    },
    'a hundred times': { ...cron('0 */6 * * *', zone), times: 100, timesSince: '2027-10-01T00:00:00Z' },
    'a season': { ...cron('0 2 * * *', zone), from: '2027-10-20T00:00:00Z', until: '2028-04-10T00:00:00Z' },
    combined: {
      kind: 'combined',
      parts: [
        { kind: 'cron', cron: '30 2 * * *', timezone: zone },
        { kind: 'every', everyMs: 5 * dayMs, anchorMs: Date.parse('2027-03-03T00:30:00Z'), timezone: 'Europe/London' },
        { kind: 'at', at: ['2028-02-29T12:00:00Z'], timezone: 'UTC' },
      ],
      timezone: zone,
      text: '',
    },
  };
}

const policies: Array<{ misfire: MisfirePolicy; windowMs: number; cap: number }> = [
  { misfire: 'skip', windowMs: dayMs, cap: 50 },
  { misfire: 'latest', windowMs: dayMs, cap: 50 },
  { misfire: 'all', windowMs: 3 * dayMs, cap: 20 },
];

it('over two years in five zones, for every policy, the ledger is the expansion and each end is the policy’s', async () => {
  let compared = 0;
  const moments = new Map<string, number[]>();
  for (const zone of zones)
    for (const [name, spec] of Object.entries(specsIn(zone)))
      moments.set(`${name} in ${zone}`, expected(spec, Date.parse(start), Date.parse(end)));
  for (const [index, policy] of policies.entries()) {
    const world = new VirtualTime({ now: start });
    const rows = new Map<string, ExpectedRow[]>();
    for (const zone of zones)
      for (const [name, spec] of Object.entries(specsIn(zone))) {
        const id = `${name} in ${zone}`;
        world.add(id, spec, { misfire: policy.misfire, misfireWindowMs: policy.windowMs, misfireCap: policy.cap });
        rows.set(id, []);
      }
    world.scheduler.start();
    await world.scheduler.reconcile();
    let knownToMs = world.nowMs;
    const found = (nowMs: number, awake: boolean): void => {
      if (nowMs <= knownToMs) return;
      for (const [id, all] of moments) {
        const from = lowerBound(all, knownToMs + 1);
        const due = all.slice(from, lowerBound(all, nowMs + 1));
        if (awake) for (const dueAtMs of due) rows.get(id)?.push({ dueAtMs, status: 'ran' });
        else rows.get(id)?.push(...expectedFate(due, nowMs, policy));
      }
      knownToMs = nowMs;
    };
    const random = seeded(20_270_301 + index);
    while (world.nowMs < Date.parse(end)) {
      const awake = random.below(4) === 0;
      // Asleep for minutes to weeks, awake for minutes to hours.
      const ms = awake
        ? random.between(1, 150) * 60_000
        : Math.floor(
            random.pick([0.2 * hourMs, 5 * hourMs, dayMs, 4 * dayMs, 24 * dayMs]) * (0.1 + random.below(1000) / 1000),
          );
      const to = Math.min(world.nowMs + ms, Date.parse(end));
      if (awake) await world.liveUntil(new Date(to).toISOString());
      else await world.sleepUntil(new Date(to).toISOString());
      found(to, awake && to - ms >= knownToMs);
      // Now and then the clock is set back: nothing is due twice, and nothing again until it has caught up.
      if (random.below(12) === 0) {
        const back = random.between(1, 300) * 60_000;
        await world.sleepUntil(new Date(world.nowMs - back).toISOString());
        world.scheduler.changed();
        await world.sleepUntil(new Date(world.nowMs + back).toISOString());
      }
    }
    for (const [id, wanted] of rows) {
      expect(
        world.rows(id).map(({ dueAtMs, status }) => `${new Date(dueAtMs).toISOString()} ${status}`),
        `${id}, ${policy.misfire}`,
      ).toEqual(wanted.map(({ dueAtMs, status }) => `${new Date(dueAtMs).toISOString()} ${status}`));
      compared += wanted.length;
    }
    expect(world.errors).toEqual([]);
    const started = world.starts.map(({ scheduleId, dueAtMs }) => `${scheduleId} ${dueAtMs}`);
    expect(new Set(started).size).toBe(started.length);
    await world.scheduler.stop();
    world.db.close();
  }
  process.stdout.write(`ledger against oracle: ${compared} firings compared\n`);
  expect(compared).toBeGreaterThan(300_000);
}, 240_000);

it('random schedules have the moments of the oracle', () => {
  let compared = 0;
  fc.assert(
    fc.property(randomSpec, fc.integer({ min: 0, max: 400 }), (spec, day) => {
      const fromMs = Date.parse(start) + day * dayMs;
      const toMs = fromMs + 50 * dayMs;
      const wanted = expected(spec, fromMs, toMs);
      expect(occurrencesBetween(spec, fromMs, toMs, 1e6)).toEqual(wanted);
      compared += wanted.length;
    }),
    { seed: 20_270_301, numRuns: 250 },
  );
  process.stdout.write(`random schedules against oracle: ${compared} firings compared\n`);
  expect(compared).toBeGreaterThan(5_000);
}, 240_000);

function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const field = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: fc.integer({ min, max }).map(String) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 2, max: Math.max(2, Math.floor((max - min) / 2)) }).map((n) => `*/${n}`),
    },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.integer({ min, max }), { minLength: 2, maxLength: 3 }).map((list) => list.join(',')),
    },
  );
const any = { weight: 6, arbitrary: fc.constant('*') };
const month = fc.oneof(any, { weight: 1, arbitrary: field(1, 12) });
const dayOfMonth = fc.oneof(any, { weight: 4, arbitrary: field(1, 28) }, { weight: 1, arbitrary: fc.constant('L') });
const dayOfWeek = fc.oneof(
  any,
  { weight: 6, arbitrary: field(0, 6) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 6 }).map((day) => `${day}L`) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 })).map(([d, n]) => `${d}#${n}`),
  },
);
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const quiet = fc
  .record({ from: clock, to: clock, does: fc.constantFrom('postpone' as const, 'skip' as const) })
  .filter(({ from, to }) => from !== to);
const randomSpec: fc.Arbitrary<ScheduleSpec> = fc
  .record({
    cron: fc
      // At most a few firings an hour: two years of every second say no more.
      .tuple(fc.constantFrom('0', '17', '*/20', '5,35', '30'), field(0, 23), dayOfMonth, month, dayOfWeek)
      .map((fields) => fields.join(' ')),
    timezone: fc.constantFrom(...zones, 'America/Santiago', 'Pacific/Apia', 'Europe/Dublin'),
    quiet: fc.option(quiet, { nil: undefined, freq: 2 }),
    times: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined, freq: 4 }),
    dates: fc.option(fc.array(fc.constantFrom('12-25', '01-01', '03-28', '10-31', '04-01'), { minLength: 1 }), {
      nil: undefined,
      freq: 4,
    }),
  })
  .map(
    ({ cron: expression, timezone, quiet, times, dates }): ScheduleSpec => ({
      ...cron(expression, timezone),
      ...(quiet === undefined ? {} : { quiet }),
      ...(times === undefined ? {} : { times, timesSince: start }),
      ...(dates === undefined ? {} : { except: { dates, holidays: false } }),
    }),
  );
