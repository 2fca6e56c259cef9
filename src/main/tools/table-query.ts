import { MajordomoError } from '../../shared/errors.ts';
import { tableQuery } from '../../shared/tools/table-query.ts';
import { type TableReader, unwrap } from '../store/table-reader.ts';
import { queryTable, type ReadableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

/** Results travel through the journal. */
const MAX_RESULT_BYTES = 1_000_000;

/** A table by its columns is read here, by index or page after page; SQL in a process of its own, which can be stopped. */
export function createTableQuery(userTables: ReadableUserTables, reader: TableReader | null): MainTool {
  return mainTool(tableQuery, async ({ sql, table, tables = [], parameters = [], limit, ...filter }, { signal }) => {
    if (sql === undefined) return queryTable(userTables, { table: table ?? '', limit, ...filter });
    if (reader === null)
      throw new MajordomoError({
        code: 'Tool.Unavailable',
        message: 'SQL cannot be run here, since nothing that runs queries was started. Ask for a table by its columns.',
      });
    const found = unwrap(
      await reader.read({ sql, tables, parameters, as: 'rows', maxRows: limit, maxBytes: MAX_RESULT_BYTES }, signal),
    );
    if (found.as !== 'rows') throw new Error('Broken invariant: rows were asked for');
    return { columns: found.columns, rows: found.rows };
  });
}
