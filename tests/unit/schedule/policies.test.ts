/** Hunts: a limit that changes what the ledger says twice, late runs that stampede, a run that is ended or started by the wrong policy. */
import { afterEach, describe, expect, it } from 'vitest';
import { pauseIfFailing } from '../../../src/main/schedule/auto-pause.ts';
import { changeSchedule } from '../../../src/main/schedule/change-schedule.ts';
import { jitterOf } from '../../../src/main/schedule/jitter.ts';
import { lateAtOnce } from '../../../src/main/schedule/late-runs.ts';
import { occurrenceIdOf, occurrenceKeyOf } from '../../../src/main/schedule/run-missed.ts';
import { findFlow, setFlowStatus } from '../../../src/main/store/tables/flows.ts';
import { cron, type Start, VirtualTime } from './virtual-time.ts';

const day = (time: string): string => `2026-11-23T${time}Z`;
const keepsRunning = (start: Start, here: VirtualTime): Promise<string> => here.startAndRun(start);
let world: VirtualTime;
afterEach(async () => {
  await world.scheduler.stop();
  world.db.close();
});

describe('a firing while a run of its flow is under way', () => {
  it('ends that run and takes its place by the policy cancel', async () => {
    world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'), { overlap: 'cancel' });
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect(world.ledger('hourly')).toEqual(['09:00 cancelled: the run was cancelled', '10:00 started']);
    expect(world.cancelled).toHaveLength(1);
  });

  it('counts a run that was started by hand', async () => {
    world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'), { overlap: 'queue' });
    world.begin('by hand', 'hourly');
    world.scheduler.start();
    await world.liveUntil(day('09:10:00'));
    expect(world.ledger('hourly')).toEqual(['09:00 due']);
    world.end('by hand', 'SUCCEEDED');
    await world.scheduler.reconcile();
    expect(world.ledger('hourly')).toEqual(['09:00 ran']);
  });
});

it('late runs of many flows start staggered, and all of them do', async () => {
  const runs: string[] = [];
  world = new VirtualTime({
    now: day('08:30:00'),
    startRun: async (start, here) => {
      const id = await here.startAndRun(start);
      runs.push(id);
      return id;
    },
  });
  for (let index = 0; index < 10; index += 1) world.add(`flow ${index}`, cron('0 9 * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('11:00:00'));
  expect(runs).toHaveLength(lateAtOnce);
  for (let ended = 0; ended < 10; ended += 1) {
    world.end(runs[ended] ?? '', 'SUCCEEDED');
    await world.scheduler.reconcile();
  }
  expect(runs).toHaveLength(10);
  expect(world.settled.map(({ status }) => status)).toEqual(new Array(10).fill('late'));
});

it('late runs that take long do not hold up the others for good', async () => {
  world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
  for (let index = 0; index < 7; index += 1) world.add(`flow ${index}`, cron('0 9 * * *'));
  world.scheduler.start();
  await world.sleepUntil(day('11:00:00'));
  await world.liveUntil(day('11:02:00'));
  expect(world.starts).toHaveLength(7);
});

it('jitter puts the start off and leaves the due time as it is, the same after a restart', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', { ...cron('0 9 * * *'), jitterMs: 600_000 });
  world.scheduler.start();
  const dueAtMs = Date.parse(day('09:00:00'));
  const startMs = dueAtMs + jitterOf('hourly', dueAtMs, 600_000);
  await world.liveUntil(new Date(startMs - 1).toISOString());
  expect(world.ledger('hourly')).toEqual(['09:00 due']);
  await world.liveUntil(new Date(startMs).toISOString());
  expect(world.ledger('hourly')).toEqual(['09:00 ran']);
});

it('a holiday of the settings is skipped, with its name', async () => {
  world = new VirtualTime({ now: '2026-12-24T00:00:00Z' });
  world.holidays.push({ date: '12-25', name: 'Christmas' });
  world.add('daily', { ...cron('0 9 * * *'), except: { dates: [], holidays: true } });
  world.scheduler.start();
  await world.liveUntil('2026-12-26T10:00:00Z');
  expect(world.ledger('daily')).toEqual(['09:00 ran', '09:00 skipped: a holiday: Christmas', '09:00 ran']);
});

describe('everything paused until a moment', () => {
  it('skips what was due before it, also when the machine slept past it, and fires again by itself', async () => {
    world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.pauseAll(true, Date.parse(day('10:30:00')));
    world.scheduler.start();
    await world.liveUntil(day('09:30:00'));
    await world.sleepUntil(day('10:45:00'));
    await world.liveUntil(day('11:10:00'));
    expect(world.ledger('hourly')).toEqual([
      `09:00 skipped: paused: everything is paused until ${day('10:30:00').replace('Z', '.000Z')}`,
      `10:00 skipped: paused: everything is paused until ${day('10:30:00').replace('Z', '.000Z')}`,
      '11:00 ran',
    ]);
  });
});

describe('failures in a row', () => {
  it('pause the flow and tell how to resume it; after that they count anew', async () => {
    world = new VirtualTime({
      now: day('00:30:00'),
      startRun: async (start, here) => {
        const id = await here.startAndRun(start);
        here.end(id, 'FAILED');
        return id;
      },
    });
    world.add('hourly', cron('0 * * * *'), { pauseAfterFailures: 3 });
    const told: string[] = [];
    const settle = () => {
      for (const occurrence of world.settled.splice(0))
        pauseIfFailing(occurrence, {
          db: world.db,
          pause: (flowId, reason) => {
            setFlowStatus(world.db, flowId, { status: 'paused', pauseReason: reason, nowMs: world.nowMs });
          },
          tell: async ({ body }) => void told.push(body),
          onError: (error) => world.errors.push(error),
        });
    };
    world.scheduler.start();
    await world.liveUntil(day('02:30:00'));
    settle();
    expect(findFlow(world.db, 'hourly')?.status).toBe('on');
    await world.liveUntil(day('03:30:00'));
    settle();
    expect(findFlow(world.db, 'hourly')).toMatchObject({
      status: 'paused',
      pause_reason: 'paused because it failed 3 times in a row',
    });
    expect(told).toEqual([expect.stringContaining('flow resume "hourly"')]);
    setFlowStatus(world.db, 'hourly', { status: 'on', pauseReason: null, nowMs: world.nowMs });
    await world.liveUntil(day('04:30:00'));
    settle();
    expect(findFlow(world.db, 'hourly')?.status).toBe('on');
  });
});

describe('run missed', () => {
  it('runs a missed firing once, and its row says both', async () => {
    world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'), { misfire: 'skip' });
    world.scheduler.start();
    await world.sleepUntil(day('09:40:00'));
    const key = { scheduleId: 'hourly', dueAtMs: Date.parse(day('09:00:00')) };
    expect(occurrenceKeyOf(occurrenceIdOf(key))).toEqual(key);
    await world.scheduler.runMissed(key);
    expect(world.ledger('hourly')).toEqual([
      '09:00 late: asleep or switched off until 09:40; run because you asked, on 2026-11-23 09:40',
    ]);
    await expect(world.scheduler.runMissed(key)).rejects.toThrow('This firing is late');
    expect(world.starts).toHaveLength(1);
  });

  it('twice at the same moment is one run', async () => {
    world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'), { misfire: 'skip' });
    world.scheduler.start();
    await world.sleepUntil(day('09:40:00'));
    const key = { scheduleId: 'hourly', dueAtMs: Date.parse(day('09:00:00')) };
    const both = await Promise.allSettled([world.scheduler.runMissed(key), world.scheduler.runMissed(key)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.starts).toHaveLength(1);
  });

  it('that cannot be started stays missed', async () => {
    world = new VirtualTime({ now: day('08:30:00'), startRun: () => Promise.reject(new Error('the disk is full')) });
    world.add('hourly', cron('0 * * * *'), { misfire: 'skip' });
    world.scheduler.start();
    await world.sleepUntil(day('09:40:00'));
    await expect(
      world.scheduler.runMissed({ scheduleId: 'hourly', dueAtMs: Date.parse(day('09:00:00')) }),
    ).rejects.toThrow('disk');
    expect(world.ledger('hourly')).toEqual(['09:00 missed: asleep or switched off until 09:40']);
  });
});

it('the agenda joins ledger and expansion, page by page, each firing once', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'));
  world.add('noon', cron('0 12 * * *'));
  world.scheduler.start();
  await world.liveUntil(day('10:10:00'));
  const span = { fromMs: Date.parse(day('09:00:00')), toMs: Date.parse(day('14:00:00')) };
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await world.scheduler.agenda({ ...span, limit: 2, after });
    seen.push(...page.entries.map(({ due, flowName, status }) => `${due.slice(11, 16)} ${flowName} ${status}`));
    after = page.next;
    if (after === null) break;
  }
  expect(seen).toEqual([
    '09:00 hourly ran',
    '10:00 hourly ran',
    '11:00 hourly upcoming',
    '12:00 hourly upcoming',
    '12:00 noon upcoming',
    '13:00 hourly upcoming',
  ]);
});

it('another schedule begins a new ledger, keeps the policies, and the old rows stay', async () => {
  world = new VirtualTime({ now: day('08:30:00') });
  world.add('hourly', cron('0 * * * *'), { overlap: 'queue' });
  world.scheduler.start();
  await world.liveUntil(day('09:10:00'));
  const changed = changeSchedule(world.db, 'hourly', {
    spec: cron('30 * * * *'),
    policies: { misfire: 'all' },
    nowMs: world.nowMs,
  });
  world.scheduler.changed('hourly');
  await world.liveUntil(day('10:40:00'));
  expect(changed).toMatchObject({ overlap: 'queue', misfire: 'all' });
  expect([world.ledger('hourly'), world.ledger(changed?.id ?? '')]).toEqual([
    ['09:00 ran'],
    ['09:30 ran', '10:30 ran'],
  ]);
});
