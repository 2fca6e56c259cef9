/** Why there is a version. Hunts: a version of before the update that cannot be read, or is told a reason it never had. */
import { expect, it } from 'vitest';
import { addOldFlow, databaseBefore } from '../support/before-migration.ts';

it('migration 14 keeps the versions there are, without a reason', () => {
  const { db, migrate } = databaseBefore(14);
  addOldFlow(db);
  migrate();
  expect(db.prepare('SELECT version, why, created_at_ms FROM flow_versions').raw().all()).toEqual([[1, null, 5]]);
});
