import type { notificationChannels } from '../../../shared/ipc/contract/notifications.ts';
import type { App } from '../../app.ts';
import { listNotifications } from '../../store/tables/notifications.ts';
import type { HandlersOf } from '../channel.ts';

export function notificationHandlers({ db, settings, clock }: App): HandlersOf<typeof notificationChannels> {
  return {
    'notifications:list': (page) => listNotifications(db, page),
    'notifications:seen': () => {
      settings.set('notifications.seen-ms', clock.nowMs());
      return {};
    },
  };
}
