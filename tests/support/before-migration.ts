/** A database as it was before one migration. */
import type { Database } from 'better-sqlite3';
import { assert, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

export interface BeforeMigration {
  db: Database;
  migrate(): void;
}

/** Closed when the test has ended. */
export function databaseBefore(version: number): BeforeMigration {
  const migration = migrations.find((one) => one.version === version);
  assert(migration !== undefined, `there is no migration ${version}`);
  const db = openDatabase(
    ':memory:',
    migrations.filter((one) => one.version < version),
  );
  onTestFinished(() => void db.close());
  return { db, migrate: () => void db.exec(migration.up) };
}

/** The flow `f` with its version 1, which was made at 5; in the columns that every version of the tables has. */
export function addOldFlow(db: Database, task = ''): void {
  db.prepare(
    `INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
     VALUES ('f', 'F', ?, '', 'on', 1, 1, 'local', 0, 0)`,
  ).run(task);
  db.exec(
    `INSERT INTO flow_versions (flow_id, version, definition, worker_ids, created_at_ms) VALUES ('f', 1, '{}', '{}', 5)`,
  );
}
