import { tableCreate } from '../../shared/tools/table-create.ts';
import { createTable } from '../store/table-writes.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

export function createTableCreate(userTables: WritableUserTables): MainTool {
  return mainTool(tableCreate, (args, { idempotencyKey }) =>
    createTable(userTables, args, { key: idempotencyKey, nowMs: Date.now() }),
  );
}
