/** The words of a version. Hunts: a version of before the update that has none. */
import { expect, it } from 'vitest';
import { addOldFlow, databaseBefore } from '../support/before-migration.ts';

it('migration 16 gives the versions there are the words of their flow', () => {
  const { db, migrate } = databaseBefore(16);
  addOldFlow(db, 'Watch the price');
  migrate();
  expect(db.prepare('SELECT task FROM flow_versions').pluck().all()).toEqual(['Watch the price']);
});
