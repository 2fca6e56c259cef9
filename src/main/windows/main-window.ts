/**
 * The one window. Owns: its life, its place, what it may not do. Does not own: what it shows.
 * Closing it hides it; hidden for a while it is let go, which gives back the memory of its page, and showing makes it anew.
 */
import { join } from 'node:path';
import { BrowserWindow, type IpcMainInvokeEvent, nativeTheme, session } from 'electron';
import { type IpcEventName, type IpcEventPayload, ipcEvents } from '../../shared/ipc/contract.ts';
import type { App } from '../app.ts';
import { appOrigin, serveApp } from './app-scheme.ts';
import { keepWindowPlace, readWindowPlace } from './window-place.ts';

const defaultSize = { width: 1200, height: 820 };
const smallestSize = { width: 640, height: 480 };
const letGoAfterMs = 60_000;
/** What else starts waits for the first paint, but not for a page that never paints. */
const paintWithinMs = 2_000;
const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';

export interface MainWindowOptions {
  app: App;
  outDir: string;
  icon: string;
  onHidden: () => void;
}

export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  #loaded = false;
  /** Where the page is to go once it has loaded. */
  #goal: IpcEventPayload<'app:navigate'> | null = null;
  #closing = false;
  #lettingGo: NodeJS.Timeout | undefined;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    serveApp(session.defaultSession, join(options.outDir, 'renderer'));
    options.app.events.listen((name, payload) => {
      if (name === 'settings:changed') this.#applyTheme();
      this.#send(name, payload);
    });
    this.#applyTheme();
  }

  show(): void {
    clearTimeout(this.#lettingGo);
    if (!this.#window) return this.#open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** As `show`, for the first time. Resolves once something is on the screen, or that has taken too long. */
  async showFirst(): Promise<void> {
    this.show();
    const window = this.#window;
    if (!window) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, paintWithinMs);
      const painted = (): void => {
        clearTimeout(timer);
        resolve();
      };
      window.once('closed', painted);
      // Painted, but on its way to the screen, where it goes through this process: one frame more.
      window.once('ready-to-show', () => void window.webContents.executeJavaScript(twoFrames).then(painted, painted));
    });
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Brings the window up at a place. */
  navigate(to: IpcEventPayload<'app:navigate'>): void {
    const goal = ipcEvents['app:navigate'].parse(to);
    this.show();
    if (this.#loaded) this.#send('app:navigate', goal);
    else this.#goal = goal;
  }

  /** Whether a call comes from our own page's main frame. */
  isOurs(event: IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    return (
      event.sender === this.#window?.webContents && frame?.parent === null && frame.url.startsWith(`${appOrigin}/`)
    );
  }

  /** From now on closing ends it, instead of hiding it. */
  allowClose(): void {
    this.#closing = true;
    clearTimeout(this.#lettingGo);
    // A quit ends the window without closing it first.
    if (this.#window) this.#keepPlace(this.#window);
  }

  #open(): void {
    const { app, outDir, icon } = this.#options;
    const place = readWindowPlace(app.db);
    const window = new BrowserWindow({
      ...defaultSize,
      ...(place ? { x: place.x, y: place.y, width: place.width, height: place.height } : {}),
      minWidth: smallestSize.width,
      minHeight: smallestSize.height,
      show: false,
      title: 'Majordomo',
      icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#161617' : '#f6f5f2',
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(outDir, 'preload', 'index.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    window.removeMenu();
    if (place?.maximized) window.maximize();
    forbidNavigation(window);
    window.once('ready-to-show', () => window.show());
    window.webContents.on('did-finish-load', () => this.#onLoaded());
    window.on('close', (event) => this.#onClose(event, window));
    window.once('closed', () => {
      this.#window = null;
      this.#loaded = false;
    });
    // The page's own process failed: the app goes on, and the window with a fresh page.
    window.webContents.on('render-process-gone', () => {
      this.#loaded = false;
      if (!this.#closing) window.webContents.reload();
    });
    void window.loadURL(`${appOrigin}/index.html`);
  }

  /** The page is painted before it can ask which theme was chosen; to it this one is the system's. */
  #applyTheme(): void {
    nativeTheme.themeSource = this.#options.app.settings.get('theme');
  }

  #onLoaded(): void {
    this.#loaded = true;
    if (this.#goal) this.#send('app:navigate', this.#goal);
    this.#goal = null;
  }

  #onClose(event: Electron.Event, window: BrowserWindow): void {
    if (this.#closing) return;
    this.#keepPlace(window);
    event.preventDefault();
    window.hide();
    this.#lettingGo = setTimeout(() => window.destroy(), letGoAfterMs);
    this.#options.onHidden();
  }

  #keepPlace(window: BrowserWindow): void {
    keepWindowPlace(this.#options.app.db, window, this.#options.app.clock.nowMs());
  }

  #send<E extends IpcEventName>(name: E, payload: IpcEventPayload<E>): void {
    this.#window?.webContents.send(`event:${name}`, payload);
  }
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
