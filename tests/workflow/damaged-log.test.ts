/**
 * A write-ahead log that was cut or changed, as a power cut or a bad disk leaves it. Hunts: half a commit that is taken for a whole one,
 * a run whose history has a gap or does not fold, garbage that is read as data, rows without their receipts.
 */
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { readEvents } from '../../src/main/store/tables/history.ts';
import { openUserTables } from '../../src/main/store/user-tables.ts';
import { foldEvents } from '../../src/main/workflow/run-state.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { crashFlow, transactionalSteps } from '../support/crash/crash-flow.ts';
import { CrashFolders } from '../support/crash/crash-folders.ts';
import { CrashWorld } from '../support/crash/crash-world.ts';
import { effectsIn } from '../support/crash/effect-tools.ts';
import { commitWithin, type RecordedLog, recordLog, walHeaderBytes } from '../support/crash/write-ahead-log.ts';
import { seeded } from '../support/seeded.ts';
import { temporaryFolder, testRun } from '../support/test-flow.ts';

const runs = ['one', 'two'];
const seed = 20_261_122;
let folders: CrashFolders;
let scratch: ReturnType<typeof temporaryFolder>;
let kept: string;
let log: RecordedLog;

beforeAll(async () => {
  folders = new CrashFolders();
  scratch = temporaryFolder();
  kept = join(scratch.path, 'kept');
  mkdirSync(kept);
  log = await recordLog(folders.make(), kept, runs);
}, 30_000);
afterAll(() => {
  folders.remove();
  scratch.remove();
});

/** Opens the database with this log beside it: it must be exactly what was committed within the log's first `whole` bytes. */
function expectCommitsWithin(wal: Buffer, whole: number): void {
  const path = join(scratch.path, 'damaged.db');
  copyFileSync(join(kept, 'test.db'), path);
  writeFileSync(`${path}-wal`, wal);
  const db = openDatabase(path);
  try {
    const found: Record<string, number> = {};
    for (const run of runs) {
      const events = readEvents(db, run);
      if (events.length > 0) found[run] = events.length;
      expect(events).toEqual(log.histories[run]?.slice(0, events.length));
      foldEvents(testRun(crashFlow, { id: run }), events);
    }
    expect(found, `with ${wal.length} of ${log.wal.length} bytes`).toEqual(commitWithin(log, whole).events);
    const known = db.prepare('SELECT id FROM runs ORDER BY id').pluck().all();
    expect(known).toEqual(Object.keys(found).sort());
  } finally {
    db.close();
  }
}

function frameStart(position: number): number {
  if (position < walHeaderBytes) return 0;
  return walHeaderBytes + Math.floor((position - walHeaderBytes) / log.frameBytes) * log.frameBytes;
}

describe('a log that was cut', () => {
  it('at any frame holds every commit before the cut, and nothing of the one it went through', () => {
    let cuts = 0;
    for (let end = walHeaderBytes; end <= log.wal.length; end += log.frameBytes, cuts++)
      expectCommitsWithin(log.wal.subarray(0, end), end);
    expect(cuts).toBe(1 + (log.wal.length - walHeaderBytes) / log.frameBytes);
    expect(log.commits.length).toBeGreaterThan(20);
    process.stdout.write(`cuts at frames: ${cuts}, of ${log.commits.length} commits\n`);
  }, 30_000);

  it('at any byte does so too', () => {
    const random = seeded(seed);
    for (let count = 0; count < 150; count++) {
      const end = random.between(0, log.wal.length);
      expectCommitsWithin(log.wal.subarray(0, end), end);
    }
  }, 30_000);
});

describe('a log with bytes changed', () => {
  it('holds every commit before the change and nothing after it: what is wrong is not read', () => {
    const random = seeded(seed + 1);
    for (let count = 0; count < 200; count++) {
      const wal = Buffer.from(log.wal);
      const at = random.below(wal.length);
      wal[at] = (wal[at] ?? 0) ^ random.between(1, 255);
      expectCommitsWithin(wal, frameStart(at));
    }
  }, 30_000);

  it('over a whole sector does so too', () => {
    const random = seeded(seed + 2);
    for (let count = 0; count < 50; count++) {
      const wal = Buffer.from(log.wal);
      const at = random.below(wal.length - 512);
      for (let offset = 0; offset < 512; offset++) wal[at + offset] = random.below(256);
      expectCommitsWithin(wal, frameStart(at));
    }
  }, 30_000);
});

describe('the tables of a user', () => {
  it('have a receipt for every row and a row for every receipt, wherever their log was cut', () => {
    const path = join(scratch.path, 'damaged-tables.db');
    let previous = 0;
    for (let end = walHeaderBytes; end <= log.tablesWal.length; end += log.frameBytes) {
      copyFileSync(join(kept, 'tables.db'), path);
      writeFileSync(`${path}-wal`, log.tablesWal.subarray(0, end));
      const db = openUserTables(path);
      const receipts = db.prepare('SELECT key FROM _majordomo_receipts ORDER BY key').pluck().all();
      const { transactional } = effectsIn(join(scratch.path, 'nowhere'), db);
      db.close();
      expect(transactional.map(({ key }) => key).sort()).toEqual(receipts);
      expect(receipts.length).toBeGreaterThanOrEqual(previous);
      previous = receipts.length;
    }
    expect(previous).toBe(transactionalSteps.length * runs.length);
  }, 30_000);
});

describe('runs whose journal lost its end', () => {
  it('are gone on with from there: a table that is ahead of its journal gets no row twice', async () => {
    const names = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
    // Steps that follow each other. Those of a Parallel or Map may have been numbered in another order the first time.
    const definition = {
      StartAt: 'First',
      States: Object.fromEntries(
        names.map((name, index) => {
          const next = names[index + 1];
          return [name, { Type: 'Task', Resource: 'worker:w/row', ...(next ? { Next: next } : { End: true }) }];
        }),
      ),
    } as unknown as StateMachine;
    const folder = join(scratch.path, 'rows');
    const keptRows = join(scratch.path, 'kept-rows');
    for (const path of [folder, keptRows]) mkdirSync(path);
    const rowsLog = await recordLog(folder, keptRows, runs, definition);
    for (const [index, { walBytes }] of rowsLog.commits.entries()) {
      const cut = join(scratch.path, `rows-${index}`);
      cpSync(keptRows, cut, { recursive: true });
      writeFileSync(join(cut, 'test.db-wal'), rowsLog.wal.subarray(0, walBytes + rowsLog.frameBytes));
      const world = new CrashWorld(cut, { definition });
      const taken = world.engine.recover();
      await world.runToRest();
      expect([...world.ends.values()].map(({ status }) => status)).toEqual(
        Array.from({ length: taken }, () => 'SUCCEEDED'),
      );
      const rows = effectsIn(cut, world.tables).transactional;
      world.close();
      const expected = runs.flatMap((run) => names.map((name) => `${run}  ${name}`));
      expect(rows.map(({ step, key }) => `${key.split(':')[0]} ${step}`).sort()).toEqual(expected.sort());
    }
  }, 30_000);
});
