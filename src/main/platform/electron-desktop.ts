import { type BrowserWindow, dialog, app as electron, Notification, shell } from 'electron';
import type { App } from '../app.ts';
import type { Desktop } from './desktop.ts';
import { autostartFile, setStartsAtLogin, startsAtLogin } from './linux-autostart.ts';
import type { QuickAsk } from './quick-ask.ts';

export interface ElectronDesktopDeps {
  app: App;
  window: () => BrowserWindow | null;
  quickAsk: QuickAsk;
  /** The arguments that start this same data directory. */
  startArguments: readonly string[];
}

export function electronDesktop({ app, window, quickAsk, startArguments }: ElectronDesktopDeps): Desktop {
  const startHidden = [...startArguments, '--hidden'];
  const linux = process.platform === 'linux';
  const atLogin = (): boolean =>
    linux ? startsAtLogin(autostartFile()) : electron.getLoginItemSettings({ args: startHidden }).openAtLogin;
  return {
    async chooseFileToSave({ name, kind, extension }) {
      const options = { defaultPath: name, filters: [{ name: kind, extensions: [extension] }] };
      const parent = window();
      const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    async chooseFileToOpen({ kind, extension }) {
      const options = { properties: ['openFile' as const], filters: [{ name: kind, extensions: [extension] }] };
      const parent = window();
      const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    showFile: (file) => shell.showItemInFolder(file),
    state: () => ({
      startAtLogin: { on: atLogin(), unavailable: null },
      quickAsk: quickAsk.state(),
      notifications: { supported: Notification.isSupported() },
    }),
    setStartAtLogin(on) {
      if (linux)
        setStartsAtLogin(autostartFile(), on ? [process.env.APPIMAGE ?? process.execPath, ...startHidden] : null);
      else electron.setLoginItemSettings({ openAtLogin: on, args: startHidden });
    },
    async tryNotification() {
      const told = await app.notifier.tell({
        key: `app:trial:${app.clock.nowMs()}`,
        kind: 'app',
        title: 'Majordomo can reach you',
        body: 'This is how it tells you what your flows did.',
        flowId: null,
        runId: null,
      });
      return { shown: told.delivery === 'shown', reason: told.deliveryReason };
    },
    restartWith(backup) {
      electron.relaunch({ args: [...startArguments, '--restore', backup] });
      electron.quit();
    },
  };
}
