import { stateGet } from '../../shared/tools/state-get.ts';
import { stateSet } from '../../shared/tools/state-set.ts';
import { readState, writeState } from '../store/flow-memory.ts';
import { once } from '../store/receipts.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { type MainTool, mainTool } from './main-tool.ts';

export function createStateGet(db: WritableUserTables): MainTool {
  return mainTool(stateGet, (args, { flowId }) => {
    const value = readState(db, flowId, args.key);
    return value === undefined ? { value: args.default ?? null, found: false } : { value, found: true };
  });
}

export function createStateSet(db: WritableUserTables): MainTool {
  return mainTool(stateSet, ({ key, value }, { flowId, idempotencyKey }) => {
    const nowMs = Date.now();
    return once(db, { key: idempotencyKey, tool: stateSet.name, nowMs }, () => ({
      key,
      previous: writeState(db, { flowId, key, value, nowMs }),
    }));
  });
}
