import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { columnName, tableName } from './identifier.ts';
import { tablesWords } from './table-row.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, templateWords } from './words.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const tableQueryArguments = z
  .strictObject({
    table: tableName.optional().describe('The table to read. Not together with sql.'),
    where: z.record(columnName, scalar).optional().describe('Only rows in which each of these columns has this value.'),
    orderBy: columnName.optional().describe('Sort by this column; by age of the row when left out.'),
    descending: z.boolean().optional().describe('Largest, or newest, first.'),
    sql: z
      .string()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Instead of table: one SELECT of SQLite over the tables that are named in tables.'),
    tables: z.array(tableName).max(50).optional().describe('With sql: every table it reads.'),
    parameters: z.array(scalar).max(200).optional().describe('With sql: the values of its ? in order.'),
    limit: z.int().min(1).max(1_000).default(100).describe('At most this many rows; 100 when left out.'),
  })
  .refine(
    ({ table, sql }) => (table === undefined) !== (sql === undefined),
    'Give either table or sql, not both and not neither',
  )
  .refine(
    ({ table, tables, parameters }) => table === undefined || (tables === undefined && parameters === undefined),
    'tables and parameters go with sql only',
  )
  .refine(
    ({ sql, where, orderBy, descending }) =>
      sql === undefined || (where === undefined && orderBy === undefined && descending === undefined),
    'where, orderBy and descending go with table only: write them in the sql',
  );
export type TableQueryArguments = z.infer<typeof tableQueryArguments>;

const tableQueryResult = z.object({ columns: z.array(z.string()), rows: z.array(z.record(z.string(), jsonValue)) });
export type TableQueryResult = z.infer<typeof tableQueryResult>;

export const tableQuery: ToolSpec<TableQueryArguments, TableQueryResult> = {
  name: 'table_query',
  description:
    'Reads rows of a table of the user, or the answer of a SELECT over several, and gives {columns, rows}. Fails with Tool.NotFound when there is no such table or column, Tool.BadQuery, Tool.TooSlow (5 seconds) or Tool.TooLarge.',
  arguments: tableQueryArguments,
  result: tableQueryResult,
  effect: 'pure',
  runsIn: 'main',
  needs: ({ table, tables }) => ({ tables: table === undefined ? (tables ?? []) : [table] }),
  describe: (args) =>
    args.sql === undefined
      ? [
          { kind: 'text', text: 'Read the table ' },
          { kind: 'value', text: templateWords(args.table) },
        ]
      : [
          { kind: 'text', text: 'Ask ' },
          { kind: 'value', text: Array.isArray(args.tables) ? listWords(args.tables.map(String)) : 'the tables' },
          { kind: 'text', text: ': ' },
          { kind: 'value', text: templateWords(args.sql) },
        ],
  may: (limits) => tablesWords('read', limits),
  effectSummary: () => null,
  preview: () => null,
};
