/**
 * Opens the app's database file. Owns: pragmas, the version check, migrations. Does not own: any table's statements.
 * A file that is from a newer version, read-only or damaged is left exactly as it was, with a named error.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { MajordomoError } from '../../shared/errors.ts';
import { migrations } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';

export type Database = BetterSqlite3.Database;
export type Statement = BetterSqlite3.Statement;

/** "Mjdm": marks the file as ours, so that another program's database is never migrated. */
const applicationId = 0x4d6a646d;
const latestVersion = migrations.at(-1)?.version ?? 0;
/**
 * Pages in the write-ahead log (12 MB) before a checkpoint, which flushes twice more on the main thread. With SQLite's 1,000 it is
 * one of a hundred turns of the event loop under full load, and its p99 on a slow disk; with more than this the log grows for
 * longer after each start, and a commit that makes the file grow costs twice as much (docs/bench-engine.md).
 */
export const checkpointPages = 3_000;

export function openDatabase(path: string, steps: readonly Migration[] = migrations): Database {
  const latest = steps.at(-1)?.version ?? latestVersion;
  checkHeader(path, latest);
  let db: Database | undefined;
  try {
    db = new BetterSqlite3(path);
    // The header may be behind the write-ahead log: ask SQLite before the first write.
    refuseNewer(path, Number(db.pragma('user_version', { simple: true })), latest);
    // Only before the first table: lets retention give space back.
    if (isNew(db)) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    migrate(db, steps);
    return db;
  } catch (error) {
    db?.close();
    throw asStoreError(error, path);
  }
}

function isNew(db: Database): boolean {
  return Number(db.pragma('user_version', { simple: true })) === 0;
}

/** Applies what is missing. Each step commits with its version, so a crash between two leaves a valid database. */
function migrate(db: Database, steps: readonly Migration[]): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  if (current === 0) db.pragma(`application_id = ${applicationId}`);
  for (const step of steps) {
    if (step.version <= current) continue;
    db.transaction(() => {
      db.exec(step.up);
      db.pragma(`user_version = ${step.version}`);
    })();
  }
}

/** Reads the first 100 bytes (https://www.sqlite.org/fileformat.html#the_database_header) without opening the database. */
function checkHeader(path: string, latest: number): void {
  if (path === ':memory:' || !existsSync(path)) return;
  const header = Buffer.alloc(100);
  let length: number;
  try {
    const file = openSync(path, 'r');
    try {
      length = readSync(file, header, 0, 100, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asStoreError(error, path);
  }
  if (length === 0) return;
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw corruptError(path, 'it is not a SQLite database');
  const application = header.readUInt32BE(68);
  if (application !== 0 && application !== applicationId) throw corruptError(path, 'it belongs to another program');
  refuseNewer(path, header.readUInt32BE(60), latest);
}

function refuseNewer(path: string, version: number, latest: number): void {
  if (version <= latest) return;
  throw new MajordomoError({
    code: 'Store.NewerVersion',
    message: `The data in ${path} was written by a newer Majordomo (format ${version}; this one knows up to ${latest}). Nothing was changed. Update Majordomo, or start it with another --data-dir.`,
    data: { path, version, latest },
  });
}

export function corruptError(path: string, why: string, cause?: unknown): MajordomoError {
  return new MajordomoError({
    code: 'Store.Corrupt',
    message: `The data file ${path} cannot be read: ${why}. Nothing was changed. Restore a backup in its place, or start with another --data-dir.`,
    data: { path },
    cause,
  });
}

/** SQLite's and the file system's errors, by their codes, in words that say what to do. Others pass unchanged. */
export function asStoreError(error: unknown, path: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return corruptError(path, 'it is damaged', error);
  const readOnly = ['EACCES', 'EPERM', 'EROFS'].includes(code) || /^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code);
  if (readOnly) {
    return new MajordomoError({
      code: 'Store.ReadOnly',
      message: `The data file ${path} cannot be written. Nothing was changed. Make the folder writable for you, or start with another --data-dir.`,
      data: { path },
      cause: error,
    });
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new MajordomoError({
      code: 'Store.DiskFull',
      message: `The disk that holds ${path} is full. What was committed is safe. Free some space and start again.`,
      data: { path },
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return new MajordomoError({
      code: 'Store.DiskError',
      message: `The disk that holds ${path} answered with an error (${code}). What was committed is safe. Check the disk, then start again.`,
      data: { path, error: code },
      cause: error,
    });
  }
  return error;
}
