/** The first schema, and opening a file that is not ours to change. Hunts: a database that is touched although it must not be. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asStoreError, openDatabase } from '../../src/main/store/database.ts';
import { initial } from '../../src/main/store/migrations/0001-initial.ts';
import { temporaryFolder } from '../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'majordomo.db');
});
afterEach(() => folder.remove());

function tablesOf(db: BetterSqlite3.Database): unknown[] {
  return db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all();
}

describe('migration 1', () => {
  it('makes every table of the product, STRICT, in a new file', () => {
    const db = openDatabase(path, [initial]);
    expect(tablesOf(db)).toEqual([
      'conversations',
      'events',
      'flow_versions',
      'messages',
      'notifications',
      'occurrences',
      'plans',
      'refusals',
      'runs',
      'scheduled_flows',
      'schedules',
      'settings',
      'workers',
    ]);
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(
      db
        .prepare(
          `SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0`,
        )
        .pluck()
        .get(),
    ).toBe(0);
    db.close();
  });

  it('is applied once: a second start changes nothing', () => {
    openDatabase(path).close();
    const before = readFileSync(path);
    const db = openDatabase(path);
    db.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('that fails leaves the version before it', () => {
    const broken = { version: 1, up: 'CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE half (a INTEGER) STRICT;' };
    expect(() => openDatabase(path, [broken])).toThrow(/already exists/);
    const db = new BetterSqlite3(path);
    expect(tablesOf(db)).toEqual([]);
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    db.close();
  });
});

describe('a file that is not ours to change is refused and stays as it was:', () => {
  function refused(code: string): void {
    const before = readFileSync(path);
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code }));
    expect(readFileSync(path).equals(before)).toBe(true);
  }

  it('one from a newer version', () => {
    const db = openDatabase(path);
    db.pragma('user_version = 999');
    db.close();
    refused('Store.NewerVersion');
  });

  it('one from a newer version whose header still lies in the write-ahead log', () => {
    const db = openDatabase(path);
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('user_version = 999');
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'Store.NewerVersion' }));
    db.close();
  });

  it('one of another program', () => {
    const db = new BetterSqlite3(path);
    db.pragma('application_id = 1234');
    db.exec('CREATE TABLE t (a)');
    db.close();
    refused('Store.Corrupt');
  });

  it('one that is no database', () => {
    writeFileSync(path, 'This is a shopping list, and not a short one: '.repeat(10));
    refused('Store.Corrupt');
  });

  it('one that is damaged in its middle', () => {
    const db = openDatabase(path);
    db.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(path, bytes);
    refused('Store.Corrupt');
  });
});

describe('an error of the file system', () => {
  it('is told as what it is, with what to do', () => {
    for (const code of ['EACCES', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'])
      expect(asStoreError(Object.assign(new Error('x'), { code }), path)).toMatchObject({ code: 'Store.ReadOnly' });
    expect(asStoreError(Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), path)).toMatchObject({
      code: 'Store.DiskFull',
    });
  });
});
