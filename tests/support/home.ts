/**
 * A data directory of a test's own, with everything the test starts on it. Ends what is left of it in the end, and fails the test
 * when something outlives its quitting: a worker that goes on acting, a helper that piles up.
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import { type CliResult, type JsonResult, runCommand, runJson, type Serving, startServe } from './cli.ts';
import { type OpenApp, type OpenOptions, openApp, startWindow, type WindowStart } from './electron-app.ts';
import { eventually } from './eventually.ts';
import { endAll, processesOn } from './processes.ts';

export class Home {
  readonly dataDir: string;
  readonly #folder: string;
  readonly #open = new Set<OpenApp>();
  readonly #pageErrors: string[][] = [];
  readonly #serving = new Set<Serving>();
  readonly #starts = new Set<WindowStart>();

  constructor() {
    this.#folder = realpathSync(mkdtempSync(join(tmpdir(), 'majordomo-e2e-')));
    this.dataDir = join(this.#folder, 'data');
  }

  /** The window, ready to be typed into. */
  async open(options: OpenOptions = {}): Promise<OpenApp> {
    const app = await openApp(this.dataDir, options);
    this.#open.add(app);
    this.#pageErrors.push(app.pageErrors);
    const ended = () => void this.#open.delete(app);
    return { ...app, quit: () => app.quit().finally(ended), kill9: () => app.kill9().finally(ended) };
  }

  /** A start of the window that is expected to end, or to refuse. */
  startWindow(): WindowStart {
    const start = startWindow(this.dataDir);
    this.#starts.add(start);
    void start.ended.then(() => this.#starts.delete(start));
    return start;
  }

  async serve(env: NodeJS.ProcessEnv = {}): Promise<Serving> {
    const serving = await startServe(this.dataDir, env);
    this.#serving.add(serving);
    const ended = () => void this.#serving.delete(serving);
    return { ...serving, stop: () => serving.stop().finally(ended), kill9: () => serving.kill9().finally(ended) };
  }

  cli(...words: string[]): Promise<CliResult> {
    return runCommand(this.dataDir, words);
  }

  json<T = Record<string, unknown>>(...words: string[]): Promise<JsonResult<T>> {
    return runJson<T>(this.dataDir, words);
  }

  /** A file beside the data directory. @returns its path */
  file(name: string, content: unknown): string {
    const path = join(this.#folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  /** Waits until no process works on the directory. */
  async expectNoProcesses(): Promise<void> {
    await eventually(() => expect(processesOn(this.dataDir)).toEqual([]), 10_000);
  }

  async end(): Promise<void> {
    try {
      for (const start of this.#starts) await start.kill9();
      for (const serving of this.#serving) await serving.stop();
      for (const app of this.#open) await app.quit();
      await this.expectNoProcesses();
    } finally {
      endAll(processesOn(this.dataDir));
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    }
    expect(this.#pageErrors.flat(), 'exceptions in the page').toEqual([]);
  }
}

/** Ended with the test that makes it. */
export function homeOfTest(): Home {
  const home = new Home();
  onTestFinished(() => home.end(), 60_000);
  return home;
}

/** Shared by the tests of a file (or a `describe`), ended after them. */
export function homeOfFile(): Home {
  const home = new Home();
  afterAll(() => home.end(), 60_000);
  return home;
}
