/** Making tables with typed columns, and rows by their key: each once for its key (receipts.ts). */
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { ColumnType, TableCreateArguments, TableCreateResult } from '../../shared/tools/table-create.ts';
import type { TableUpsertResult } from '../../shared/tools/table-upsert.ts';
import { once } from './receipts.ts';
import { all } from './sql.ts';
import { addRow, ensureColumns, findColumns, quoted, takingValues, toColumn } from './user-tables.ts';
import type { WritableUserTables } from './user-tables-handle.ts';

interface Receipt {
  key: string;
  nowMs: number;
}

const types: Record<ColumnType, string> = {
  text: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  boolean: 'INTEGER',
  any: 'ANY',
};

/** @throws MajordomoError `Tool.Exists` when there is one with other columns */
export function createTable(
  db: WritableUserTables,
  { table, columns, key = [] }: TableCreateArguments,
  receipt: Receipt,
): TableCreateResult {
  return once(db, { ...receipt, tool: 'table_create' }, () => {
    const existing = findColumns(db, table);
    if (existing !== null) {
      const wanted = Object.keys(columns);
      if (!sameNames(existing, wanted))
        throw new MajordomoError({
          code: 'Tool.Exists',
          message: `There is a table ${table} already, with the columns ${existing.join(', ')}. Use another name, or these columns.`,
          data: { table },
        });
      return { table, created: false };
    }
    const lines = Object.entries(columns).map(([name, type]) => `${quoted(name)} ${types[type]}${checkOf(name, type)}`);
    if (key.length > 0) lines.push(`UNIQUE (${key.map(quoted).join(', ')})`);
    db.exec(`CREATE TABLE ${quoted(table)} (${lines.join(', ')}) STRICT`);
    return { table, created: true };
  });
}

/** @throws MajordomoError `Tool.Ambiguous` when several rows have the key, `Tool.BadValue` when a column does not take a value */
export function upsertRow(
  db: WritableUserTables,
  { table, key, row }: { table: string; key: string[]; row: JsonObject },
  receipt: Receipt,
): TableUpsertResult {
  return once(db, { ...receipt, tool: 'table_upsert' }, () => {
    ensureColumns(db, table, Object.keys(row));
    const found = all<{ rowId: number }>(
      db,
      `SELECT _rowid_ AS rowId FROM ${quoted(table)} WHERE ${key.map((name) => `${quoted(name)} IS ?`).join(' AND ')} LIMIT 2`,
      ...key.map((name) => toColumn(row[name] as JsonValue)),
    );
    if (found.length > 1)
      throw new MajordomoError({
        code: 'Tool.Ambiguous',
        message: `Several rows of ${table} have the same ${key.join(', ')}: name more columns in the key.`,
        data: { table, key },
      });
    const [existing] = found;
    if (existing === undefined) return { table, rowId: addRow(db, table, row), inserted: true };
    const names = Object.keys(row);
    takingValues(table, () =>
      db
        .prepare(
          `UPDATE ${quoted(table)} SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE _rowid_ = ?`,
        )
        .run(...names.map((name) => toColumn(row[name] as JsonValue)), existing.rowId),
    );
    return { table, rowId: existing.rowId, inserted: false };
  });
}

function checkOf(name: string, type: ColumnType): string {
  return type === 'boolean' ? ` CHECK (${quoted(name)} IN (0, 1))` : '';
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  const sorted = (names: readonly string[]) =>
    names
      .map((name) => name.toLowerCase())
      .sort()
      .join('\n');
  return sorted(a) === sorted(b);
}
