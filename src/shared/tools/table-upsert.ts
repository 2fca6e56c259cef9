import { z } from 'zod';
import { columnName, tableName } from './identifier.ts';
import { tableRow, tablesWords } from './table-row.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, recordWords, templateWords } from './words.ts';

const tableUpsertArguments = z
  .strictObject({
    table: tableName.describe('The table; it is created when there is none of that name.'),
    key: z.array(columnName).min(1).max(10).describe('The columns of the row that say which row is meant.'),
    row: tableRow.describe(
      'Column names and values, the key among them; what a row has in other columns stays. New columns are added.',
    ),
  })
  .refine(
    ({ key, row }) => key.every((name) => Object.hasOwn(row, name)),
    'key names a column that the row does not have',
  );
export type TableUpsertArguments = z.infer<typeof tableUpsertArguments>;

const tableUpsertResult = z.object({
  table: z.string(),
  rowId: z.number(),
  /** False when there was such a row already. */
  inserted: z.boolean(),
});
export type TableUpsertResult = z.infer<typeof tableUpsertResult>;

export const tableUpsert: ToolSpec<TableUpsertArguments, TableUpsertResult> = {
  name: 'table_upsert',
  description:
    'Changes the row of a table that has these values in its key columns, or adds it when there is none, exactly once even after a crash, and gives {table, rowId, inserted}. Fails with Tool.Ambiguous when several rows have them.',
  arguments: tableUpsertArguments,
  result: tableUpsertResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: ({ table }) => ({ tables: [table] }),
  describe: (args) => [
    { kind: 'text', text: 'Add or change a row in the table ' },
    { kind: 'value', text: templateWords(args.table) },
    ...(Array.isArray(args.key) ? [{ kind: 'text' as const, text: ` by its ${listWords(args.key.map(String))}` }] : []),
  ],
  may: (limits) => tablesWords('write to', limits),
  effectSummary: ({ table, row }) => `set a row in ${table}: ${recordWords(row)}`,
  preview: ({ table }) => ({ table, rowId: 0, inserted: true }),
};
