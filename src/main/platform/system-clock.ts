import type { Clock } from '../workflow/ports.ts';

/** Long waits are looked at again at least this often: timers stop while a machine sleeps, and delays over 24.8 days overflow. */
const longestSleepMs = 60_000;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(dueAtMs, fire) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const remaining = dueAtMs - Date.now();
      timer = remaining <= 0 ? setTimeout(fire, 0) : setTimeout(arm, Math.min(remaining, longestSleepMs));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
