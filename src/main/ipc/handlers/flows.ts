import type { flowChannels } from '../../../shared/ipc/contract/flows.ts';
import type { App } from '../../app.ts';
import { flowDetailOf, flowGraphOf, flowListItems, flowSummaryOf } from '../../flows/flow-views.ts';
import { findFlow } from '../../store/tables/flows.ts';
import type { HandlersOf } from '../channel.ts';

export function flowHandlers(app: App): HandlersOf<typeof flowChannels> {
  const { db, clock, control } = app;
  const flow = (flowId: string) => flowSummaryOf(db, flowId, clock.nowMs());
  return {
    'flows:list': () => flowListItems(db, app.scheduler.upcoming()),
    'flows:summaries': ({ flowIds }) => flowIds.flatMap((flowId) => (findFlow(db, flowId) ? flow(flowId) : [])),
    'flows:get': ({ flowId }) => flowDetailOf(db, flowId, clock.nowMs()),
    'flows:graph': ({ flowId, version }) => flowGraphOf(db, flowId, version),
    'flows:run': async ({ flowId }) => {
      const { runId } = await control.run(flowId, { kind: 'manual' });
      return { runId };
    },
    'flows:pause': ({ flowId }) => {
      control.pause(flowId);
      return flow(flowId);
    },
    'flows:resume': ({ flowId }) => {
      control.resume(flowId);
      return flow(flowId);
    },
    'flows:set-telling': ({ flowId, telling }) => {
      control.setTelling(flowId, telling);
      return flowDetailOf(db, flowId, clock.nowMs());
    },
    'flows:undo-cancel': ({ flowId }) => {
      control.undoCancel(flowId);
      return flow(flowId);
    },
    'flows:cancel': ({ flowId }) => {
      control.cancel(flowId);
      return flow(flowId);
    },
  };
}
