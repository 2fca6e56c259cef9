import type { settingsChannels } from '../../../shared/ipc/contract/settings.ts';
import type { App } from '../../app.ts';
import type { Desktop } from '../../platform/desktop.ts';
import { writeBackup } from '../../store/backup.ts';
import type { HandlersOf } from '../channel.ts';

const backupFile = { kind: 'Majordomo backup', extension: 'gz' };

export function settingsHandlers(app: App, desktop: Desktop): HandlersOf<typeof settingsChannels> {
  const { settings, clock } = app;
  return {
    'settings:list': () => settings.list().map(({ name, value, words }) => ({ name, value, words })),
    'settings:set': ({ name, value }) => {
      settings.setUnchecked(name, value);
      return {};
    },
    'settings:desktop': () => desktop.state(),
    'settings:start-at-login': ({ on }) => {
      desktop.setStartAtLogin(on);
      return desktop.state();
    },
    'settings:try-notification': () => desktop.tryNotification(),
    'settings:backup': async () => {
      const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
      const file = await desktop.chooseFileToSave({ name: `majordomo-${day}.tar.gz`, ...backupFile });
      return file === null ? null : await writeBackup(app, file, clock.nowMs());
    },
    'settings:restore': async () => {
      const file = await desktop.chooseFileToOpen(backupFile);
      if (file !== null) desktop.restartWith(file);
      return { restarting: file !== null };
    },
    'settings:show-data-folder': () => {
      desktop.showFile(app.dataDir.database);
      return {};
    },
  };
}
