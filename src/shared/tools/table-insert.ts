import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { columnName, tableName } from './identifier.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, recordWords, templateWords } from './words.ts';

const MAX_COLUMNS = 200;

const tableInsertArguments = z.strictObject({
  table: tableName.describe('The table; it is created when there is none of that name.'),
  row: z
    .record(columnName, jsonValue)
    .refine((row) => Object.keys(row).length > 0, 'is empty: give at least one column')
    .refine((row) => Object.keys(row).length <= MAX_COLUMNS, `has too many columns: give at most ${MAX_COLUMNS}`)
    .refine(
      (row) => new Set(Object.keys(row).map((name) => name.toLowerCase())).size === Object.keys(row).length,
      'names a column twice: upper and lower case are the same column',
    )
    .describe(
      'Column names and values: texts, numbers, true/false or null; lists and objects are kept as JSON text. New columns are added.',
    ),
});
export type TableInsertArguments = z.infer<typeof tableInsertArguments>;

const tableInsertResult = z.object({ table: z.string(), rowId: z.number() });
export type TableInsertResult = z.infer<typeof tableInsertResult>;

export const tableInsert: ToolSpec<TableInsertArguments, TableInsertResult> = {
  name: 'table_insert',
  description:
    'Adds one row to a table of the user, exactly once even after a crash, and gives {table, rowId}. Creates the table and missing columns.',
  arguments: tableInsertArguments,
  result: tableInsertResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: ({ table }) => ({ tables: [table] }),
  describe: (args) => [
    { kind: 'text', text: 'Add a row to the table ' },
    { kind: 'value', text: templateWords(args.table) },
  ],
  may: ({ tables }) =>
    tables?.length ? `write to the table${tables.length > 1 ? 's' : ''} ${listWords(tables)}` : 'write to no table',
  effectSummary: ({ table, row }) => `add a row to ${table}: ${recordWords(row)}`,
  preview: ({ table }) => ({ table, rowId: 0 }),
};
