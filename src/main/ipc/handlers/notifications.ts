import type { notificationChannels } from '../../../shared/ipc/contract/notifications.ts';
import type { App } from '../../app.ts';
import { listNotifications } from '../../store/tables/notifications.ts';
import type { HandlersOf } from '../channel.ts';

export function notificationHandlers({ db }: App): HandlersOf<typeof notificationChannels> {
  return {
    'notifications:list': ({ limit }) => listNotifications(db, limit),
  };
}
