import { z } from 'zod';
import { columnName, tableName } from './identifier.ts';
import { namesTwice, TABLE_MAX_COLUMNS_OF_A_ROW, tablesWords } from './table-row.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, templateWords } from './words.ts';

export const columnType = z.enum(['text', 'integer', 'number', 'boolean', 'any']);
export type ColumnType = z.infer<typeof columnType>;

const tableCreateArguments = z
  .strictObject({
    table: tableName.describe('The table; nothing happens when there is one with the same columns.'),
    columns: z
      .record(columnName, columnType)
      .refine((columns) => Object.keys(columns).length > 0, 'is empty: give at least one column')
      .refine(
        (columns) => Object.keys(columns).length <= TABLE_MAX_COLUMNS_OF_A_ROW,
        `has too many columns: give at most ${TABLE_MAX_COLUMNS_OF_A_ROW}`,
      )
      .refine(
        (columns) => !namesTwice(Object.keys(columns)),
        'names a column twice: upper and lower case are the same column',
      )
      .describe('Column names and what they hold: text, integer, number, boolean or any. Any of them may be empty.'),
    key: z
      .array(columnName)
      .min(1)
      .max(10)
      .optional()
      .describe('Columns that together name a row: no two rows may have the same values in them.'),
  })
  .refine(
    ({ columns, key = [] }) => key.every((name) => Object.hasOwn(columns, name)),
    'key names a column that is not among the columns',
  );
export type TableCreateArguments = z.infer<typeof tableCreateArguments>;

const tableCreateResult = z.object({ table: z.string(), created: z.boolean() });
export type TableCreateResult = z.infer<typeof tableCreateResult>;

export const tableCreate: ToolSpec<TableCreateArguments, TableCreateResult> = {
  name: 'table_create',
  description:
    'Makes a table of the user with typed columns and gives {table, created}. Fails with Tool.Exists when there is one with other columns.',
  arguments: tableCreateArguments,
  result: tableCreateResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: ({ table }) => ({ tables: [table] }),
  describe: (args) => [
    { kind: 'text', text: 'Make the table ' },
    { kind: 'value', text: templateWords(args.table) },
  ],
  may: (limits) => tablesWords('make', limits),
  effectSummary: ({ table, columns }) => `make the table ${table} with ${listWords(Object.keys(columns))}`,
  preview: ({ table }) => ({ table, created: true }),
};
