import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** Only what the key store encrypted gets here. */
export function writeCiphertext(db: Database, name: string, ciphertext: Buffer, nowMs: number): void {
  changeOne(
    db,
    `INSERT INTO secrets (name, ciphertext, updated_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET ciphertext = excluded.ciphertext, updated_at_ms = excluded.updated_at_ms`,
    name,
    ciphertext,
    nowMs,
  );
}

export function readCiphertext(db: Database, name: string): Buffer | null {
  return one<{ ciphertext: Buffer }>(db, 'SELECT ciphertext FROM secrets WHERE name = ?', name)?.ciphertext ?? null;
}

/** @returns whether there was one */
export function deleteSecret(db: Database, name: string): boolean {
  return sql(db, 'DELETE FROM secrets WHERE name = ?').run(name).changes === 1;
}

export function secretNames(db: Database): string[] {
  return all<{ name: string }>(db, 'SELECT name FROM secrets ORDER BY name').map(({ name }) => name);
}
