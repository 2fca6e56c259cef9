import type { planChannels } from '../../../shared/ipc/contract/plans.ts';
import type { App } from '../../app.ts';
import type { HandlersOf } from '../channel.ts';

export function planHandlers({ assistant, plans }: App): HandlersOf<typeof planChannels> {
  return {
    'plan:approve': ({ planId }) => assistant.approve(planId),
    'plan:discard': ({ planId }) => assistant.discard(planId),
    'plan:dry-run': ({ planId }) => plans.dryRun(planId),
    'plan:revise': ({ planId, ...change }) => assistant.revise(planId, change),
  };
}
