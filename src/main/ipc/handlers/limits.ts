import type { limitChannels } from '../../../shared/ipc/contract/limits.ts';
import type { App } from '../../app.ts';
import { flowLimitsOf, setFlowBudget } from '../../flows/set-flow-budget.ts';
import type { HandlersOf } from '../channel.ts';

export function limitHandlers({ db, clock, events }: App): HandlersOf<typeof limitChannels> {
  return {
    'limits:of-flow': ({ flowId }) => flowLimitsOf(db, flowId),
    'limits:set-budget': ({ flowId, budget }) => {
      setFlowBudget(db, flowId, budget, clock.nowMs());
      events.emit('flows:changed', { flowId });
      return flowLimitsOf(db, flowId);
    },
  };
}
