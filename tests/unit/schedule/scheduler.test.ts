/** Hunts: overlapping or stuck firings, pauses that lose them, double starts after a crash, wake-ups armed for the wrong moment. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunStatus } from '../../../src/shared/domain/run.ts';
import { MajordomoError } from '../../../src/shared/errors.ts';
import { cron, type Start, VirtualTime } from './virtual-time.ts';

const day = (time: string): string => `2026-11-23T${time}Z`;
const keepsRunning = (start: Start, world: VirtualTime): Promise<string> => world.startAndRun(start);
const never = (): Promise<string> => new Promise(() => undefined);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'majordomo-schedule-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a firing while the one before still runs', () => {
  it('is skipped by default, and the next after the end runs', async () => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    world.end([...world.runs.keys()][0] ?? '', 'FAILED');
    await world.liveUntil(day('11:10:00'));
    expect(world.ledger('hourly')).toEqual([
      '09:00 failed: the run failed',
      '10:00 skipped: still running',
      '11:00 started',
    ]);
  });

  it('waits when one may queue, and only one', async () => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'), { overlap: 'queue' });
    world.scheduler.start();
    await world.liveUntil(day('11:10:00'));
    expect(world.ledger('hourly')).toEqual([
      '09:00 started',
      '10:00 due',
      '11:00 skipped: still running, and one is already waiting',
    ]);
    world.end([...world.runs.keys()][0] ?? '', 'SUCCEEDED');
    await world.scheduler.reconcile();
    expect(world.ledger('hourly').slice(0, 2)).toEqual(['09:00 ran', '10:00 started']);
  });

  it('runs beside it when that is allowed', async () => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'), { overlap: 'allow' });
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect(world.ledger('hourly')).toEqual(['09:00 started', '10:00 started']);
  });

  it('is not held up by a run that ended before its start was answered', async () => {
    const world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('12:10:00'));
    expect(world.ledger('hourly')).toEqual(['09:00 ran', '10:00 ran', '11:00 ran', '12:00 ran']);
  });
});

describe('how a run ended is how its occurrence ended', () => {
  it.each<[RunStatus, string]>([
    ['SUCCEEDED', '09:00 ran'],
    ['FAILED', '09:00 failed: the run failed'],
    ['TIMED_OUT', '09:00 failed: the run took too long'],
    ['ABORTED', '09:00 cancelled: the run was cancelled'],
    ['PARKED', '09:00 parked: waiting for your decision'],
  ])('%s', async (status, row) => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('09:10:00'));
    world.end([...world.runs.keys()][0] ?? '', status);
    expect(world.ledger('hourly')).toEqual([row]);
  });

  it('a parked run that goes on to its end has simply run', async () => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('09:10:00'));
    const [runId = ''] = world.runs.keys();
    world.end(runId, 'PARKED');
    await world.liveUntil(day('10:10:00'));
    world.end(runId, 'SUCCEEDED');
    world.end(runId, 'FAILED');
    expect(world.ledger('hourly')).toEqual(['09:00 ran', '10:00 skipped: the run before waits for you']);
  });

  it('a start that fails is tried again, and its row says so', async () => {
    let tries = 0;
    const world = new VirtualTime({
      now: day('08:30:00'),
      startRun: (start, here) => {
        tries += 1;
        return tries <= 2 ? Promise.reject(new Error('the disk is full')) : here.startAndSucceed(start);
      },
    });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect(world.ledger('hourly')).toEqual(['09:00 late: could not start at first: the disk is full', '10:00 ran']);
    expect([tries, world.errors.length]).toEqual([4, 2]);
  });

  it('a start that keeps failing has failed after its retries, and the next firing is tried', async () => {
    let tries = 0;
    const world = new VirtualTime({
      now: day('08:30:00'),
      startRun: (start, here) => {
        tries += 1;
        return tries <= 3 ? Promise.reject(new Error('the disk is full')) : here.startAndSucceed(start);
      },
    });
    world.add('hourly', cron('0 * * * *'), { startRetries: 2 });
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect(world.ledger('hourly')).toEqual([
      '09:00 failed: could not start, tried 3 times: the disk is full',
      '10:00 ran',
    ]);
  });

  it('a start that cannot succeed is not tried again', async () => {
    const world = new VirtualTime({
      now: day('08:30:00'),
      startRun: () => Promise.reject(new MajordomoError({ code: 'Flow.Cancelled', message: 'it was cancelled' })),
    });
    world.add('hourly', cron('0 9 * * *'));
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect([world.ledger('hourly'), world.starts.length]).toEqual([
      ['09:00 failed: could not start: it was cancelled'],
      1,
    ]);
  });
});

describe('while paused', () => {
  it('everything: firings are skipped with that reason, and go on afterwards', async () => {
    const world = new VirtualTime({ now: day('08:30:00') });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.pauseAll(true);
    world.scheduler.start();
    await world.liveUntil(day('10:10:00'));
    expect(world.scheduler.nextFiring()).toBeNull();
    world.scheduler.pauseAll(false);
    await world.liveUntil(day('11:10:00'));
    expect(world.ledger('hourly')).toEqual([
      '09:00 skipped: paused: everything is paused',
      '10:00 skipped: paused: everything is paused',
      '11:00 ran',
    ]);
  });

  it('one flow: the others fire', async () => {
    const world = new VirtualTime({ now: day('08:30:00') });
    world.add('a', cron('0 * * * *'));
    world.add('b', cron('5 * * * *'));
    world.paused.add('a');
    world.scheduler.start();
    expect(world.scheduler.nextFiring()).toEqual({
      flowId: 'b',
      scheduleId: 'b',
      dueAtMs: Date.parse(day('09:05:00')),
    });
    await world.liveUntil(day('09:10:00'));
    expect([world.ledger('a'), world.ledger('b')]).toEqual([['09:00 skipped: paused'], ['09:05 ran']]);
  });
});

describe('after kill -9', () => {
  const startAt = async (
    path: string,
    startRun: (start: Start, world: VirtualTime) => Promise<string>,
  ): Promise<VirtualTime> => {
    const world = new VirtualTime({ now: day('08:30:00'), path, startRun });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.scheduler.reconcile();
    world.nowMs = Date.parse(day('09:00:00'));
    // Its start never answers, so neither does the reconcile: the process is gone.
    void world.scheduler.reconcile();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return world;
  };

  it('between due and started, the run is started once', async () => {
    const path = join(dir, 'app.db');
    const before = await startAt(path, never);
    expect(before.ledger('hourly')).toEqual(['09:00 due']);
    const after = new VirtualTime({ now: day('09:02:00'), path, runs: before.runs, flowOfRun: before.flowOfRun });
    after.scheduler.start();
    await after.liveUntil(day('09:10:00'));
    expect(after.ledger('hourly')).toEqual(['09:00 ran']);
    expect(after.starts).toHaveLength(1);
  });

  it('after the start was written, it is not started again and takes the run as it stands', async () => {
    const path = join(dir, 'app.db');
    const before = await startAt(path, async (start, world) => {
      await world.startAndRun(start);
      return never();
    });
    expect(before.ledger('hourly')).toEqual(['09:00 started']);
    const [runId = ''] = before.runs.keys();
    const after = new VirtualTime({ now: day('09:02:00'), path, runs: new Map([[runId, 'SUCCEEDED']]) });
    after.scheduler.start();
    await after.liveUntil(day('10:10:00'));
    expect(after.starts).toHaveLength(1);
    expect(after.ledger('hourly')).toEqual(['09:00 ran', '10:00 ran']);
  });

  it('a run that still goes on holds up the next firing as before', async () => {
    const path = join(dir, 'app.db');
    const before = await startAt(path, async (start, world) => {
      await world.startAndRun(start);
      return never();
    });
    const after = new VirtualTime({ now: day('09:02:00'), path, runs: before.runs, flowOfRun: before.flowOfRun });
    after.scheduler.start();
    await after.liveUntil(day('10:10:00'));
    expect(after.ledger('hourly')).toEqual(['09:00 started', '10:00 skipped: still running']);
  });

  it('a second start of the same occurrence is refused in the transaction', async () => {
    const world = new VirtualTime({ now: day('08:30:00'), startRun: keepsRunning });
    world.add('hourly', cron('0 * * * *'));
    world.scheduler.start();
    await world.liveUntil(day('09:10:00'));
    const [start] = world.starts;
    if (start === undefined) throw new Error('nothing was started');
    await expect(world.startAndRun(start)).rejects.toThrow('one row changes');
  });

  it('what is due for days is not started when it is older than its window', async () => {
    const path = join(dir, 'app.db');
    await startAt(path, never);
    const after = new VirtualTime({ now: '2026-11-26T09:30:00Z', path });
    after.scheduler.start();
    await after.scheduler.reconcile();
    expect(after.ledger('hourly').at(0)).toBe('09:00 missed: the app stopped before it could start');
    expect(after.starts).toHaveLength(1);
  });
});

it('knows of a new schedule at once', () => {
  const world = new VirtualTime({ now: day('08:30:00') });
  world.scheduler.start();
  world.add('noon', cron('0 12 * * *'));
  world.scheduler.changed();
  expect(world.scheduler.nextFiring()).toMatchObject({ flowId: 'noon', dueAtMs: Date.parse(day('12:00:00')) });
});

it('stops without starting the rest of what is due, which the next start takes up, each once', async () => {
  const path = join(dir, 'db');
  const first = new VirtualTime({ now: day('08:59:59'), path });
  for (let index = 0; index < 1_000; index += 1) first.add(`flow_${index}`, cron('0 9 * * *'));
  first.scheduler.start();
  await first.scheduler.reconcile();
  first.nowMs = Date.parse(day('09:00:00'));
  const due = first.scheduler.reconcile();
  await new Promise((resolve) => setImmediate(resolve));
  await first.scheduler.stop();
  await due;
  expect(first.starts.length).toBeLessThan(1_000);
  first.db.close();

  const next = new VirtualTime({ now: day('09:00:05'), path, runs: first.runs, flowOfRun: first.flowOfRun });
  next.scheduler.start();
  await next.scheduler.reconcile();
  expect(first.starts.length + next.starts.length).toBe(1_000);
  expect(new Set([...first.starts, ...next.starts].map(({ flowId }) => flowId)).size).toBe(1_000);
  await next.scheduler.stop();
});

it('starts 3,000 flows due in the same second, each once', async () => {
  const world = new VirtualTime({ now: day('08:30:00') });
  world.db.transaction(() => {
    for (let index = 0; index < 3000; index += 1) world.add(`flow ${index}`, cron('0 9 * * *'));
  })();
  world.scheduler.start();
  await world.liveUntil(day('09:10:00'));
  expect(new Set(world.starts.map(({ scheduleId }) => scheduleId)).size).toBe(3000);
  expect(world.settled.every(({ status }) => status === 'ran')).toBe(true);
});
