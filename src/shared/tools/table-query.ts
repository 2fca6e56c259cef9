import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { columnName, tableName } from './identifier.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, templateWords } from './words.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const tableQueryArguments = z.strictObject({
  table: tableName.describe('The table to read.'),
  where: z.record(columnName, scalar).optional().describe('Only rows in which each of these columns has this value.'),
  orderBy: columnName.optional().describe('Sort by this column; by age of the row when left out.'),
  descending: z.boolean().optional().describe('Largest, or newest, first.'),
  limit: z.int().min(1).max(1_000).default(100).describe('At most this many rows; 100 when left out.'),
});
export type TableQueryArguments = z.infer<typeof tableQueryArguments>;

const tableQueryResult = z.object({ columns: z.array(z.string()), rows: z.array(z.record(z.string(), jsonValue)) });
export type TableQueryResult = z.infer<typeof tableQueryResult>;

export const tableQuery: ToolSpec<TableQueryArguments, TableQueryResult> = {
  name: 'table_query',
  description:
    'Reads rows of a table of the user and gives {columns, rows}. Fails with Tool.NotFound when there is no such table or column.',
  arguments: tableQueryArguments,
  result: tableQueryResult,
  effect: 'pure',
  runsIn: 'main',
  needs: ({ table }) => ({ tables: [table] }),
  describe: (args) => [
    { kind: 'text', text: 'Read the table ' },
    { kind: 'value', text: templateWords(args.table) },
  ],
  may: ({ tables }) =>
    tables?.length ? `read the table${tables.length > 1 ? 's' : ''} ${listWords(tables)}` : 'read no table',
  effectSummary: () => null,
  preview: () => null,
};
