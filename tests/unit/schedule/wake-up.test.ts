/** Hunts: a wake-up that comes early, late, twice or after it was taken back. Real time and the real node-schedule. */
import { expect, it } from 'vitest';
import { nodeScheduleWakeUp } from '../../../src/main/schedule/wake-up.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('wakes once, at the moment asked for', async () => {
  const dueAtMs = Date.now() + 300;
  const wokenAtMs: number[] = [];
  nodeScheduleWakeUp(dueAtMs, () => wokenAtMs.push(Date.now()));
  await pause(900);
  expect(wokenAtMs).toHaveLength(1);
  expect((wokenAtMs[0] ?? 0) - dueAtMs).toBeGreaterThanOrEqual(-5);
  expect((wokenAtMs[0] ?? 0) - dueAtMs).toBeLessThan(5_000);
});

it('wakes soon for a moment that has passed', async () => {
  await expect(
    new Promise<string>((resolve) => nodeScheduleWakeUp(Date.now() - 1000, () => resolve('woken'))),
  ).resolves.toBe('woken');
});

it('does not wake once taken back', async () => {
  let woken = 0;
  nodeScheduleWakeUp(Date.now() + 100, () => (woken += 1))();
  nodeScheduleWakeUp(Date.now() - 100, () => (woken += 1))();
  await pause(300);
  expect(woken).toBe(0);
});
