/** A place for what steps changed. Hunts: a step that is recorded twice, a status nobody knows. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('migration 11 takes one change for each key, of the kinds and states there are', () => {
  const db = openDatabase(':memory:', migrations.slice(0, 11));
  const insert = db.prepare(
    `INSERT INTO file_changes VALUES (?, ?, 'file_write', ?, 'f', 'r', 'S', 'a.txt', '{}', NULL, '{}', ?, 1)`,
  );
  insert.run('1', 'k1', 'write', 'done');
  expect(() => insert.run('2', 'k1', 'write', 'done')).toThrow(/UNIQUE/);
  expect(() => insert.run('3', 'k3', 'rename', 'done')).toThrow(/CHECK/);
  expect(() => insert.run('4', 'k4', 'write', 'maybe')).toThrow(/CHECK/);
  expect(db.prepare('SELECT id FROM file_changes').pluck().all()).toEqual(['1']);
  db.close();
});
