/** A place for ciphertext. Hunts: a table that takes a secret as text. */
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { initial } from '../../src/main/store/migrations/0001-initial.ts';
import { approvalsAndOwner } from '../../src/main/store/migrations/0002-approvals-and-owner.ts';
import { historyByCommit } from '../../src/main/store/migrations/0003-history-by-commit.ts';
import { fasterStart } from '../../src/main/store/migrations/0004-faster-start.ts';
import { secrets } from '../../src/main/store/migrations/0005-secrets.ts';

describe('migration 5', () => {
  it('takes bytes under a name, once, and refuses text', () => {
    const db = openDatabase(':memory:', [initial, approvalsAndOwner, historyByCommit, fasterStart, secrets]);
    const insert = db.prepare('INSERT INTO secrets VALUES (?, ?, 1)');
    insert.run('telegram', Buffer.from([1, 2]));
    expect(() => insert.run('telegram', Buffer.from([3]))).toThrow(/UNIQUE/);
    expect(() => insert.run('other', 'readable')).toThrow(/cannot store TEXT/);
    expect(db.prepare('SELECT * FROM secrets').all()).toEqual([
      { name: 'telegram', ciphertext: Buffer.from([1, 2]), updated_at_ms: 1 },
    ]);
    db.close();
  });
});
