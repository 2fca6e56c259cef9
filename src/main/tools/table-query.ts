import { tableQuery } from '../../shared/tools/table-query.ts';
import { queryTable, type ReadableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

export function createTableQuery(userTables: ReadableUserTables): MainTool {
  return mainTool(tableQuery, (args) => queryTable(userTables, args));
}
