/** The entry of Electron's main process: decides between window and terminal, and puts Electron's adapters into the app. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dialog, app as electron, powerMonitor } from 'electron';
import { runCli } from '../cli/main.ts';
import { restore } from '../cli/restore.ts';
import { serveCommands } from '../cli/serve-commands.ts';
import { MajordomoError, toWireError } from '../shared/errors.ts';
import { App } from './app.ts';
import { type DataDir, dataDirAt } from './data-dir.ts';
import { registerIpc } from './ipc/channel.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { DesktopNote } from './notifications/desktop.ts';
import { cliArguments } from './platform/cli-arguments.ts';
import { askOwner } from './platform/control-channel.ts';
import { desktopNotifications } from './platform/desktop-notifications.ts';
import { electronDesktop } from './platform/electron-desktop.ts';
import { holdAwake } from './platform/hold-awake.ts';
import { QuickAsk } from './platform/quick-ask.ts';
import { osKeyStore } from './platform/safe-storage.ts';
import { optionOf } from './platform/window-arguments.ts';
import { electronRealms } from './sandbox/electron-realm.ts';
import { sandboxScheme } from './sandbox/sandbox-session.ts';
import { takeEnvironmentSecrets } from './secrets/environment-secrets.ts';
import { createTray } from './tray/tray.ts';
import type { TrayIcon } from './tray/tray-model.ts';
import { registerSchemes } from './windows/app-scheme.ts';
import { MainWindow } from './windows/main-window.ts';
import { electronPageRenderer } from './windows/page-renderer.ts';
import { spawnUtilityWorker } from './workers/utility-worker.ts';

const outDir = dirname(dirname(fileURLToPath(import.meta.url)));
const resources = join(dirname(outDir), 'resources');
const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const log = (line: string): void => void process.stderr.write(`${line}\n`);

electron.setName('Majordomo');
registerSchemes(sandboxScheme);

const commandLine = cliArguments(process.argv, process.env);
delete process.env.MAJORDOMO_CLI_ARGS;
const environmentSecrets = takeEnvironmentSecrets(process.env);
if (commandLine) void runTerminal(commandLine);
else void runWindow(dataDirAt(resolve(optionOf(process.argv, '--data-dir') ?? defaultDataDir())));

function defaultDataDir(): string {
  return join(electron.getPath('appData'), 'Majordomo');
}

/** Electron keeps its own files inside ours, so that two data directories share nothing. */
function useDataDir(dataDir: DataDir): void {
  electron.setPath('userData', dataDir.electron);
  electron.setPath('sessionData', dataDir.electron);
}

/** @param onOpen a notification was clicked */
function createApp(dataDir: DataDir, onOpen: (note: DesktopNote) => void): App {
  const app: App = new App({
    dataDir,
    timezone,
    version: electron.getVersion(),
    desktop: desktopNotifications({
      icon: join(resources, 'icon.png'),
      onChosen: (chosen) => (chosen.action === 'open' ? onOpen(chosen.note) : void app.telling.act(chosen, app)),
    }),
    promptsDir: join(resources, 'prompts'),
    plannerThread: join(outDir, 'main', 'planner-thread.js'),
    integrityThread: join(outDir, 'main', 'integrity-thread.js'),
    spawnTableReader: () => spawnUtilityWorker(join(outDir, 'main', 'table-reader.js')),
    spawnWorker: () => spawnUtilityWorker(join(outDir, 'main', 'worker.js')),
    openRealm: electronRealms(outDir),
    keyStore: osKeyStore,
    environmentSecrets,
    pageRenderer: electronPageRenderer(),
    holdAwake,
    log,
  });
  return app;
}

async function runTerminal(args: string[]): Promise<void> {
  // Without windows Electron would end by itself when the last hidden one closes.
  electron.on('window-all-closed', () => undefined);
  const code = await runCli(args, {
    timezone,
    defaultDataDir: defaultDataDir(),
    useDataDir,
    ready: async () => await electron.whenReady(),
    createApp: (dataDir) => createApp(dataDir, () => undefined),
  });
  // Ending the process cuts off what a pipe has not taken yet.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  electron.exit(code);
}

async function runWindow(dataDir: DataDir): Promise<void> {
  useDataDir(dataDir);
  await electron.whenReady();
  const backup = optionOf(process.argv, '--restore');
  if (backup !== undefined) await restoreFrom(backup, dataDir);
  let app: App;
  try {
    app = createApp(dataDir, (note) => open(note));
  } catch (error) {
    return await refuseToStart(error, dataDir);
  }
  const icon = join(resources, 'icon.png');
  const window = new MainWindow({ app, outDir, icon, onHidden: () => void tellAboutTray(app) });
  const open = ({ isGroup, runId, flowId }: DesktopNote): void => {
    if (isGroup) window.navigate({ page: 'notifications' });
    else if (runId !== null) window.navigate({ page: 'run', runId });
    else if (flowId !== null) window.navigate({ page: 'flow', flowId });
    else window.show();
  };
  const quickAsk = new QuickAsk(() => window.navigate({ page: 'chat', conversationId: null }));
  quickAsk.use(app.settings.get('quick-ask.keys'));
  app.events.listen((name, payload) => {
    if (name === 'settings:changed' && 'name' in payload && payload.name === 'quick-ask.keys')
      quickAsk.use(app.settings.get('quick-ask.keys'));
  });
  const desktop = electronDesktop({
    app,
    window: () => window.current,
    quickAsk,
    startArguments: startArguments(dataDir),
  });
  registerIpc(createHandlers(app, desktop), (event) => window.isOurs(event));
  let quitting = false;
  let removeTray = (): void => undefined;
  let stopCommands = (): void => undefined;
  electron.on('before-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    window.allowClose();
    removeTray();
    stopCommands();
    void app.stop().finally(() => electron.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => electron.quit());
  electron.on('activate', () => window.show());
  // The app lives on in the tray.
  electron.on('window-all-closed', () => undefined);
  powerMonitor.on('resume', () => app.clockChanged());
  const painted = process.argv.includes('--hidden') ? Promise.resolve() : window.showFirst();
  stopCommands = await serveCommands(app, dataDir, timezone, () => window.show());
  // Main answers the page's requests: while it reads schedules and draws the tray's menu, the page would wait.
  await painted;
  if (quitting) return stopCommands();
  removeTray = createTray(app, trayIcon, {
    open: () => window.show(),
    openApprovals: () => window.navigate({ page: 'approvals' }),
    openRun: (runId) => window.navigate({ page: 'run', runId }),
    openFlow: (flowId) => window.navigate({ page: 'flow', flowId }),
    quit: () => electron.quit(),
  });
  await app.start();
}

/** What starts this same data directory again: the app itself where it is not packaged, and the directory. */
function startArguments(dataDir: DataDir): string[] {
  const inherited = process.argv.slice(1).filter((argument) => /^--(no-sandbox|disable-gpu)$/.test(argument));
  const self = electron.isPackaged ? [] : [electron.getAppPath()];
  return [...inherited, ...self, '--data-dir', dataDir.root];
}

/** Before anything of the data directory is open. What cannot be restored leaves it as it was, and the app starts with that. */
async function restoreFrom(backup: string, dataDir: DataDir): Promise<void> {
  try {
    await restore(resolve(backup), dataDir);
  } catch (error) {
    const { message } = toWireError(error);
    log(message);
    dialog.showErrorBox('The backup was not restored', message);
  }
}

function trayIcon(icon: TrayIcon): string {
  const template = join(resources, 'tray-template.png');
  if (process.platform === 'darwin' && existsSync(template)) return template;
  return join(resources, icon === 'idle' ? 'tray.png' : `tray-${icon}.png`);
}

/** The first time only: the key makes it one notification for ever. */
async function tellAboutTray(app: App): Promise<void> {
  await app.notifier.tell({
    key: 'app:runs-in-tray',
    kind: 'app',
    title: 'Majordomo keeps running',
    body: 'Your flows go on. Open it or quit it from its icon in the tray.',
    flowId: null,
    runId: null,
  });
}

/** Another process has this directory: it shows its window. Anything else is said in a dialog, and nothing was touched. */
async function refuseToStart(error: unknown, dataDir: DataDir): Promise<void> {
  if (error instanceof MajordomoError && error.code === 'App.AlreadyRunning') {
    const reached = await askOwner(dataDir, { cwd: process.cwd(), args: ['--show'] }, () => undefined);
    if (reached) return electron.exit(0);
  }
  const { message } = toWireError(error);
  log(message);
  dialog.showErrorBox('Majordomo cannot start', message);
  electron.exit(1);
}
