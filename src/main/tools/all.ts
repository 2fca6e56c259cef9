import type { WritableUserTables } from '../store/user-tables.ts';
import type { MainTool } from './main-tool.ts';
import { createNotify, type NotificationSender } from './notify.ts';
import { createTableInsert } from './table-insert.ts';
import { createTableQuery } from './table-query.ts';

/** The tools that run in the main process; the others are in src/worker/tools. */
export function createMainTools(ports: {
  userTables: WritableUserTables;
  notifications: NotificationSender;
}): MainTool[] {
  return [createTableInsert(ports.userTables), createTableQuery(ports.userTables), createNotify(ports.notifications)];
}
