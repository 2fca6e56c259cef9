/** The words of a version. Hunts: a version of before the update that has none. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('migration 16 gives the versions there are the words of their flow', () => {
  const before = migrations.filter(({ version }) => version < 16);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
    VALUES ('f', 'F', 'Watch the price', '', 'on', 1, 1, 'local', 0, 0)`);
  db.exec(
    `INSERT INTO flow_versions (flow_id, version, definition, worker_ids, created_at_ms) VALUES ('f', 1, '{}', '{}', 5)`,
  );
  for (const { version, up } of migrations) if (version === 16) db.exec(up);
  expect(db.prepare('SELECT task FROM flow_versions').pluck().all()).toEqual(['Watch the price']);
  db.close();
});
