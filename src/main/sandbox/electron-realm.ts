/**
 * A realm as Electron makes it: a page without a window, in a renderer process of its own with Chromium's OS sandbox, of a session that
 * reaches nothing. The only file of the sandbox, with its session, that knows Electron.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, MessageChannelMain, type WebContents, WebContentsView } from 'electron';
import { MajordomoError } from '../../shared/errors.ts';
import { realmMessage, type ScriptLanguage, type StartMessage } from '../../shared/sandbox-protocol.ts';
import { scriptLimits } from './limits.ts';
import type { OpenRealm, Realm, RealmEnd } from './realm.ts';
import { openSandboxSession, type SandboxSession } from './sandbox-session.ts';

/** A view that nothing refers to is collected, and takes its page and process with it. */
const alive = new Set<WebContentsView>();

/** A realm that is not ready by then never will be; a busy machine takes some seconds. */
const readyWithinMs = 60_000;

/** @param outDir the build: `sandbox/` and `preload/sandbox.cjs` in it */
export function electronRealms(outDir: string): OpenRealm {
  let shared: SandboxSession | undefined;
  return async (language, { snapshot }) => {
    // Made with the first realm: the app's start pays nothing for a sandbox that is not used.
    shared ??= openSandboxSession(join(outDir, 'sandbox'));
    return await openRealm(shared, join(outDir, 'preload', 'sandbox.cjs'), { type: 'start', language, snapshot });
  };
}

async function openRealm(shared: SandboxSession, preload: string, start: StartMessage): Promise<Realm> {
  const host = randomBytes(16).toString('hex');
  shared.open(host);
  // Without a window: nothing to show, and the same with a display and without one.
  const view = new WebContentsView({
    webPreferences: {
      session: shared.session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webgl: false,
      images: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      // Its worker would be slowed down as that of a page nobody sees.
      backgroundThrottling: false,
      additionalArguments: [`--js-flags=--max-old-space-size=${scriptLimits.memoryBytes / 1_048_576}`],
    },
  });
  alive.add(view);
  const { webContents } = view;
  stayHere(webContents);
  const { port1, port2 } = new MessageChannelMain();
  let end: RealmEnd | null = null;
  let destroyed = false;
  let pid = 0;
  const goneListeners: ((end: RealmEnd) => void)[] = [];
  webContents.once('render-process-gone', (_event, { reason, exitCode }) => {
    end = endOf(reason, exitCode);
    if (destroyed) return;
    for (const listener of goneListeners) listener(end);
  });

  function destroy(): void {
    if (destroyed) return;
    destroyed = true;
    shared.close(host);
    port1.close();
    alive.delete(view);
    // Closing asks the page, which a script may keep from answering.
    if (pid > 0 && end === null) killHard(pid);
    if (!webContents.isDestroyed()) webContents.close();
  }

  try {
    await readiness();
  } catch (error) {
    destroy();
    throw error;
  }

  function readiness(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(timer);
        reject(notReady(start.language, why));
      };
      const timer = setTimeout(() => fail('it took too long to start'), readyWithinMs);
      goneListeners.push((gone) => fail(`its process ended (${gone})`));
      webContents.ipc.once('sandbox:failed', (_event, message: unknown) => fail(String(message)));
      webContents.ipc.once('sandbox:loaded', () => {
        pid = webContents.getOSProcessId();
        webContents.postMessage('sandbox:start', start, [port2]);
      });
      port1.once('message', ({ data }) => {
        const said = realmMessage.safeParse(data);
        if (said.success && said.data.type === 'failed') return fail(said.data.message);
        clearTimeout(timer);
        if (said.success && said.data.type === 'ready') {
          // It has all it needs: nothing more is served to it.
          shared.close(host);
          resolve();
        } else fail('it did not say that it is ready');
      });
      port1.start();
      webContents.loadURL(shared.address(host)).catch((error: unknown) => fail(String(error)));
    });
  }

  return {
    language: start.language,
    pid,
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => void port1.on('message', ({ data }) => listener(data)),
    onGone(listener) {
      if (end !== null) listener(end);
      else goneListeners.push(listener);
    },
    interrupt: () => {
      if (!webContents.isDestroyed()) webContents.send('sandbox:interrupt');
    },
    memoryBytes: () => memoryOf(pid),
    destroy,
  };
}

function stayHere(webContents: WebContents): void {
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** On Linux and macOS: SIGTRAP, with which the engine ends itself; that is how V8 says that its heap is full. */
const engineGaveUp = 5;

function endOf(reason: string, exitCode: number): RealmEnd {
  if (reason === 'oom' || (reason === 'crashed' && exitCode === engineGaveUp)) return 'out-of-memory';
  return reason === 'killed' ? 'killed' : 'crashed';
}

function memoryOf(pid: number): number | null {
  const metric = app.getAppMetrics().find((process) => process.pid === pid);
  return metric ? metric.memory.workingSetSize * 1024 : null;
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function notReady(language: ScriptLanguage, why: string): MajordomoError {
  return new MajordomoError({
    code: 'Sandbox.NotReady',
    message: `The sandbox for ${language === 'python' ? 'Python' : 'JavaScript'} could not be started: ${why}. If files are missing, run: npm run build`,
    data: { language },
  });
}
