import { tableInsert } from '../../shared/tools/table-insert.ts';
import { InsertGroup } from '../store/insert-group.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

/** With an earlier call's key it gives that call's answer and writes nothing. */
export function createTableInsert(userTables: WritableUserTables): MainTool {
  const inserts = new InsertGroup(userTables);
  return mainTool(tableInsert, ({ table, row }, { idempotencyKey }) =>
    inserts.insert({ key: idempotencyKey, table, row, nowMs: Date.now() }),
  );
}
