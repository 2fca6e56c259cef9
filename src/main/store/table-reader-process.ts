/**
 * The process that runs queries on the user tables: with a connection that only reads, one request at a time, until it is told
 * otherwise by being killed. A query cannot be interrupted in any other way, and one that takes all the memory there is takes it
 * here.
 */
import BetterSqlite3 from 'better-sqlite3';
import { stringify } from 'csv-stringify/sync';
import { MajordomoError, toWireError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { permittedStatement } from './permitted-sql.ts';
import { type ReadAnswer, type ReadRequest, type ReadValue, readRequest } from './table-reader-protocol.ts';

/** Of the whole process: a query that needs more fails with SQLITE_NOMEM. */
const heapBytes = 256_000_000;
/** Rows turned into CSV text at once. */
const csvRows = 500;

const electron = (
  process as unknown as {
    parentPort?: { postMessage(m: unknown): void; on(e: 'message', f: (m: { data: unknown }) => void): void };
  }
).parentPort;
const post = (answer: ReadAnswer): void => void (electron ? electron.postMessage(answer) : process.send?.(answer));
if (electron) electron.on('message', ({ data }) => answer(data));
else process.on('message', answer);
process.on('disconnect', () => process.exit(0));
post({ type: 'ready' });

function answer(message: unknown): void {
  const request = readRequest.parse(message);
  try {
    post({ type: 'value', id: request.id, value: read(request) });
  } catch (error) {
    post({ type: 'failure', id: request.id, error: toWireError(asQueryError(error)) });
  }
}

function read(request: ReadRequest): ReadValue {
  const db = new BetterSqlite3(request.path, { readonly: true, fileMustExist: true });
  try {
    db.pragma(`hard_heap_limit = ${heapBytes}`);
    db.pragma('trusted_schema = OFF');
    db.pragma('query_only = ON');
    db.pragma('temp_store = MEMORY');
    const parameters = request.parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
    const statement = permittedStatement(db, request.sql, request.tables, parameters);
    const columns = statement.columns().map(({ name }) => name);
    const rows = statement.raw(true).iterate(...parameters) as IterableIterator<unknown[]>;
    return request.as === 'csv' ? asCsv(columns, rows, request) : asRows(columns, rows, request);
  } finally {
    db.close();
  }
}

function asRows(columns: string[], found: Iterable<unknown[]>, { maxRows, maxBytes }: ReadRequest): ReadValue {
  // Of two columns of one name the second would hide the first.
  const names = columns.map((name, index) => (columns.indexOf(name) === index ? name : `${name}_${index + 1}`));
  const rows: JsonObject[] = [];
  let bytes = 0;
  for (const row of found) {
    if (rows.length === maxRows) return { as: 'rows', columns: names, rows, cut: true };
    const values = row.map(toJson);
    for (const value of values) bytes += typeof value === 'string' ? value.length : 8;
    if (bytes > maxBytes) throw tooLarge(`More than ${maxBytes} bytes were found: ask for fewer rows or columns.`);
    rows.push(Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])));
  }
  return { as: 'rows', columns: names, rows, cut: false };
}

function asCsv(columns: string[], found: Iterable<unknown[]>, { maxRows, maxBytes }: ReadRequest): ReadValue {
  const parts = [stringify([columns])];
  let [rows, bytes] = [0, 0];
  let batch: JsonValue[][] = [];
  const flush = (): void => {
    const text = stringify(batch);
    bytes += Buffer.byteLength(text);
    if (bytes > maxBytes || rows > maxRows)
      throw tooLarge(
        `The table is larger than ${maxRows} rows or ${maxBytes} bytes as CSV: export it with 'table export'.`,
      );
    parts.push(text);
    batch = [];
  };
  for (const row of found) {
    rows += 1;
    if (batch.push(row.map(toJson)) === csvRows) flush();
  }
  if (batch.length > 0) flush();
  return { as: 'csv', text: parts.join(''), rows };
}

/** Bytes as hexadecimal: JSON has none. */
function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return String(value);
}

function tooLarge(message: string): MajordomoError {
  return new MajordomoError({ code: 'Tool.TooLarge', message });
}

function asQueryError(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError) && !(error instanceof RangeError) && !(error instanceof TypeError))
    return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_NOMEM' || code === 'SQLITE_TOOBIG')
    return tooLarge('The query needs more memory than it may have: ask for less at once.');
  return new MajordomoError({ code: 'Tool.BadQuery', message: `The query failed: ${error.message}.` });
}
