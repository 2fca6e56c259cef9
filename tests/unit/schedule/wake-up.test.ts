/** Hunts: a wake-up that comes early, late, twice or after it was taken back. The real node-schedule; only a test moves the clock. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nodeScheduleWakeUp } from '../../../src/main/schedule/wake-up.ts';

const dayMs = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([1, 300, 60_000, dayMs, 400 * dayMs])(
  'wakes once, at the moment asked for, which is %i ms ahead',
  (aheadMs) => {
    let woken = 0;
    nodeScheduleWakeUp(Date.now() + aheadMs, () => (woken += 1));
    expect(woken).toBe(0);
    vi.advanceTimersByTime(aheadMs - 1);
    expect(woken).toBe(0);
    vi.advanceTimersByTime(1);
    expect(woken).toBe(1);
    vi.advanceTimersByTime(2 * dayMs);
    expect(woken).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  },
);

it.each([0, 1_000, dayMs])('wakes at once for a moment that is %i ms past, after its caller has gone on', (agoMs) => {
  let woken = 0;
  nodeScheduleWakeUp(Date.now() - agoMs, () => (woken += 1));
  expect(woken).toBe(0);
  vi.advanceTimersByTime(0);
  expect(woken).toBe(1);
});

it('does not wake once taken back, and leaves no timer', () => {
  let woken = 0;
  nodeScheduleWakeUp(Date.now() + 100, () => (woken += 1))();
  nodeScheduleWakeUp(Date.now() - 100, () => (woken += 1))();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(dayMs);
  expect(woken).toBe(0);
});

it('wakes on the clock of this machine too', async () => {
  vi.useRealTimers();
  await new Promise<void>((resolve) => nodeScheduleWakeUp(Date.now() + 50, resolve));
});
