/** Inserts that share a transaction. Hunts: a bad row that takes the others with it, an answer before the commit, a key twice. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InsertGroup } from '../../../src/main/store/insert-group.ts';
import { openUserTables, readTable, type WritableUserTables } from '../../../src/main/store/user-tables.ts';

let db: WritableUserTables;
let inserts: InsertGroup;
beforeEach(() => {
  db = openUserTables(':memory:');
  inserts = new InsertGroup(db);
});
afterEach(() => {
  vi.restoreAllMocks();
  db.close();
});

const insert = (key: string, row: Record<string, number>, table = 'prices') =>
  inserts.insert({ key, table, row, nowMs: 1 });

describe('inserts of one turn of the event loop', () => {
  it('are one transaction, and each has its own answer', async () => {
    const transactions = vi.spyOn(db, 'transaction');
    const answers = Promise.all([insert('a', { n: 1 }), insert('b', { n: 2 }), insert('a', { n: 3 })]);
    expect(db.inTransaction).toBe(false);
    expect(await answers).toEqual([
      { table: 'prices', rowId: 1 },
      { table: 'prices', rowId: 2 },
      { table: 'prices', rowId: 1 },
    ]);
    // One around them, one savepoint each.
    expect(transactions).toHaveBeenCalledTimes(4);
    expect(readTable(db, 'prices', 10).rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('fail alone', async () => {
    const good = insert('a', { n: 1 });
    const bad = insert('b', { n: 1 }, 'sqlite_reserved');
    const other = insert('c', { n: 2 });
    await expect(bad).rejects.toThrow();
    await Promise.all([good, other]);
    expect(readTable(db, 'prices', 10).rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('all fail when they cannot be committed, and none of their rows is there', async () => {
    db.pragma('max_page_count = 1');
    const results = await Promise.allSettled([insert('a', { n: 1 }), insert('b', { n: 2 })]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
