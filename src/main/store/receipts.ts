/**
 * What makes a change of the user-tables file happen once (T1, I4 `transactional`): the change and its answer commit together under
 * the key of the step that asked for it, and the key's answer is given again in place of a second change.
 */
import type { JsonValue } from '../../shared/json.ts';
import { changeOne, one } from './sql.ts';
import type { WritableUserTables } from './user-tables-handle.ts';

/** The answer recorded for the key; undefined when there is none. */
export function recordedAnswer<R extends JsonValue>(db: WritableUserTables, key: string): R | undefined {
  const recorded = one<{ result: string }>(db, 'SELECT result FROM _majordomo_receipts WHERE key = ?', key);
  return recorded && (JSON.parse(recorded.result) as R);
}

/** @param change reads and writes; what it gives is the answer that is recorded */
export function once<R extends JsonValue>(
  db: WritableUserTables,
  receipt: { key: string; tool: string; nowMs: number },
  change: () => R,
): R {
  const { key, tool, nowMs } = receipt;
  const run = db.transaction((): R => {
    const recorded = recordedAnswer<R>(db, key);
    if (recorded !== undefined) return recorded;
    const result = change();
    changeOne(
      db,
      'INSERT INTO _majordomo_receipts (key, tool, result, created_at_ms) VALUES (?, ?, ?, ?)',
      key,
      tool,
      JSON.stringify(result),
      nowMs,
    );
    return result;
  });
  // Immediate: a lock that cannot be had is found out before anything is read, not half-way.
  return run.immediate();
}
