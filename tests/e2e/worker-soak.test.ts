/** Hunts for what workers leave behind in a real Electron: processes, open files, memory. The whole one is `npm run bench -- workers`. */
import { expect, it } from 'vitest';
import { benchInElectron } from '../bench/workers/run-electron.ts';

it('500 steps and 20 crashes leave no process, no open file and no memory', async () => {
  const { crashes, steps, before, after } = await benchInElectron({
    starts: 1,
    roundTrips: 20,
    steps: 500,
    crashes: 20,
  });
  expect([crashes.answered, crashes.processesUsed]).toEqual([20, 20]);
  // By 500 calls a process is worn and replaced; fewer processes would mean that one went on for ever.
  expect(steps.processesUsed).toBeGreaterThanOrEqual(2);
  expect(before).toMatchObject({ workers: 0, zombies: 0 });
  expect(after).toMatchObject({ workers: 0, zombies: 0, processes: before.processes });
  // One left by each process would be more than twenty; Chromium has a few of its own that come and go.
  expect(after.openFiles - before.openFiles).toBeLessThan(5);
  expect(after.heapMb - before.heapMb).toBeLessThan(3);
  expect(after.rssMb - before.rssMb).toBeLessThan(40);
}, 240_000);
