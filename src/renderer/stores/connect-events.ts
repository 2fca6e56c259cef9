/** The one place where main's events reach the stores. */
import { events } from '../ipc-client.ts';
import { focusComposer } from '../lib/composer-focus.ts';
import { routeOfEvent } from '../lib/route.ts';
import { refreshAgenda } from './agenda.ts';
import { loadStatus, receiveStatus } from './app-status.ts';
import { refreshApprovals } from './approvals.ts';
import { receiveMessage, removeMessages } from './chat.ts';
import { loadConversations } from './conversations.ts';
import { bufferDelta, dropDelta } from './delta-buffer.ts';
import { refreshFlow } from './flows.ts';
import { refreshPath } from './graph.ts';
import { refreshNotifications } from './notifications.ts';
import { followHash, navigate, useRouteStore } from './route.ts';
import { refreshRun } from './runs.ts';

/** Subscribes first and reads after, so that no change falls between. Returns what ends it. */
export function connectEvents(): () => void {
  const endings = [
    followHash(),
    events.onStatusChanged(receiveStatus),
    events.onMessageStart(({ message }) => receiveMessage(message)),
    events.onMessageDelta(bufferDelta),
    events.onMessageEnd(({ message }) => {
      dropDelta(message.id);
      receiveMessage(message);
    }),
    events.onMessagesRemoved(removeMessages),
    events.onConversationsChanged(() => void loadConversations()),
    events.onFlowsChanged(({ flowId }) => {
      refreshFlow(flowId);
      refreshAgenda();
    }),
    events.onRunsChanged(({ runId, flowId }) => {
      refreshRun(runId);
      refreshPath(runId);
      refreshFlow(flowId);
    }),
    // Their page reads them when it is opened.
    events.onNotificationsChanged(
      () => void (useRouteStore.getState().route.page === 'notifications' && refreshNotifications()),
    ),
    events.onApprovalsChanged(() => refreshApprovals()),
    events.onNavigate((target) => {
      navigate(routeOfEvent(target));
      if (target.page === 'chat') focusComposer();
    }),
  ];
  void loadStatus();
  void loadConversations();
  return () => {
    for (const end of endings) end();
  };
}
