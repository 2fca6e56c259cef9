/**
 * One watched path. A notice of the file system never fires anything; it only makes us look. What is different from what was seen
 * last becomes events, and what was seen moves with them in one transaction: nothing is lost and nothing told twice, whatever
 * happened in between, a restart among it.
 * Owns: when to look. Does not own: what the differences make (onDifferences).
 */
import { lstat } from 'node:fs/promises';
import type { FSWatcher } from 'chokidar';
import type { SeenFile } from '../store/tables/trigger-events.ts';
import { filesAt, type WatchTarget } from './watch-target.ts';

export interface FileWatchDeps {
  target: WatchTarget;
  settleMs: number;
  /** Compares with what was seen last and writes what follows; called with all files that count. */
  onLooked: (files: Map<string, SeenFile>) => void;
  onError: (error: unknown) => void;
}

/** Something that changes without a pause (a log) is looked at this often all the same. */
const longestUnsettledMs = 30_000;
/** Should a notice of the file system not come. */
const lookAgainMs = 300_000;
const lookAgainUnwatchedMs = 10_000;

export class FileWatch {
  readonly #deps: FileWatchDeps;
  #watcher: FSWatcher | null = null;
  /** What was at the path when the watch of it began. */
  #watched = '';
  #timer: NodeJS.Timeout | undefined;
  #unsettledSinceMs: number | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(deps: FileWatchDeps) {
    this.#deps = deps;
  }

  /** Watches, and looks once: what happened before the first notice could come is seen by that. */
  async start(): Promise<void> {
    await this.#watch();
    await this.look();
  }

  async #watch(): Promise<void> {
    const { target, onError } = this.#deps;
    // Loaded with the first path to watch.
    const { watch } = await import('chokidar');
    await this.#watcher?.close();
    if (this.#closed) return;
    this.#watched = await identityOf(target.base);
    const watcher = watch(target.base, {
      ignoreInitial: true,
      followSymlinks: false,
      // Folders tell of the files in them: one watch a folder, not one a file.
      ignored: (path, stats) => path !== target.base && (path === target.skips || stats?.isFile() === true),
      ...(Number.isFinite(target.depth) ? { depth: target.depth } : {}),
    });
    this.#watcher = watcher;
    watcher.on('raw', () => this.#noticed());
    watcher.on('all', () => this.#noticed());
    // No more watches to be had, a folder that may not be read: it is looked at by the clock instead.
    watcher.on('error', (error) => {
      if (this.#watcher !== watcher) return;
      onError(error);
      this.#watcher = null;
      void watcher.close();
      this.#arm(lookAgainUnwatchedMs);
    });
    await new Promise<void>((resolve) => {
      watcher.once('ready', resolve);
      watcher.once('error', () => resolve());
    });
  }

  /** Looks now; resolves when what is different is written. Errors are told, never thrown. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#work().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async stop(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const watcher = this.#watcher;
    this.#watcher = null;
    await watcher?.close();
    await this.#looking;
  }

  #noticed(): void {
    const nowMs = performance.now();
    this.#unsettledSinceMs ??= nowMs;
    const { settleMs } = this.#deps;
    const longestMs = Math.max(longestUnsettledMs, settleMs);
    this.#arm(Math.min(settleMs, Math.max(0, this.#unsettledSinceMs + longestMs - nowMs)));
  }

  #arm(afterMs: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.look(), afterMs);
    this.#timer.unref();
  }

  /** The folder or file came, went, or is another one of the same name: a watch of what was there before tells no more. */
  async #watchAnew(): Promise<void> {
    if (this.#watcher === null || (await identityOf(this.#deps.target.base)) === this.#watched) return;
    await this.#watch();
    this.#again = true;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      this.#unsettledSinceMs = null;
      this.#arm(this.#watcher === null ? lookAgainUnwatchedMs : lookAgainMs);
      try {
        const files = await filesAt(this.#deps.target);
        if (files !== null && !this.#closed) this.#deps.onLooked(files);
        await this.#watchAnew();
      } catch (error) {
        this.#deps.onError(error);
      }
    }
  }
}

/** Empty when nothing is there. */
async function identityOf(path: string): Promise<string> {
  const stat = await lstat(path, { bigint: true }).catch(() => null);
  return stat === null ? '' : `${stat.dev}:${stat.ino}`;
}
