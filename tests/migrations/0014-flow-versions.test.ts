/** Why there is a version. Hunts: a version of before the update that cannot be read, or is told a reason it never had. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('migration 14 keeps the versions there are, without a reason', () => {
  const before = migrations.filter(({ version }) => version < 14);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
    VALUES ('f', 'F', '', '', 'on', 1, 1, 'local', 0, 0)`);
  db.exec(
    `INSERT INTO flow_versions (flow_id, version, definition, worker_ids, created_at_ms) VALUES ('f', 1, '{}', '{}', 5)`,
  );
  for (const { version, up } of migrations) if (version === 14) db.exec(up);
  expect(db.prepare('SELECT version, why, created_at_ms FROM flow_versions').raw().all()).toEqual([[1, null, 5]]);
  db.close();
});
