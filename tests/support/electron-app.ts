/** The built app with its window, driven by Playwright. */
import { type ChildProcess, spawn } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronCommand } from '../../scripts/launch.mjs';
import { testEnvironment } from './test-environment.ts';

export interface OpenApp {
  electron: ElectronApplication;
  page: Page;
  pid: number;
  /** Exceptions nobody caught in the page; a test that ends with one fails. */
  pageErrors: string[];
  stderr(): string;
  /** What closing the window does to a user: it goes into the tray. */
  closeWindow(): Promise<void>;
  isWindowVisible(): Promise<boolean>;
  /** As Quit in the tray's menu. @returns the exit code */
  quit(): Promise<number | null>;
  kill9(): Promise<void>;
}

export interface OpenOptions {
  args?: readonly string[];
  env?: Record<string, string>;
}

const quitWithinMs = 15_000;

/** Resolves when the window can be typed into. */
export async function openApp(dataDir: string, options: OpenOptions = {}): Promise<OpenApp> {
  const { command, args } = electronCommand();
  const electron = await _electron.launch({
    executablePath: command,
    args: [...args, '--data-dir', dataDir, '--lang=en-GB', ...(options.args ?? [])],
    env: { ...testEnvironment(dataDir), ...options.env },
    timeout: 30_000,
  });
  const child = electron.process();
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const ended = endOf(child);
  const page = await electron.firstWindow();
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(String(error.stack ?? error)));
  page.setDefaultTimeout(15_000);
  await page.getByTestId('composer').waitFor();
  return {
    electron,
    page,
    pid: child.pid as number,
    pageErrors,
    stderr: () => stderr,
    closeWindow: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    isWindowVisible: () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
    quit: async () => {
      // The answer may be lost with the process that gives it.
      void electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      return await withinMs(quitWithinMs, ended, `the app did not quit; it said: ${stderr}`);
    },
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A start with a window that is not expected to open one, by the command line only. */
export interface WindowStart {
  pid: number;
  ended: Promise<number | null>;
  stderr(): string;
  kill9(): Promise<void>;
}

export function startWindow(dataDir: string): WindowStart {
  const { command, args } = electronCommand();
  const child = spawn(command, [...args, '--data-dir', dataDir], {
    env: testEnvironment(dataDir),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = endOf(child);
  return {
    pid: child.pid as number,
    ended,
    stderr: () => stderr,
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });
}

export async function withinMs<T>(timeoutMs: number, promise: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), timeoutMs);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
