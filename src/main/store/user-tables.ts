/**
 * The user-tables file (`tables.db`): the tables flows write, apart from the app's own, so that no worker's query can see those.
 * Owns: the file, the tables in it and the receipts that make a change happen once (receipts.ts); what flows remember is flow-memory.ts.
 * Does not own: who may touch which table (the broker's grants).
 *
 * T1 A row and its receipt commit in one transaction; a key that has a receipt never inserts again (I4, `transactional`).
 * T2 Columns are `ANY` in STRICT tables, unless table_create gave them a type: a value comes back as what was put in, whatever the
 *    column held before.
 * T3 Identifiers reach SQL only through `quoted`, values only as parameters.
 */
import Database from 'better-sqlite3';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { asStoreError, checkpointPages } from './database.ts';
import { createMemoryTables } from './flow-memory.ts';
import { once } from './receipts.ts';
import { all } from './sql.ts';
import type { ReadableUserTables, WritableUserTables } from './user-tables-handle.ts';

export type { ReadableUserTables, WritableUserTables };

export interface UserRows {
  columns: string[];
  rows: JsonObject[];
}
type Scalar = string | number | boolean | null;
export interface RowToInsert {
  /** The same key never inserts twice. */
  key: string;
  table: string;
  row: JsonObject;
  nowMs: number;
}
export type InsertedRow = { table: string; rowId: number };
export interface TableFilter {
  table: string;
  where?: Record<string, Scalar> | undefined;
  orderBy?: string | undefined;
  descending?: boolean | undefined;
  limit: number;
}

const FILE_VERSION = 1;
/** SQLite's own bound is 2,000; a table this wide is a mistake in a flow. */
const MAX_COLUMNS = 500;

/**
 * `:memory:` for tests. A file that is from a newer version, read-only or damaged is left exactly as it was.
 * @throws MajordomoError `Store.*`
 */
export function openUserTables(path: string): WritableUserTables {
  let db: WritableUserTables | undefined;
  try {
    db = new Database(path) as WritableUserTables;
    prepare(db, path);
    return db;
  } catch (error) {
    db?.close();
    throw asStoreError(error, path);
  }
}

function prepare(db: WritableUserTables, path: string): void {
  // Before the first write.
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > FILE_VERSION) {
    throw new MajordomoError({
      code: 'Store.NewerVersion',
      message: `The tables in ${path} were written by a newer Majordomo (format ${version}; this one knows up to ${FILE_VERSION}). Nothing was changed. Update Majordomo, or start it with another --data-dir.`,
      data: { path, version, known: FILE_VERSION },
    });
  }
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  db.exec(`CREATE TABLE IF NOT EXISTS _majordomo_receipts(
    key TEXT PRIMARY KEY NOT NULL, tool TEXT NOT NULL, result TEXT NOT NULL, created_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`);
  createMemoryTables(db);
  db.pragma(`user_version = ${FILE_VERSION}`);
}

/** Creates the table and missing columns. With a receipt for the key: the recorded answer, and nothing is written. */
export function insertRow(db: WritableUserTables, { key, table, row, nowMs }: RowToInsert): InsertedRow {
  return once(db, { key, tool: 'table_insert', nowMs }, () => {
    ensureColumns(db, table, Object.keys(row));
    return { table, rowId: addRow(db, table, row) };
  });
}

/** The table has the columns. @returns the row's number */
export function addRow(db: WritableUserTables, table: string, row: JsonObject): number {
  const names = Object.keys(row);
  const { lastInsertRowid } = takingValues(table, () =>
    db
      .prepare(
        `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      )
      .run(names.map((name) => toColumn(row[name] as JsonValue))),
  );
  return Number(lastInsertRowid);
}

/** A table made by table_create has types, and perhaps a key. @throws MajordomoError `Tool.BadValue`, `Tool.Exists` */
export function takingValues<T>(table: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (code === 'SQLITE_CONSTRAINT_UNIQUE')
      throw new MajordomoError({
        code: 'Tool.Exists',
        message: `The table ${table} has a row with this key already: use table_upsert to change it.`,
        data: { table },
      });
    if (code !== 'SQLITE_CONSTRAINT_DATATYPE' && code !== 'SQLITE_CONSTRAINT_CHECK') throw error;
    throw new MajordomoError({
      code: 'Tool.BadValue',
      message: `The table ${table} does not take the row: ${(error as Error).message}. Give values of the types it was made with.`,
      data: { table },
      cause: error,
    });
  }
}

export function queryTable(
  db: ReadableUserTables,
  { table, where = {}, orderBy, descending = false, limit }: TableFilter,
): UserRows {
  const columns = knownColumns(db, table);
  for (const name of [...Object.keys(where), ...(orderBy === undefined ? [] : [orderBy])])
    assertColumn(columns, table, name);
  const conditions = Object.keys(where).map((name) => `${quoted(name)} IS ?`);
  const direction = descending ? 'DESC' : 'ASC';
  const order = [...(orderBy === undefined ? [] : [`${quoted(orderBy)} ${direction}`]), `_rowid_ ${direction}`];
  const rows = db
    .prepare<unknown[], JsonObject>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY ${order.join(', ')} LIMIT ?`,
    )
    .all(...Object.values(where).map(toColumn), limit);
  return { columns, rows };
}

/** The user's tables by name, with how many rows each has. */
export function listTables(db: ReadableUserTables): { name: string; rows: number }[] {
  return tableNames(db).map((name) => ({
    name,
    rows: db.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM ${quoted(name)}`).get()?.rows ?? 0,
  }));
}

/** Rows in the order they were added. */
export function readTable(db: ReadableUserTables, table: string, limit: number): UserRows {
  return queryTable(db, { table, limit });
}

/** Receipts are needed for as long as their run may still be resumed. Returns how many were removed. */
export function pruneReceipts(db: WritableUserTables, olderThanMs: number): number {
  return db.prepare('DELETE FROM _majordomo_receipts WHERE created_at_ms < ?').run(olderThanMs).changes;
}

/** Makes the table, or the columns it does not have yet. @throws MajordomoError `Tool.TooLarge` */
export function ensureColumns(db: WritableUserTables, table: string, names: readonly string[]): void {
  const existing = findColumns(db, table);
  if (existing === null) {
    assertWidth(table, names.length);
    db.exec(`CREATE TABLE ${quoted(table)} (${names.map((name) => `${quoted(name)} ANY`).join(', ')}) STRICT`);
    return;
  }
  const known = new Set(existing.map((name) => name.toLowerCase()));
  const missing = names.filter((name) => !known.has(name.toLowerCase()));
  assertWidth(table, existing.length + missing.length);
  for (const name of missing) db.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(name)} ANY`);
}

function assertWidth(table: string, columns: number): void {
  if (columns <= MAX_COLUMNS) return;
  throw new MajordomoError({
    code: 'Tool.TooLarge',
    message: `The table ${table} would have more than ${MAX_COLUMNS} columns: use rows for what varies.`,
    data: { table },
  });
}

function tableNames(db: ReadableUserTables): string[] {
  return db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_majordomo%' ESCAPE '\\' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
}

/** Null when there is no such table of the user's. */
export function findColumns(db: ReadableUserTables, table: string): string[] | null {
  if (/^(sqlite_|_majordomo)/i.test(table)) return null;
  const columns = all<{ name: string }>(db as WritableUserTables, 'SELECT name FROM pragma_table_info(?)', table);
  return columns.length === 0 ? null : columns.map(({ name }) => name);
}

/** @throws MajordomoError `Tool.NotFound` when there is no such table of the user's */
export function knownColumns(db: ReadableUserTables, table: string): string[] {
  const columns = findColumns(db, table);
  if (columns === null) throw noTable(db, table);
  return columns;
}

function noTable(db: ReadableUserTables, table: string): MajordomoError {
  const known = tableNames(db);
  const near = nearestName(table, known);
  const remedy =
    near !== null
      ? `Did you mean ${near}?`
      : known.length > 0
        ? `There are: ${known.slice(0, 20).join(', ')}.`
        : 'No flow has written a table yet.';
  return new MajordomoError({
    code: 'Tool.NotFound',
    message: `There is no table ${table}. ${remedy}`,
    data: { table, nearest: near },
  });
}

/** @throws MajordomoError `Tool.NotFound` */
export function assertColumn(columns: readonly string[], table: string, name: string): void {
  if (columns.some((column) => column.toLowerCase() === name.toLowerCase())) return;
  const near = nearestName(name, columns);
  throw new MajordomoError({
    code: 'Tool.NotFound',
    message: `The table ${table} has no column ${name}. ${near !== null ? `Did you mean ${near}?` : `It has: ${columns.slice(0, 20).join(', ')}.`}`,
    data: { table, column: name, nearest: near },
  });
}

/** Whole numbers as INTEGER, so that 3 is 3 in every tool that opens the file; objects and lists as JSON text. */
export function toColumn(value: JsonValue): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
