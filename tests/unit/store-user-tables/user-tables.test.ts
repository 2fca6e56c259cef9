/** Hunts for rows that are lost, doubled or changed on the way, and for names that reach SQL as SQL. Real files, reopened. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  insertRow,
  listTables,
  openUserTables,
  pruneReceipts,
  queryTable,
  readTable,
  type WritableUserTables,
} from '../../../src/main/store/user-tables.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let nextKey = 0;
const insert = (db: WritableUserTables, table: string, row: JsonObject, key = `key-${nextKey++}`) =>
  insertRow(db, { key, table, row, nowMs: 1_000 });
const rowsOf = (db: WritableUserTables, table: string) => readTable(db, table, 1_000).rows;

describe('a row', () => {
  it('makes its table and its columns, and later ones when they come', () => {
    const db = openUserTables(':memory:');
    expect(insert(db, 'price_log', { product: 'Kettle', price: 89.5 })).toEqual({ table: 'price_log', rowId: 1 });
    expect(insert(db, 'price_log', { price: 90, note: null })).toEqual({ table: 'price_log', rowId: 2 });
    expect(readTable(db, 'price_log', 10)).toEqual({
      columns: ['product', 'price', 'note'],
      rows: [
        { product: 'Kettle', price: 89.5, note: null },
        { product: null, price: 90, note: null },
      ],
    });
  });

  it('comes back as it was put in, whatever its column held before', () => {
    const db = openUserTables(':memory:');
    const values = [
      'text',
      3,
      89.5,
      '007',
      -0.1,
      true,
      null,
      { a: [1] },
      [1, 2],
      '89.50',
      9_007_199_254_740_991,
      1e300,
    ];
    for (const value of values) insert(db, 't', { value });
    expect(rowsOf(db, 't').map(({ value }) => value)).toEqual([
      'text',
      3,
      89.5,
      '007',
      -0.1,
      1,
      null,
      '{"a":[1]}',
      '[1,2]',
      '89.50',
      9_007_199_254_740_991,
      1e300,
    ]);
  });

  it('takes a column in other letters as the same', () => {
    const db = openUserTables(':memory:');
    insert(db, 't', { Price: 1 });
    insert(db, 't', { price: 2 });
    expect(rowsOf(db, 't')).toEqual([{ Price: 1 }, { Price: 2 }]);
  });

  it('with names that are words of SQL is only a row', () => {
    const db = openUserTables(':memory:');
    insert(db, 'select', { from: 1, order: 2, rowid: 7 });
    expect(queryTable(db, { table: 'select', where: { from: 1 }, orderBy: 'order', limit: 1 }).rows).toEqual([
      { from: 1, order: 2, rowid: 7 },
    ]);
    insert(db, 'a"; DROP TABLE "select', { 'b"': 1 });
    expect(listTables(db).map(({ name }) => name)).toEqual(['a"; DROP TABLE "select', 'select']);
  });

  it('is refused when the table would grow too wide, and then nothing of it is there', () => {
    const db = openUserTables(':memory:');
    for (let part = 0; part < 3; part++)
      insert(db, 't', Object.fromEntries(Array.from({ length: 160 }, (_, index) => [`c${part}_${index}`, 1])));
    expect(() =>
      insert(db, 't', Object.fromEntries(Array.from({ length: 160 }, (_, index) => [`d${index}`, 1]))),
    ).toThrow(expect.objectContaining({ code: 'Tool.TooLarge' }));
    expect([readTable(db, 't', 10).columns.length, rowsOf(db, 't').length]).toEqual([480, 3]);
  });
});

describe('a receipt', () => {
  it('makes a row happen once: the second try gets the first one’s answer', () => {
    const db = openUserTables(':memory:');
    const first = insert(db, 't', { a: 1 }, 'run:5');
    insert(db, 't', { a: 2 });
    expect(insert(db, 't', { a: 1 }, 'run:5')).toEqual(first);
    expect(rowsOf(db, 't')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('holds after the file was closed and opened again', () => {
    const path = join(tempFolder(), 'tables.db');
    const before = openUserTables(path);
    const first = insert(before, 't', { a: 1 }, 'run:5');
    before.close();
    const after = openUserTables(path);
    expect([insert(after, 't', { a: 1 }, 'run:5'), rowsOf(after, 't')]).toEqual([first, [{ a: 1 }]]);
    after.close();
  });

  it('and its row commit together: when either fails, neither is there', () => {
    const db = openUserTables(':memory:');
    db.exec("CREATE TRIGGER stop BEFORE INSERT ON _majordomo_receipts BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    expect(() => insert(db, 't', { a: 1 }, 'run:5')).toThrow('disk full');
    expect(listTables(db)).toEqual([]);
    db.exec('DROP TRIGGER stop');
    insert(db, 't', { a: 1 }, 'run:5');
    expect(rowsOf(db, 't')).toEqual([{ a: 1 }]);
  });

  it('is forgotten only when it is old', () => {
    const db = openUserTables(':memory:');
    insert(db, 't', { a: 1 }, 'old');
    expect([pruneReceipts(db, 1_000), pruneReceipts(db, 1_001)]).toEqual([0, 1]);
  });
});

describe('a query', () => {
  function filled() {
    const db = openUserTables(':memory:');
    for (const [product, price] of [
      ['a', 3],
      ['b', 1],
      ['a', 2],
      ['c', null],
    ] as const)
      insert(db, 'prices', { product, price, sold: price === 1 });
    return db;
  }
  const prices = (filter: object) =>
    queryTable(filled(), { table: 'prices', limit: 100, ...filter }).rows.map(({ price }) => price);

  it('gives rows by equality, order and limit', () => {
    expect([
      prices({}),
      prices({ where: { product: 'a' } }),
      prices({ where: { product: 'a', price: 2 } }),
      prices({ where: { price: null } }),
      prices({ where: { sold: true } }),
    ]).toEqual([[3, 1, 2, null], [3, 2], [2], [null], [1]]);
    expect([
      prices({ orderBy: 'price' }),
      prices({ orderBy: 'PRICE', descending: true }),
      prices({ descending: true, limit: 2 }),
    ]).toEqual([
      [null, 1, 2, 3],
      [3, 2, 1, null],
      [null, 2],
    ]);
  });

  it.each([
    [{ table: 'price' }, 'There is no table price. Did you mean prices?'],
    [{ table: 'weather_log' }, 'There is no table weather_log. There are: prices.'],
    [{ table: 'prices', orderBy: 'prise' }, 'The table prices has no column prise. Did you mean price?'],
    [
      { table: 'prices', where: { nothing: 1 } },
      'The table prices has no column nothing. It has: product, price, sold.',
    ],
    [{ table: '_majordomo_receipts' }, 'There is no table _majordomo_receipts. There are: prices.'],
    [{ table: 'sqlite_schema' }, 'There is no table sqlite_schema. There are: prices.'],
  ])('of %j says what there is instead', (filter, message) => {
    expect(() => queryTable(filled(), { limit: 1, ...filter })).toThrow(
      expect.objectContaining({ code: 'Tool.NotFound', message }),
    );
  });

  it('lists the user’s tables only, with their rows', () => {
    const db = filled();
    insert(db, 'alerts', { a: 1 });
    expect(listTables(db)).toEqual([
      { name: 'alerts', rows: 1 },
      { name: 'prices', rows: 4 },
    ]);
  });
});

describe('the file', () => {
  it('is refused when a newer version wrote it', () => {
    const path = join(tempFolder(), 'tables.db');
    const newer = new Database(path);
    newer.pragma('user_version = 99');
    newer.close();
    expect(() => openUserTables(path)).toThrow(expect.objectContaining({ code: 'Store.NewerVersion' }));
  });

  it('is written through to the disk at each commit', () => {
    const db = openUserTables(join(tempFolder(), 'tables.db'));
    expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true })]).toEqual([
      'wal',
      2,
    ]);
    db.close();
  });
});
