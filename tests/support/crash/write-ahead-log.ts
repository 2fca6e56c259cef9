/**
 * A write-ahead log whose every commit is known: runs of the crash flow on a database that never checkpoints, as it lies on the disk
 * when its process is killed. https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEvent } from '../../../src/main/workflow/events.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { instead } from './crash-points.ts';
import { CrashWorld } from './crash-world.ts';

export const walHeaderBytes = 32;
const frameHeaderBytes = 24;

/** The log's size when it was committed, and how many events each run had then. */
export interface Commit {
  walBytes: number;
  events: Record<string, number>;
}

export interface RecordedLog {
  /** Oldest first; the first is what lies in the database file itself. */
  commits: Commit[];
  histories: Record<string, JournalEvent[]>;
  frameBytes: number;
  wal: Buffer;
  tablesWal: Buffer;
}

/** Lets the runs go to their ends in the folder; `keep` gets copies of the files as a kill would leave them. */
export async function recordLog(
  folder: string,
  keep: string,
  runs: readonly string[],
  definition?: StateMachine,
): Promise<RecordedLog> {
  const walPath = join(folder, 'test.db-wal');
  const commits: Commit[] = [];
  const world = new CrashWorld(folder, {
    ...(definition ? { definition } : {}),
    wrapJournal: (journal) =>
      instead(journal, {
        create: (...given) => journal.create(...given).then(note),
        append: (...given) => journal.append(...given).then(note),
      }),
  });
  function note(): void {
    const events = Object.fromEntries(
      runs.map((run) => [run, world.history(run).length] as const).filter(([, count]) => count > 0),
    );
    const walBytes = statSync(walPath).size;
    // Runs that committed together are told one after the other.
    if (commits.at(-1)?.walBytes !== walBytes) commits.push({ walBytes, events });
  }
  for (const db of [world.db, world.tables]) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('wal_autocheckpoint = 0');
  }
  commits.push({ walBytes: 0, events: {} });
  for (const run of runs) await world.start(run);
  await world.runToRest();
  const histories = Object.fromEntries(runs.map((run) => [run, world.history(run)]));
  const frameBytes = frameHeaderBytes + Number(world.db.pragma('page_size', { simple: true }));
  for (const name of ['test.db', 'test.db-wal', 'tables.db', 'tables.db-wal'])
    copyFileSync(join(folder, name), join(keep, name));
  world.close();
  return {
    commits,
    histories,
    frameBytes,
    wal: readFileSync(join(keep, 'test.db-wal')),
    tablesWal: readFileSync(join(keep, 'tables.db-wal')),
  };
}

/** The last commit that lies wholly in the first `bytes` of the log. */
export function commitWithin(log: RecordedLog, bytes: number): Commit {
  const commit = log.commits.findLast(({ walBytes }) => walBytes <= bytes);
  if (!commit) throw new Error('no commit, not even the first');
  return commit;
}
