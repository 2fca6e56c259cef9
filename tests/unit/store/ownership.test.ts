/** Who may write (one owner). Hunts: two processes on one directory, and an old owner that comes back and writes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/main/store/database.ts';
import { checkInThread } from '../../../src/main/store/integrity-check.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { takeOwnership } from '../../../src/main/store/owner-lock.ts';
import { beginOwnership, endOwnership } from '../../../src/main/store/ownership.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, temporaryFolder, testRun } from '../../support/test-flow.ts';

const machine: StateMachine = { StartAt: 'S', States: { S: { Type: 'Succeed' } } };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('the owner lock', () => {
  it('is had by one at a time, and free again once released', () => {
    const path = join(folder.path, 'owner.lock');
    const release = takeOwnership(path);
    expect(release).toBeDefined();
    expect(takeOwnership(path)).toBeUndefined();
    release?.();
    const second = takeOwnership(path);
    expect(second).toBeDefined();
    second?.();
  });
});

describe('an owner that another one has followed', () => {
  it('is fenced off at its next commit: nothing of it is stored', async () => {
    const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
    beginOwnership(db);
    const staleJournal = new SqliteJournal(db);
    const other = openDatabase(join(folder.path, 'm.db'));
    beginOwnership(other);
    await expect(staleJournal.create(testRun(machine), [])).rejects.toMatchObject({ code: 'Store.OwnerLost' });
    expect(other.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0);
    await new SqliteJournal(other).create(testRun(machine), []);
    expect(other.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1);
    db.close();
    other.close();
  });

  it('writes, changes and deletes no row of any table', () => {
    const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
    beginOwnership(db);
    const other = openDatabase(join(folder.path, 'm.db'));
    const columnsOf = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)');
    const tables = db
      .prepare<[], string>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT IN ('owner', 'sqlite_schema', 'sqlite_sequence')`,
      )
      .pluck()
      .all();
    expect(tables.length).toBeGreaterThan(20);
    // Rows to change and delete; what refers to what is of no matter here.
    other.pragma('foreign_keys = OFF');
    db.pragma('foreign_keys = OFF');
    const lost = expect.objectContaining({ code: 'Store.OwnerLost' });
    const changes = (name: string) => {
      const [column] = columnsOf.all(name);
      return [`UPDATE "${name}" SET "${column?.name}" = "${column?.name}"`, `DELETE FROM "${name}"`];
    };
    const filled = tables.filter((name) => db.prepare(`SELECT 1 FROM "${name}"`).get() !== undefined);
    expect(filled).toContain('scheduled_flows');
    beginOwnership(other);
    for (const name of tables) expect(() => db.exec(`INSERT INTO "${name}" DEFAULT VALUES`), name).toThrow(lost);
    for (const statement of filled.flatMap(changes)) expect(() => db.exec(statement), statement).toThrow(lost);
    for (const statement of filled.flatMap(changes)) other.exec(statement);
    db.close();
    other.close();
  });
});

describe('an end', () => {
  it('is known as orderly or not at the next start', () => {
    const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
    const first = beginOwnership(db);
    expect(first).toEqual({ epoch: 1, afterUncleanEnd: false, checkLater: false });
    expect(beginOwnership(db)).toEqual({ epoch: 2, afterUncleanEnd: true, checkLater: false });
    endOwnership(db, 2);
    expect(beginOwnership(db)).toEqual({ epoch: 3, afterUncleanEnd: false, checkLater: false });
    db.close();
  });

  it('by a kill lets the check wait; one by a machine that went down does not', () => {
    const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
    beginOwnership(db, 'since monday');
    expect(beginOwnership(db, 'since monday')).toMatchObject({ afterUncleanEnd: true, checkLater: true });
    expect(beginOwnership(db, 'since tuesday')).toMatchObject({ afterUncleanEnd: true, checkLater: false });
    db.close();
  });
});

describe('the check in its own thread', () => {
  const entry = new URL('../../../src/main/store/integrity-thread.ts', import.meta.url);

  it('finds nothing in a sound file and says what is wrong with a damaged one', async () => {
    const path = join(folder.path, 'm.db');
    const db = databaseWithFlow(path, machine);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(await checkInThread(entry, path).problems).toEqual([]);
    db.close();
    const file = readFileSync(path);
    // Pages 3 and 4: the tables behind the header and the schema.
    file.fill(0xa5, 2 * 4096, 4 * 4096);
    writeFileSync(path, file);
    expect(await checkInThread(entry, path).problems).not.toEqual([]);
  });
});
