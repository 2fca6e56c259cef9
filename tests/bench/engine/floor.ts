/**
 * What no engine on better-sqlite3 can beat: plain inserts, and a loop that journals one small row a step and does nothing else
 * (no definition, no expressions, no recovery). WAL, synchronous = FULL, as our own database.
 */
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { inParallel, type Measured, measure } from './measure.ts';

export const stepsPerRun = 100;

/** About 60 bytes of JSON, the same in every bench and for the peers. */
export function stepResult(run: number, step: number): { step: number; wf: number; ok: boolean; note: string } {
  return { step, wf: run, ok: true, note: 'small json result' };
}

/** Rows a second when each commit has `rowsPerCommit`. */
export async function rawInserts(
  folder: string,
  options: { rowsPerCommit: number; commits: number },
): Promise<Measured> {
  const { rowsPerCommit, commits } = options;
  const db = openFloor(join(folder, `raw-${rowsPerCommit}.db`));
  db.exec('CREATE TABLE step (wf INTEGER, seq INTEGER, output TEXT, at INTEGER, PRIMARY KEY (wf, seq)) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO step VALUES (?, ?, ?, ?)');
  const commit = db.transaction((first: number) => {
    for (let row = first; row < first + rowsPerCommit; row++)
      insert.run(Math.floor(row / stepsPerRun), row % stepsPerRun, JSON.stringify(stepResult(1, row)), Date.now());
  });
  const loop = (count: number, from: number, note: (ms: number) => void): void => {
    for (let index = 0; index < count; index++) {
      const at = performance.now();
      commit(from + index * rowsPerCommit);
      note(performance.now() - at);
    }
  };
  const warmUp = Math.ceil(commits / 10);
  loop(warmUp, 0, () => undefined);
  const measured = await measure(commits * rowsPerCommit, (note) => loop(commits, warmUp * rowsPerCommit, note));
  db.close();
  return measured;
}

/** Enough for the compiler, and for a write-ahead log that no longer grows: a commit that makes the file grow costs twice as much. */
export function warmUpRuns(load: { runs: number }): number {
  return Math.ceil(load.runs / 5);
}

/** The bare journal loop: everything handed in during one turn of the event loop is one commit. */
export async function bareJournal(folder: string, load: { runs: number; width: number }): Promise<Measured> {
  const db = openFloor(join(folder, 'bare.db'));
  db.exec(`
    CREATE TABLE workflow (id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, input TEXT, output TEXT, at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX workflow_status ON workflow (status);
    CREATE TABLE step (wf TEXT NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, output TEXT, at INTEGER NOT NULL, PRIMARY KEY (wf, seq)) WITHOUT ROWID;
  `);
  const start = db.prepare(`INSERT INTO workflow VALUES (?, 'bench', 'PENDING', '{}', NULL, ?)`);
  const finish = db.prepare(`UPDATE workflow SET status = 'DONE', output = ?, at = ? WHERE id = ?`);
  const step = db.prepare(`INSERT INTO step VALUES (?, ?, ?, 'DONE', ?, ?)`);
  const apply = db.transaction((writes: readonly (() => void)[]) => {
    for (const write of writes) write();
  });
  let queue: { write: () => void; resolve: () => void }[] = [];
  const flush = (): void => {
    const group = queue;
    queue = [];
    apply(group.map(({ write }) => write));
    for (const { resolve } of group) resolve();
  };
  const commit = (write: () => void): Promise<void> =>
    new Promise((resolve) => {
      if (queue.push({ write, resolve }) === 1) setImmediate(flush);
    });
  const run = (prefix: string, note: (ms: number) => void) => async (index: number) => {
    const id = `${prefix}-${index}`;
    await commit(() => start.run(id, Date.now()));
    for (let number = 0; number < stepsPerRun; number++) {
      const at = performance.now();
      const text = JSON.stringify(stepResult(index, number));
      await commit(() => step.run(id, number, `s${number}`, text, Date.now()));
      note(performance.now() - at);
    }
    await commit(() => finish.run('{"done":true}', Date.now(), id));
  };
  await inParallel(
    warmUpRuns(load),
    load.width,
    run('warm-up', () => undefined),
  );
  const measured = await measure(load.runs * stepsPerRun, (note) =>
    inParallel(load.runs, load.width, run('run', note)),
  );
  db.close();
  return measured;
}

function openFloor(path: string): BetterSqlite3.Database {
  const db = new BetterSqlite3(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  return db;
}
