/** What is told of each flow and run. Hunts: an update that tells of every run there ever was, a state nobody knows. */
import { expect, it } from 'vitest';
import { addOldFlow, databaseBefore } from '../support/before-migration.ts';

it('migration 13 takes runs that ended before as told, and has every flow tell every firing', () => {
  const { db, migrate } = databaseBefore(13);
  addOldFlow(db);
  db.exec(`INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms, ended_at_ms)
    VALUES ('ended', 'f', 1, 'SUCCEEDED', '{}', 0, '{}', 1, 2), ('open', 'f', 1, 'RUNNING', '{}', 0, '{}', 1, NULL)`);
  migrate();
  expect(db.prepare('SELECT telling FROM scheduled_flows').pluck().get()).toBe('every');
  expect(db.prepare('SELECT id, told_at_ms FROM runs ORDER BY id').raw().all()).toEqual([
    ['ended', 2],
    ['open', null],
  ]);
  expect(() => db.exec(`UPDATE scheduled_flows SET telling = 'never'`)).toThrow(/CHECK/);
});
