import type { NotificationSender } from '../tools/notify.ts';
import type { Notifier } from './notifier.ts';
import type { TelegramChannel } from './telegram/telegram-channel.ts';

/** What the notify tool sends goes the way of every notification: kept first, then shown or sent. */
export function flowSender(notifier: Notifier, telegram: TelegramChannel): NotificationSender {
  return {
    send: async ({ channel, ...message }) => {
      const told = { ...message, kind: 'flow' as const };
      if (channel === 'desktop') return { notificationId: (await notifier.tell(told)).id };
      telegram.assertUsable();
      const kept = notifier.keep(told, 'Telegram');
      telegram.send(kept);
      return { notificationId: kept.id };
    },
  };
}
