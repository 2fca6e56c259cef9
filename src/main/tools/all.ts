import type { TableReader } from '../store/table-reader.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { createFeed } from './feed.ts';
import type { MainTool } from './main-tool.ts';
import { createNotify, type NotificationSender } from './notify.ts';
import { createPageChanged } from './page-changed.ts';
import { createStateGet, createStateSet } from './state.ts';
import { createTableCreate } from './table-create.ts';
import { createTableExport } from './table-export.ts';
import { createTableInsert } from './table-insert.ts';
import { createTableQuery } from './table-query.ts';
import { createTableUpsert } from './table-upsert.ts';

/**
 * The tools that run in the main process; the others are in src/worker/tools.
 * @param ports.tableReader where queries run; without it there is neither SQL nor table_export
 */
export function createMainTools(ports: {
  userTables: WritableUserTables;
  notifications: NotificationSender;
  tableReader?: TableReader;
}): MainTool[] {
  const { userTables, notifications, tableReader } = ports;
  return [
    createTableCreate(userTables),
    createTableInsert(userTables),
    createTableUpsert(userTables),
    createTableQuery(userTables, tableReader ?? null),
    ...(tableReader ? [createTableExport(userTables, tableReader)] : []),
    createNotify(notifications),
    createFeed(userTables),
    createPageChanged(userTables),
    createStateGet(userTables),
    createStateSet(userTables),
  ];
}
