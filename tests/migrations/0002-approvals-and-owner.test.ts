/** From the first schema to approvals and owners. Hunts: a migration that loses what an older version wrote. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { initial } from '../../src/main/store/migrations/0001-initial.ts';
import { approvalsAndOwner } from '../../src/main/store/migrations/0002-approvals-and-owner.ts';
import { temporaryFolder } from '../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('migration 2', () => {
  it('adds its tables to a database of version 1 and keeps every row', () => {
    const path = join(folder.path, 'majordomo.db');
    const old = openDatabase(path, [initial]);
    old.exec(`INSERT INTO conversations VALUES ('c', 'Kettle', NULL, 1, 2);
      INSERT INTO scheduled_flows VALUES ('f', 'Flow', 't', 'r', 'on', 1, 1, 'local', 1, 1);
      INSERT INTO runs VALUES ('r', 'f', 1, 'RUNNING', '{"kind":"manual"}', 0, '{}', NULL, NULL, NULL, 5, NULL);`);
    old.close();
    const db = openDatabase(path, [initial, approvalsAndOwner]);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    expect(db.prepare('SELECT id, title FROM conversations').all()).toEqual([{ id: 'c', title: 'Kettle' }]);
    expect(db.prepare('SELECT id, status FROM runs').all()).toEqual([{ id: 'r', status: 'RUNNING' }]);
    expect(db.prepare('SELECT epoch, open FROM owner').all()).toEqual([{ epoch: 0, open: 0 }]);
    expect(db.prepare('SELECT count(*) AS n FROM approvals').all()).toEqual([{ n: 0 }]);
    db.close();
  });

  it('is refused untouched by a version that only knows the first', () => {
    const path = join(folder.path, 'majordomo.db');
    openDatabase(path, [initial, approvalsAndOwner]).close();
    expect(() => openDatabase(path, [initial])).toThrow(expect.objectContaining({ code: 'Store.NewerVersion' }));
  });
});
