/**
 * Looking into the user tables: pages in any order with a filter, a number over time, all rows for a file. Reads only.
 * As in user-tables.ts, identifiers reach SQL only through `quoted` and after the table's own columns were asked, values only as parameters.
 */
import type { TablePage, TableSeries } from '../../shared/domain/data.ts';
import type { JsonObject } from '../../shared/json.ts';
import { assertColumn, knownColumns, quoted, type ReadableUserTables } from './user-tables.ts';

export interface TableView {
  table: string;
  /** Rows in which some column contains this, whatever its case. */
  search: string;
  orderBy: string | null;
  descending: boolean;
  offset: number;
  limit: number;
}

/** Rows a chart looks at: the newest. More than a screen has pixels, times a year of hours. */
const seriesRows = 20_000;
const seriesPoints = 400;
/** Rows that tell whether a column holds numbers. */
const sampleRows = 200;

/** @throws MajordomoError `Tool.NotFound` */
export function browseTable(db: ReadableUserTables, view: TableView): TablePage {
  const { table, orderBy, descending, offset, limit } = view;
  const columns = knownColumns(db, table);
  if (orderBy !== null) assertColumn(columns, table, orderBy);
  const { where, parameters } = filter(columns, view.search);
  const direction = descending ? 'DESC' : 'ASC';
  const order = [...(orderBy === null ? [] : [`${quoted(orderBy)} ${direction}`]), `_rowid_ ${direction}`].join(', ');
  const rows = db
    .prepare<unknown[], JsonObject>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...parameters, limit, offset);
  const counted = db
    .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${quoted(table)} ${where}`)
    .get(...parameters);
  return { columns, numeric: numericColumns(db, table, columns), rows, total: counted?.n ?? 0 };
}

/** Every row that passes the filter, in the order they were added, one at a time. */
export function* eachRow(
  db: ReadableUserTables,
  { table, search }: Pick<TableView, 'table' | 'search'>,
): Generator<JsonObject> {
  const columns = knownColumns(db, table);
  const { where, parameters } = filter(columns, search);
  yield* db
    .prepare<unknown[], JsonObject>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} ${where} ORDER BY _rowid_`,
    )
    .iterate(...parameters);
}

/** @throws MajordomoError `Tool.NotFound` */
export function seriesOf(db: ReadableUserTables, table: string, column: string): TableSeries {
  const columns = knownColumns(db, table);
  assertColumn(columns, table, column);
  const timeColumn = timeColumnOf(db, table, columns);
  const rows = db
    .prepare<unknown[], { at: string | number | null; value: number }>(
      `SELECT ${timeColumn === null ? '_rowid_' : quoted(timeColumn)} AS at, ${quoted(column)} AS value FROM ${quoted(table)}
       WHERE typeof(${quoted(column)}) IN ('integer', 'real') ORDER BY _rowid_ DESC LIMIT ?`,
    )
    .all(seriesRows);
  const points = rows
    .map(({ at, value }) => ({ atMs: timeColumn === null ? Number(at) : Date.parse(String(at)), value }))
    .filter(({ atMs }) => Number.isFinite(atMs))
    .sort((a, b) => a.atMs - b.atMs);
  return { timeColumn, points: thinned(points) };
}

/** Neighbours are put together until a chart can show them; the lowest and highest of each stretch stay known. */
function thinned(points: { atMs: number; value: number }[]): TableSeries['points'] {
  const size = Math.max(1, Math.ceil(points.length / seriesPoints));
  const stretches: TableSeries['points'] = [];
  for (let start = 0; start < points.length; start += size) {
    const stretch = points.slice(start, start + size);
    const values = stretch.map(({ value }) => value);
    stretches.push({
      atMs: stretch.at(-1)?.atMs ?? 0,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
    });
  }
  return stretches;
}

function filter(columns: readonly string[], search: string): { where: string; parameters: string[] } {
  if (search.trim() === '') return { where: '', parameters: [] };
  const pattern = `%${search.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return {
    where: `WHERE ${columns.map((column) => `CAST(${quoted(column)} AS TEXT) LIKE ? ESCAPE '\\'`).join(' OR ')}`,
    parameters: columns.map(() => pattern),
  };
}

function numericColumns(db: ReadableUserTables, table: string, columns: readonly string[]): string[] {
  const sample = db
    .prepare<unknown[], JsonObject>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} ORDER BY _rowid_ DESC LIMIT ?`,
    )
    .all(sampleRows);
  return columns.filter((column) => {
    const values = sample.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
    return values.length > 1 && values.every((value) => typeof value === 'number');
  });
}

/** The first column whose newest values are all times as flows write them (ISO 8601). */
function timeColumnOf(db: ReadableUserTables, table: string, columns: readonly string[]): string | null {
  const sample = db
    .prepare<unknown[], JsonObject>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} ORDER BY _rowid_ DESC LIMIT 20`,
    )
    .all();
  const isTime = (value: unknown): boolean =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && Number.isFinite(Date.parse(value));
  return columns.find((column) => sample.length > 0 && sample.every((row) => isTime(row[column]))) ?? null;
}
