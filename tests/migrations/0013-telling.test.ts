/** What is told of each flow and run. Hunts: an update that tells of every run there ever was, a state nobody knows. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('migration 13 takes runs that ended before as told, and has every flow tell every firing', () => {
  const before = migrations.filter(({ version }) => version < 13);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
    VALUES ('f', 'F', '', '', 'on', 1, 1, 'local', 0, 0)`);
  db.exec(`INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms, ended_at_ms)
    VALUES ('ended', 'f', 1, 'SUCCEEDED', '{}', 0, '{}', 1, 2), ('open', 'f', 1, 'RUNNING', '{}', 0, '{}', 1, NULL)`);
  for (const { version, up } of migrations) if (version === 13) db.exec(up);
  expect(db.prepare('SELECT telling FROM scheduled_flows').pluck().get()).toBe('every');
  expect(db.prepare('SELECT id, told_at_ms FROM runs ORDER BY id').raw().all()).toEqual([
    ['ended', 2],
    ['open', null],
  ]);
  expect(() => db.exec(`UPDATE scheduled_flows SET telling = 'never'`)).toThrow(/CHECK/);
  db.close();
});
