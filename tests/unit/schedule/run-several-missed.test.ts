/** Hunts: a firing that is dropped because the one before it still runs, two runs for one firing, a failure nobody hears of. */
import { expect, it } from 'vitest';
import { runSeveralMissed } from '../../../src/main/schedule/run-several-missed.ts';
import type { OccurrenceKey } from '../../../src/main/store/tables/occurrences.ts';
import { eventually } from '../../support/eventually.ts';
import { cron, type Start, VirtualTime } from './virtual-time.ts';

const day = (time: string): string => `2026-11-23T${time}Z`;
const at = (scheduleId: string, time: string): OccurrenceKey => ({ scheduleId, dueAtMs: Date.parse(day(time)) });
const keepsRunning = (start: Start, world: VirtualTime): Promise<string> => world.startAndRun(start);

async function asleepUntilEleven(startRun = keepsRunning): Promise<VirtualTime> {
  const world = new VirtualTime({ now: day('08:30:00'), startRun });
  for (const name of ['hourly', 'other']) world.add(name, cron('0 * * * *'), { misfire: 'skip' });
  world.scheduler.start();
  await world.sleepUntil(day('11:40:00'));
  return world;
}

/** Ends come when the test says so. */
function ends() {
  const waiting = new Map<string, () => void>();
  return {
    endOf: (runId: string) => new Promise<void>((resolve) => waiting.set(runId, resolve)),
    end: async (world: VirtualTime, runId: string) => {
      await eventually(() => expect(waiting.has(runId)).toBe(true));
      world.end(runId, 'SUCCEEDED');
      waiting.get(runId)?.();
    },
  };
}

it('those of one flow follow one another, the oldest first; other flows do not wait', async () => {
  const world = await asleepUntilEleven();
  const { endOf, end } = ends();
  const errors: unknown[] = [];
  const keys = [at('hourly', '11:00:00'), at('hourly', '09:00:00'), at('other', '10:00:00')];
  const answer = await runSeveralMissed(keys, {
    runMissed: (key) => world.scheduler.runMissed(key),
    endOf,
    onError: (_key, error) => errors.push(error),
  });
  expect(answer).toEqual({ started: 2, waiting: 1, problems: [] });
  expect(world.starts.map(({ scheduleId, dueAtMs }) => ({ scheduleId, dueAtMs }))).toEqual([
    at('hourly', '09:00:00'),
    at('other', '10:00:00'),
  ]);
  await end(world, [...world.runs.keys()][0] ?? '');
  await eventually(() => expect(world.starts).toHaveLength(3));
  expect(world.starts[2]).toMatchObject(at('hourly', '11:00:00'));
  expect(errors).toEqual([]);
});

it('one that cannot be started is said with the reason, and those after it are left as they were', async () => {
  const world = await asleepUntilEleven();
  world.begin('by hand', 'hourly');
  const keys = [at('hourly', '09:00:00'), at('hourly', '10:00:00'), at('other', '09:00:00')];
  const answer = await runSeveralMissed(keys, {
    runMissed: (key) => world.scheduler.runMissed(key),
    endOf: () => undefined,
    onError: () => undefined,
  });
  expect(answer).toMatchObject({ started: 1, waiting: 0, problems: [{ code: 'Flow.StillRunning' }] });
  expect(world.ledger('hourly').filter((row) => row.includes('missed'))).toHaveLength(3);
});

it('a later one that cannot follow is handed to whoever tells the user', async () => {
  const world = await asleepUntilEleven((start, own) => own.startAndSucceed(start));
  const failed: Array<{ key: OccurrenceKey; error: unknown }> = [];
  let started = 0;
  await runSeveralMissed([at('hourly', '09:00:00'), at('hourly', '10:00:00'), at('hourly', '11:00:00')], {
    runMissed: (key) =>
      ++started === 2 ? Promise.reject(new Error('the disk is full')) : world.scheduler.runMissed(key),
    endOf: () => undefined,
    onError: (key, error) => failed.push({ key, error }),
  });
  await eventually(() => expect(failed).toHaveLength(1));
  expect(failed).toEqual([{ key: at('hourly', '10:00:00'), error: new Error('the disk is full') }]);
  expect(world.ledger('hourly').map((row) => row.slice(0, 12))).toEqual([
    '09:00 late: ',
    '10:00 missed',
    '11:00 missed',
  ]);
});
