import type { triggerChannels } from '../../../shared/ipc/contract/triggers.ts';
import type { App } from '../../app.ts';
import {
  addTriggerTo,
  fireByHand,
  removeTriggersOf,
  restoreTrigger,
  triggersOfFlow,
  webhookAddress,
  webhookState,
} from '../../flows/flow-triggers.ts';
import { existingFlow } from '../../flows/flow-views.ts';
import { listTriggerEvents } from '../../store/tables/trigger-events.ts';
import type { HandlersOf } from '../channel.ts';

export function triggerHandlers(app: App): HandlersOf<typeof triggerChannels> {
  const { db, events } = app;
  const shown = (flowId: string) => ({ triggers: triggersOfFlow(db, flowId), webhooks: webhookState(app) });
  const changed = (flowId: string) => {
    events.emit('flows:changed', { flowId });
    return shown(flowId);
  };
  return {
    'triggers:of-flow': ({ flowId }) => shown(flowId),
    'triggers:add': ({ flowId, spec }) => {
      const { id } = addTriggerTo(flowId, spec, deps(app));
      return { ...changed(flowId), triggerId: id };
    },
    'triggers:remove': ({ flowId, triggerId }) => {
      removeTriggersOf(flowId, triggerId, deps(app));
      return changed(flowId);
    },
    'triggers:restore': ({ flowId, triggerId }) => {
      restoreTrigger(flowId, triggerId, deps(app));
      return changed(flowId);
    },
    'triggers:events': ({ flowId, limit }) => listTriggerEvents(db, { flowId: existingFlow(db, flowId).id, limit }),
    'triggers:fire': ({ flowId }) => ({ occurrenceId: fireByHand(flowId, {}, deps(app)) }),
    'triggers:webhook-address': ({ flowId, renew }) => webhookAddress(flowId, renew, deps(app)),
    'triggers:webhooks': () => webhookState(app),
  };
}

function deps(app: App) {
  const { db, settings, triggering } = app;
  return { db, settings, triggering, scheduleChanged: (flowId: string) => app.scheduleChanged(flowId) };
}
