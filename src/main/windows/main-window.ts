/** The one window. Owns: its life, its place, what it may not do. Does not own: what it shows. */
import { join } from 'node:path';
import { BrowserWindow, type IpcMainInvokeEvent, nativeTheme } from 'electron';
import { type IpcEventName, type IpcEventPayload, ipcEvents } from '../../shared/ipc/contract.ts';
import type { App } from '../app.ts';
import { appOrigin, serveApp } from './app-scheme.ts';
import { keepWindowPlace, readWindowPlace } from './window-place.ts';

const defaultSize = { width: 1200, height: 820 };
const smallestSize = { width: 640, height: 480 };

export interface MainWindow {
  show(): void;
  /** Brings the window up at a place. */
  navigate(to: IpcEventPayload<'app:navigate'>): void;
  isOurs(event: IpcMainInvokeEvent): boolean;
  /** From now on closing ends it, instead of hiding it. */
  allowClose(): void;
}

export function createMainWindow(
  app: App,
  options: { outDir: string; icon: string; startHidden: boolean; onHidden: () => void },
): MainWindow {
  const place = readWindowPlace(app.db);
  const window = new BrowserWindow({
    ...defaultSize,
    ...(place ? { x: place.x, y: place.y, width: place.width, height: place.height } : {}),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Majordomo',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161617' : '#f6f5f2',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(options.outDir, 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.removeMenu();
  if (place?.maximized) window.maximize();
  forbidNavigation(window);
  serveApp(window.webContents.session, join(options.outDir, 'renderer'));

  let closing = false;
  let loaded = false;
  const waiting: Array<() => void> = [];
  window.once('ready-to-show', () => {
    if (!options.startHidden) window.show();
  });
  window.webContents.once('did-finish-load', () => {
    loaded = true;
    for (const run of waiting.splice(0)) run();
  });
  window.on('close', (event) => {
    keepWindowPlace(app.db, window);
    if (closing) return;
    event.preventDefault();
    window.hide();
    options.onHidden();
  });
  // The page's own process failed: the app goes on, and the window with a fresh page.
  window.webContents.on('render-process-gone', () => {
    if (!closing) window.webContents.reload();
  });

  const send = <E extends IpcEventName>(name: E, payload: IpcEventPayload<E>): void => {
    if (!window.isDestroyed()) window.webContents.send(`event:${name}`, payload);
  };
  const stopListening = app.events.listen(send);
  window.once('closed', stopListening);

  void window.loadURL(`${appOrigin}/index.html`);

  const show = (): void => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  return {
    show,
    navigate(to) {
      show();
      const payload = ipcEvents['app:navigate'].parse(to);
      if (loaded) send('app:navigate', payload);
      else waiting.push(() => send('app:navigate', payload));
    },
    isOurs: (event) =>
      event.sender === window.webContents &&
      event.senderFrame?.parent === null &&
      event.senderFrame.url.startsWith(`${appOrigin}/`),
    allowClose() {
      closing = true;
    },
  };
}

/** The page stays where it is: no navigation, no new windows, no permissions. */
function forbidNavigation(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  );
  webContents.session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
}
