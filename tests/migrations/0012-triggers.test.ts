/** A place for what fires besides the clock. Hunts: schedules that change what they are, an event without a firing or a reason. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('migration 12 leaves schedules to the clock and takes each named event once', () => {
  const path = ':memory:';
  const db = openDatabase(path, migrations.slice(0, 12));
  db.exec(`INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
    VALUES ('f', 'F', 't', 'r', 'on', 1, 1, 'local', 1, 1)`);
  const schedule = db.prepare(
    `INSERT INTO schedules (id, flow_id, spec, active, reconciled_to_ms, misfire, misfire_window_ms, created_at_ms)
     VALUES (?, 'f', '{}', 1, 1, 'latest', 1, 1)`,
  );
  schedule.run('s');
  expect(db.prepare('SELECT source FROM schedules').pluck().all()).toEqual(['clock']);
  db.exec(`INSERT INTO triggers (id, flow_id, kind, spec) VALUES ('s', 'f', 'wake', '{}')`);
  const event = db.prepare(
    `INSERT INTO trigger_events (trigger_id, key, what, subject, at_ms, due_at_ms, reason) VALUES ('s', ?, 'woke', '', 1, ?, ?)`,
  );
  event.run('k', 1, null);
  expect(() => event.run('k', 2, null)).toThrow(/UNIQUE/);
  expect(() => event.run(null, null, null)).toThrow(/CHECK/);
  expect(() => event.run(null, 1, 'ignored')).toThrow(/CHECK/);
  expect(() => db.exec(`UPDATE schedules SET source = 'else'`)).toThrow(/CHECK/);
  db.close();
});
