import type { NotificationSender } from '../tools/notify.ts';
import type { Notifier } from './notifier.ts';

/** What the notify tool sends goes the way of every notification: kept first, then shown. */
export function flowSender(notifier: Notifier): NotificationSender {
  return {
    send: async ({ key, title, body, flowId, runId }) => {
      const told = await notifier.tell({ key, kind: 'flow', title, body, flowId, runId });
      return { notificationId: told.id };
    },
  };
}
