/** Flow versions of before get their budget's column. Hunts: a version that is lost or no longer read. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { usageAndBudgets } from '../../src/main/store/migrations/0006-usage-and-budgets.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';
import { tempFolder } from '../support/temp-folder.ts';

it('migration 6 keeps flow versions, without a budget', () => {
  const path = join(tempFolder(), 'majordomo.db');
  const before = migrations.filter(({ version }) => version < usageAndBudgets.version);
  const old = openDatabase(path, before);
  old.exec(`
    INSERT INTO scheduled_flows VALUES ('f', 'Flow', 't', 'r', 'on', 1, 1, 'local', 1, 1);
    INSERT INTO flow_versions VALUES ('f', 1, '{}', '{"hand":"w"}', 1);
  `);
  old.close();
  const db = openDatabase(path, [...before, usageAndBudgets]);
  expect(db.prepare('SELECT flow_id, worker_ids, budget FROM flow_versions').all()).toEqual([
    { flow_id: 'f', worker_ids: '{"hand":"w"}', budget: null },
  ]);
  db.close();
});
