/** What is known of the user's keys besides their values, which are secrets like any other. */
import type { ApiKey } from '../../../shared/domain/api-key.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

interface Row {
  name: string;
  hosts: string;
  sending: string;
}

export function upsertApiKey(db: Database, { name, hosts, sending }: ApiKey, nowMs: number): void {
  changeOne(
    db,
    `INSERT INTO api_keys (name, hosts, sending, updated_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE
     SET hosts = excluded.hosts, sending = excluded.sending, updated_at_ms = excluded.updated_at_ms`,
    name,
    JSON.stringify(hosts),
    JSON.stringify(sending),
    nowMs,
  );
}

export function findApiKey(db: Database, name: string): ApiKey | null {
  const row = one<Row>(db, 'SELECT name, hosts, sending FROM api_keys WHERE name = ?', name);
  return row === undefined ? null : keyOf(row);
}

export function listApiKeys(db: Database): ApiKey[] {
  return all<Row>(db, 'SELECT name, hosts, sending FROM api_keys ORDER BY name').map(keyOf);
}

/** @returns whether there was one */
export function deleteApiKey(db: Database, name: string): boolean {
  return sql(db, 'DELETE FROM api_keys WHERE name = ?').run(name).changes === 1;
}

function keyOf({ name, hosts, sending }: Row): ApiKey {
  return {
    name,
    hosts: JSON.parse(hosts) as ApiKey['hosts'],
    sending: JSON.parse(sending) as ApiKey['sending'],
  };
}
