/** Schedules get more policies. Hunts: a policy or an occurrence lost on the way, a check that went with its column. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';
import { temporaryFolder } from '../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it('migration 7 keeps each schedule with its policies and its occurrences, and gives the new ones their defaults', () => {
  const path = join(folder.path, 'majordomo.db');
  const before = migrations.slice(0, 6);
  const old = openDatabase(path, before);
  old.exec(`
    INSERT INTO scheduled_flows VALUES ('f', 'F', 't', 'r', 'on', 1, 1, 'local', 1, 2);
    INSERT INTO schedules VALUES ('s', 'f', '{}', 1, 5, 'all', 3600000, 'queue', 4);
    INSERT INTO occurrences VALUES ('s', 5, 'f', 'ran', NULL, 'run', 6);
  `);
  old.close();
  const db = openDatabase(path, migrations.slice(0, 7));
  expect(db.prepare('SELECT * FROM schedules').all()).toEqual([
    {
      id: 's',
      flow_id: 'f',
      spec: '{}',
      active: 1,
      reconciled_to_ms: 5,
      misfire: 'all',
      misfire_window_ms: 3_600_000,
      misfire_cap: 50,
      overlap: 'queue',
      start_retries: 3,
      pause_after_failures: 5,
      created_at_ms: 4,
    },
  ]);
  expect(db.prepare('SELECT status, not_before_ms, start_attempts FROM occurrences').all()).toEqual([
    { status: 'ran', not_before_ms: null, start_attempts: 0 },
  ]);
  expect(db.prepare('SELECT status, pause_reason FROM scheduled_flows').all()).toEqual([
    { status: 'on', pause_reason: null },
  ]);
  expect(() => db.exec(`UPDATE schedules SET overlap = 'sometimes'`)).toThrow('CHECK constraint');
  db.exec(`UPDATE schedules SET overlap = 'cancel'`);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});
