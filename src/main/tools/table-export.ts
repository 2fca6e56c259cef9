import { FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { fileWrite } from '../../shared/tools/file-write.ts';
import { TABLE_MAX_EXPORTED_ROWS, tableExport } from '../../shared/tools/table-export.ts';
import { type TableReader, unwrap } from '../store/table-reader.ts';
import { knownColumns, quoted, type ReadableUserTables } from '../store/user-tables.ts';
import { assertStillWanted, type MainTool, mainTool } from './main-tool.ts';

/** Reads in the process of queries, writes in a worker: recorded and undoable like any other change to a file. */
export function createTableExport(userTables: ReadableUserTables, reader: TableReader): MainTool {
  return mainTool(tableExport, async ({ table, path }, context) => {
    const columns = knownColumns(userTables, table).map(quoted).join(', ');
    const found = unwrap(
      await reader.read(
        {
          sql: `SELECT ${columns} FROM ${quoted(table)} ORDER BY _rowid_`,
          tables: [table],
          parameters: [],
          as: 'csv',
          maxRows: TABLE_MAX_EXPORTED_ROWS,
          maxBytes: FILE_MAX_TEXT_BYTES,
        },
        context.signal,
      ),
    );
    if (found.as !== 'csv') throw new Error('Broken invariant: CSV was asked for');
    assertStillWanted(tableExport.name, context);
    const written = await context.inWorker(fileWrite, { path, text: found.text });
    return { ...written, rows: found.rows };
  });
}
