import { Notification } from 'electron';
import { actionWords, type ChosenAction, type DesktopNotifications } from '../notifications/desktop.ts';

/** How long the desktop may take to say that it shows a notification. */
const answerWithinMs = 3000;

/** Notifications by Electron: with buttons on macOS, without them elsewhere. */
export function electronNotifications(onChosen: (chosen: ChosenAction) => void): DesktopNotifications {
  // A notification that nothing refers to is collected, and its click with it.
  const alive = new Map<string, Notification>();
  return {
    show(note) {
      if (!Notification.isSupported())
        return Promise.resolve({ shown: false, reason: 'this desktop has no notification service' });
      const { id, title, body, actions } = note;
      if (note.replaces !== null) alive.get(note.replaces)?.close();
      const buttons = actions.map((action) => ({ type: 'button' as const, text: actionWords[action] }));
      const notification = new Notification({ title, body, actions: process.platform === 'darwin' ? buttons : [] });
      alive.set(id, notification);
      notification.on('click', () => onChosen({ note, action: 'open' }));
      notification.on('action', (_event, index) => {
        const action = actions[index];
        if (action !== undefined) onChosen({ note, action });
      });
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
