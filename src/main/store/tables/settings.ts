import type { z } from 'zod';
import type { JsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { changeOne, one, sql } from '../sql.ts';

/** A setting that is absent, or that no longer fits its schema, has its default. */
export function readSetting<T>(db: Database, key: string, schema: z.ZodType<T>, initial: T): T {
  const row = one<{ value: string }>(db, `SELECT value FROM settings WHERE key = ?`, key);
  if (!row) return initial;
  const parsed = schema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : initial;
}

export function writeSetting(db: Database, key: string, value: JsonValue, nowMs: number): void {
  changeOne(
    db,
    `INSERT INTO settings (key, value, updated_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at_ms = excluded.updated_at_ms`,
    key,
    JSON.stringify(value),
    nowMs,
  );
}

export function hasSetting(db: Database, key: string): boolean {
  return one(db, `SELECT 1 FROM settings WHERE key = ?`, key) !== undefined;
}

/** @returns whether there was one */
export function deleteSetting(db: Database, key: string): boolean {
  return sql(db, `DELETE FROM settings WHERE key = ?`).run(key).changes === 1;
}
