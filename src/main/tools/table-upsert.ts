import { tableUpsert } from '../../shared/tools/table-upsert.ts';
import { upsertRow } from '../store/table-writes.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

export function createTableUpsert(userTables: WritableUserTables): MainTool {
  return mainTool(tableUpsert, (args, { idempotencyKey }) =>
    upsertRow(userTables, args, { key: idempotencyKey, nowMs: Date.now() }),
  );
}
