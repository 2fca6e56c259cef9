import type { ChosenAction, DesktopNotifications } from '../notifications/desktop.ts';
import { electronNotifications } from './electron-notifications.ts';
import { FreedesktopNotifications, NoService } from './freedesktop-notifications.ts';

/** On Linux by the session bus, which has buttons; by Electron everywhere else, and where no bus answers. */
export function desktopNotifications(options: {
  icon: string;
  onChosen: (chosen: ChosenAction) => void;
}): DesktopNotifications {
  const byElectron = electronNotifications(options.onChosen);
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  if (process.platform !== 'linux' || !address) return byElectron;
  const byBus = new FreedesktopNotifications({ ...options, address });
  return {
    async show(note) {
      try {
        await byBus.show(note);
        return { shown: true };
      } catch (error) {
        if (error instanceof NoService) return await byElectron.show(note);
        return { shown: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
