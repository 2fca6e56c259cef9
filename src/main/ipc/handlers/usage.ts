import type { usageChannels } from '../../../shared/ipc/contract/usage.ts';
import type { App } from '../../app.ts';
import { usageMonthOf } from '../../budgets/usage-month.ts';
import type { HandlersOf } from '../channel.ts';

export function usageHandlers({ db, clock, timezone, settings }: App): HandlersOf<typeof usageChannels> {
  return {
    'usage:month': ({ month }) => usageMonthOf(db, { month, timezone, nowMs: clock.nowMs(), settings }),
  };
}
