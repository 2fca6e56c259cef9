/** Hunts: firings lost or doubled over sleep, restart and clock changes (S1), occurrences without an end or a reason (S2). */
import { afterEach, expect, it, vi } from 'vitest';
import { occurrencesBetween } from '../../../src/main/schedule/recurrence.ts';
import { deactivateSchedules } from '../../../src/main/store/tables/schedules.ts';
import type { ScheduleSpec } from '../../../src/shared/domain/schedule.ts';
import { cron, VirtualTime } from './virtual-time.ts';

let world: VirtualTime;
afterEach(async () => {
  await world.scheduler.stop();
  expect(world.errors).toEqual([]);
  world.db.close();
});

const day = (time: string): string => `2026-11-23T${time}Z`;

it('runs what comes due while awake, on time and without a reason', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.liveUntil(day('11:10:00'));
  expect(world.ledger('hourly')).toEqual(['09:00 ran', '10:00 ran', '11:00 ran']);
  expect(world.starts.map(({ late }) => late)).toEqual([false, false, false]);
});

it('after a sleep runs the latest once and says why the others were missed', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('11:40:00'));
  expect(world.ledger('hourly')).toEqual([
    '09:00 missed: asleep or switched off until 11:40; only the latest is made up for',
    '10:00 missed: asleep or switched off until 11:40; only the latest is made up for',
    '11:00 late: asleep or switched off until 11:40',
  ]);
  expect(world.starts).toMatchObject([{ dueAtMs: Date.parse(day('11:00:00')), late: true }]);
});

it('makes up for nothing when a firing is due on time at the wake-up', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('11:00:20'));
  expect(world.ledger('hourly').map((row) => row.slice(0, 12))).toEqual(['09:00 missed', '10:00 missed', '11:00 ran']);
});

it('skips all late ones by the policy skip', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'), { misfire: 'skip' });
  world.scheduler.start();
  await world.sleepUntil(day('10:40:00'));
  expect(world.ledger('hourly')).toEqual([
    '09:00 missed: asleep or switched off until 10:40',
    '10:00 missed: asleep or switched off until 10:40',
  ]);
});

it('makes up for all, one after the other, by the policy all', async () => {
  let running = 0;
  let most = 0;
  world = new VirtualTime({
    now: day('08:30:00'),
    startRun: async (start, here) => {
      const runId = await here.startAndRun(start);
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        here.end(runId, 'SUCCEEDED');
      }, 2);
      return runId;
    },
  });
  world.add('hourly', cron('0 * * * *'), { misfire: 'all' });
  world.scheduler.start();
  await world.sleepUntil(day('11:40:00'));
  await vi.waitFor(() => expect(world.rows('hourly').map(({ status }) => status)).toEqual(['late', 'late', 'late']));
  expect(most).toBe(1);
});

it('makes up for nothing older than the window', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('daily', cron('0 9 * * *'), { misfireWindowMs: 3_600_000 });
  world.scheduler.start();
  await world.sleepUntil(day('11:40:00'));
  expect(world.ledger('daily')).toEqual([
    '09:00 missed: asleep or switched off until 11:40, longer than this flow is made up for (1 hour)',
  ]);
});

it('has a row for each firing of a long sleep, however many there are', async () => {
  world = new VirtualTime({ now: day('08:00:00') });
  world.add('often', cron('*/10 * * * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('12:00:00'));
  const rows = world.rows('often');
  expect(rows).toHaveLength(4 * 360);
  expect(rows.filter(({ status }) => status === 'missed')).toHaveLength(4 * 360 - 7);
});

it('S1, S2: over months of sleeps the rows are the expansion, each with one end', async () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
  const specs: Array<[string, ScheduleSpec]> = zones.flatMap(
    (zone): Array<[string, ScheduleSpec]> => [
      [`nights in ${zone}`, cron('30 1,2 * * *', zone)],
      [`half hours in ${zone}`, cron('*/30 0-4 * * *', zone)],
      [
        `every 7 hours in ${zone}`,
        {
          kind: 'every',
          everyMs: 7 * 3_600_000,
          anchorMs: Date.parse('2026-10-01T00:00:00Z'),
          timezone: zone,
          text: '',
        },
      ],
    ],
  );
  world = new VirtualTime({ now: '2026-10-20T00:00:00Z' });
  const fromMs = world.nowMs;
  for (const [index, [name, spec]] of specs.entries())
    world.add(name, spec, { misfire: (['latest', 'all', 'skip'] as const)[index % 3] });
  world.scheduler.start();
  for (let step = 0; world.nowMs < Date.parse('2026-11-20T00:00:00Z'); step += 1) {
    const to = new Date(world.nowMs + ((step * 7919) % 40) * 1_800_000 + 60_000).toISOString();
    await (step % 3 === 0 ? world.sleepUntil(to) : world.liveUntil(to));
    // The clock is set back now and then: nothing fires twice.
    if (step % 5 === 0) await world.sleepUntil(new Date(world.nowMs - 5_400_000).toISOString());
  }
  await world.sleepUntil('2026-11-21T00:00:00Z');
  for (const [name, spec] of specs) {
    const rows = world.rows(name);
    expect(
      rows.map(({ dueAtMs }) => dueAtMs),
      name,
    ).toEqual(occurrencesBetween(spec, fromMs, world.nowMs, 1e6));
    for (const { status, reason, runId } of rows) {
      expect(['ran', 'late', 'missed']).toContain(status);
      expect([reason === null, runId === null]).toEqual([status === 'ran', status === 'missed']);
    }
  }
  const keys = world.starts.map(({ scheduleId, dueAtMs }) => `${scheduleId} ${dueAtMs}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('fires nothing twice and misses nothing when the clock is set back', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.liveUntil(day('10:10:00'));
  await world.sleepUntil(day('08:50:00'));
  await world.liveUntil(day('11:10:00'));
  expect(world.ledger('hourly')).toEqual(['09:00 ran', '10:00 ran', '11:00 ran']);
});

it('never fires again once its flow is cancelled, and keeps what was', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.liveUntil(day('09:10:00'));
  deactivateSchedules(world.db, 'hourly');
  world.scheduler.changed();
  await world.liveUntil(day('12:10:00'));
  expect(world.ledger('hourly')).toEqual(['09:00 ran']);
  expect(world.scheduler.nextFiring()).toBeNull();
});

it('tells of each occurrence that came to an end, once', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('10:40:00'));
  await world.liveUntil(day('11:10:00'));
  expect(
    world.settled.map(({ dueAtMs, status }) => `${new Date(dueAtMs).toISOString().slice(11, 16)} ${status}`),
  ).toEqual(['09:00 missed', '10:00 late', '11:00 ran']);
});
