import { z } from 'zod';
import { tableName } from './identifier.ts';
import { tableRow, tablesWords } from './table-row.ts';
import type { ToolSpec } from './tool-spec.ts';
import { recordWords, templateWords } from './words.ts';

const tableInsertArguments = z.strictObject({
  table: tableName.describe('The table; it is created when there is none of that name.'),
  row: tableRow.describe(
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
  may: (limits) => tablesWords('write to', limits),
  effectSummary: ({ table, row }) => `add a row to ${table}: ${recordWords(row)}`,
  preview: ({ table }) => ({ table, rowId: 0 }),
};
