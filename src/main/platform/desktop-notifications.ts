import { Notification } from 'electron';
import type { DesktopNotifications } from '../notifications/notifier.ts';

/** How long the desktop may take to say that it shows a notification. */
const answerWithinMs = 3000;

export interface ShownNotification {
  flowId: string | null;
  runId: string | null;
}

/** Notifications of the desktop (on Linux: org.freedesktop.Notifications). A click is handed to `onClick`. */
export function electronNotifications(onClick: (clicked: ShownNotification) => void): DesktopNotifications {
  // A notification that nothing refers to is collected, and its click with it.
  const alive = new Map<string, Notification>();
  return {
    show({ id, title, body, flowId, runId }) {
      if (!Notification.isSupported())
        return Promise.resolve({ shown: false, reason: 'this desktop has no notification service' });
      const notification = new Notification({ title, body });
      alive.set(id, notification);
      notification.on('click', () => onClick({ flowId, runId }));
      notification.on('close', () => alive.delete(id));
      return new Promise((resolve) => {
        const timer = setTimeout(
          () =>
            resolve({
              shown: false,
              reason: `the notification service did not answer within ${answerWithinMs / 1000} s`,
            }),
          answerWithinMs,
        );
        notification.once('show', () => {
          clearTimeout(timer);
          resolve({ shown: true });
        });
        notification.once('failed', (_event, error) => {
          clearTimeout(timer);
          resolve({ shown: false, reason: error });
        });
        notification.show();
      });
    },
  };
}
