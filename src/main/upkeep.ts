/**
 * Care for the data directory, done once nobody waits for a window: the check of a database whose owner was killed, and each day the
 * removal of what is older than it is kept. Owns: the thread of the check, the daily turn. Does not own: how each is done.
 */
import { keepDeletedMs } from './assistant/deleted-conversations.ts';
import type { DataDir } from './data-dir.ts';
import type { FileChanges } from './files/file-changes.ts';
import type { Notifier } from './notifications/notifier.ts';
import type { Database } from './store/database.ts';
import { checkInThread, type IntegrityCheck } from './store/integrity-check.ts';
import type { Ownership } from './store/ownership.ts';
import { pruneFirings, pruneRuns } from './store/retention.ts';
import { purgeConversations } from './store/tables/conversations.ts';
import { pruneTriggerEvents } from './store/tables/trigger-events.ts';
import { pruneUsage } from './store/tables/usage.ts';
import { pruneReceipts, type WritableUserTables } from './store/user-tables.ts';
import { prunePages } from './workers/prune-pages.ts';
import type { Clock } from './workflow/ports.ts';

export interface UpkeepDeps {
  db: Database;
  userTables: WritableUserTables;
  dataDir: DataDir;
  fileChanges: FileChanges;
  ownership: Ownership;
  /** The module store/integrity-thread.ts, built or as it is. */
  integrityThread: string | URL;
  clock: Clock;
  notifier: Notifier;
  /** No schedule fires any more. */
  pauseAll: () => void;
  log: (line: string) => void;
}

const dayMs = 86_400_000;
/** What is kept of runs that have ended; firings are kept as long, whatever became of them. */
const retention = { maxAgeMs: 365 * dayMs, maxRunsPerFlow: 10_000 };
/** Longer than any run is expected to be taken up again: a receipt only matters while its run is open. */
const keepReceiptsMs = 90 * dayMs;
/** Two years of months to compare. */
const keepUsageMs = 750 * dayMs;
/** Fetched pages are kept for the runs that refer to them. */
const keepPagesMs = 30 * dayMs;

export class Upkeep {
  readonly #deps: UpkeepDeps;
  #check: IntegrityCheck | undefined;
  readonly #stop = new AbortController();
  #daily: NodeJS.Timeout | undefined;
  #pruning: Promise<void> = Promise.resolve();

  constructor(deps: UpkeepDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { ownership, log } = this.#deps;
    if (ownership.checkLater)
      this.#checkIntegrity().catch((error: unknown) => log(`the data file could not be checked: ${String(error)}`));
    const prune = (): void => {
      this.#pruning = this.#prune().catch((error: unknown) => log(`what is old was not removed: ${String(error)}`));
    };
    prune();
    this.#daily = setInterval(prune, dayMs);
    this.#daily.unref();
  }

  async #prune(): Promise<void> {
    const { db, userTables, dataDir, fileChanges, clock, log } = this.#deps;
    const nowMs = clock.nowMs();
    const { signal } = this.#stop;
    await pruneRuns(db, retention, nowMs, signal);
    await pruneFirings(db, nowMs - retention.maxAgeMs, signal);
    if (signal.aborted) return;
    pruneTriggerEvents(db, nowMs - retention.maxAgeMs);
    pruneReceipts(userTables, nowMs - keepReceiptsMs);
    pruneUsage(db, nowMs - keepUsageMs);
    purgeConversations(db, nowMs - keepDeletedMs);
    prunePages(dataDir.pages, nowMs - keepPagesMs).catch((error: unknown) =>
      log(`old pages were not removed: ${String(error)}`),
    );
    fileChanges.prune().catch((error: unknown) => log(`the trash was not emptied: ${String(error)}`));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearInterval(this.#daily);
    await this.#pruning;
    await this.#check?.stop();
  }

  /** Only a process had died: the file is as the system had it, so this is not expected to find anything. */
  async #checkIntegrity(): Promise<void> {
    const { dataDir, integrityThread, ownership, notifier, pauseAll, log } = this.#deps;
    this.#check = checkInThread(integrityThread, dataDir.database);
    const problems = await this.#check.problems;
    if (problems.length === 0) return;
    log(`the data file ${dataDir.database} is damaged: ${problems.join('; ')}`);
    pauseAll();
    await notifier.tell({
      key: `app:damaged:${ownership.epoch}`,
      kind: 'app',
      title: 'The data file is damaged',
      body: 'Schedules are paused. Make a copy of the data folder, then restore a backup.',
      flowId: null,
      runId: null,
    });
  }
}
