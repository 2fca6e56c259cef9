import { z } from 'zod';
import { FILE_MAX_TEXT_BYTES, filePath, foldersWords } from './file-limits.ts';
import { tableName } from './identifier.ts';
import { tablesWords } from './table-row.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

/** Rows that one export takes; more go through the terminal's `table export`. */
export const TABLE_MAX_EXPORTED_ROWS = 100_000;

const tableExportArguments = z.strictObject({
  table: tableName.describe('The table.'),
  path: filePath.describe('The CSV file, relative to the workspace folder; what it had before is replaced.'),
});
export type TableExportArguments = z.infer<typeof tableExportArguments>;

const tableExportResult = z.object({ path: z.string(), rows: z.number(), size: z.number() });
export type TableExportResult = z.infer<typeof tableExportResult>;

export const tableExport: ToolSpec<TableExportArguments, TableExportResult> = {
  name: 'table_export',
  description: `Writes a table of the user into a CSV file of the workspace folder, with a header line, and gives {path, rows, size in bytes}. Fails with Tool.NotFound, Tool.TooLarge (${TABLE_MAX_EXPORTED_ROWS} rows or ${FILE_MAX_TEXT_BYTES} bytes) or Tool.OutsideWorkspace.`,
  arguments: tableExportArguments,
  result: tableExportResult,
  effect: 'idempotent',
  runsIn: 'main',
  needs: ({ table, path }) => ({ tables: [table], paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'Export the table ' },
    { kind: 'value', text: templateWords(args.table) },
    { kind: 'text', text: ' to the file ' },
    { kind: 'value', text: templateWords(args.path) },
  ],
  may: (limits) => `${tablesWords('export', limits)} and ${foldersWords('write in', limits)}`,
  effectSummary: ({ table, path }) => `export ${table} to ${path}`,
  preview: ({ path }) => ({ path, rows: 0, size: 0 }),
};
