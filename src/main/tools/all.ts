import type { WritableUserTables } from '../store/user-tables.ts';
import { createFeed } from './feed.ts';
import type { MainTool } from './main-tool.ts';
import { createNotify, type NotificationSender } from './notify.ts';
import { createPageChanged } from './page-changed.ts';
import { createStateGet, createStateSet } from './state.ts';
import { createTableInsert } from './table-insert.ts';
import { createTableQuery } from './table-query.ts';

/** The tools that run in the main process; the others are in src/worker/tools. */
export function createMainTools(ports: {
  userTables: WritableUserTables;
  notifications: NotificationSender;
}): MainTool[] {
  const { userTables, notifications } = ports;
  return [
    createTableInsert(userTables),
    createTableQuery(userTables),
    createNotify(notifications),
    createFeed(userTables),
    createPageChanged(userTables),
    createStateGet(userTables),
    createStateSet(userTables),
  ];
}
