/** Typed tables and rows by key. Hunts: a write that happens twice, a wrong row that is changed, a value that a type should refuse. */
import { describe, expect, it } from 'vitest';
import { createTable, upsertRow } from '../../../src/main/store/table-writes.ts';
import { insertRow, listTables, openUserTables, queryTable } from '../../../src/main/store/user-tables.ts';
import { tableCreate } from '../../../src/shared/tools/table-create.ts';
import { tableUpsert } from '../../../src/shared/tools/table-upsert.ts';

let keys = 0;
const receipt = () => ({ key: `k${++keys}`, nowMs: 1 });
const columns = { sku: 'text', stock: 'integer', price: 'number', sold: 'boolean', note: 'any' } as const;

function made() {
  const db = openUserTables(':memory:');
  createTable(db, { table: 'items', columns, key: ['sku'] }, receipt());
  return db;
}
const rowsOf = (db: ReturnType<typeof made>) => queryTable(db, { table: 'items', limit: 100 }).rows;

describe('a table with typed columns', () => {
  it('is made once, and again with the same columns is no other', () => {
    const db = made();
    const reordered = Object.fromEntries(Object.entries(columns).reverse()) as typeof columns;
    expect(createTable(db, { table: 'items', columns: reordered }, receipt())).toEqual({
      table: 'items',
      created: false,
    });
    expect(() => createTable(db, { table: 'ITEMS', columns: { other: 'text' } }, receipt())).toThrow(
      expect.objectContaining({ code: 'Tool.Exists' }),
    );
    expect(listTables(db)).toEqual([{ name: 'items', rows: 0 }]);
  });

  it('is answered as made when its step is taken up again', () => {
    const db = openUserTables(':memory:');
    const again = receipt();
    const args = { table: 'a', columns: { x: 'text' as const } };
    expect([createTable(db, args, again), createTable(db, args, again)]).toEqual([
      { table: 'a', created: true },
      { table: 'a', created: true },
    ]);
  });

  it.each([
    ['a text for a whole number', { sku: 'a', stock: 'many' }, 'Tool.BadValue'],
    ['a fraction for a whole number', { sku: 'a', stock: 1.5 }, 'Tool.BadValue'],
    ['a number for true or false', { sku: 'a', sold: 2 }, 'Tool.BadValue'],
    ['a second row of the same key', { sku: 'kettle' }, 'Tool.Exists'],
  ])('does not take %s', (_what, row, code) => {
    const db = made();
    insertRow(db, { ...receipt(), table: 'items', row: { sku: 'kettle', sold: true, price: 1 } });
    expect(() => insertRow(db, { ...receipt(), table: 'items', row })).toThrow(expect.objectContaining({ code }));
    expect(rowsOf(db)).toEqual([{ sku: 'kettle', stock: null, price: 1, sold: 1, note: null }]);
  });

  it.each([
    [{ columns: {} }],
    [{ columns: { 'a"b': 'text' } }],
    [{ columns: { a: 'blob' } }],
    [{ columns: { a: 'text', A: 'text' } }],
    [{ columns: { a: 'text' }, key: ['b'] }],
    [{ columns: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`c${n}`, 'text'])) }],
    [{ columns: { a: 'text' }, table: '_majordomo_receipts' }],
  ])('is not made of %j', (args) => {
    expect(tableCreate.arguments.safeParse({ table: 't', ...args }).success).toBe(false);
  });
});

describe('a row by its key', () => {
  it('is added the first time and changed the next, and keeps what is not given', () => {
    const db = made();
    const added = upsertRow(db, { table: 'items', key: ['sku'], row: { sku: 'a', price: 5, note: 'x' } }, receipt());
    const changed = upsertRow(db, { table: 'items', key: ['sku'], row: { sku: 'a', price: 4, extra: 1 } }, receipt());
    expect([added, changed]).toEqual([
      { table: 'items', rowId: 1, inserted: true },
      { table: 'items', rowId: 1, inserted: false },
    ]);
    expect(rowsOf(db)).toEqual([{ sku: 'a', stock: null, price: 4, sold: null, note: 'x', extra: 1 }]);
  });

  it('happens once for each step', () => {
    const db = openUserTables(':memory:');
    const again = receipt();
    const write = () => upsertRow(db, { table: 'new_one', key: ['a', 'b'], row: { a: 1, b: null, c: 'first' } }, again);
    const first = write();
    upsertRow(db, { table: 'new_one', key: ['a', 'b'], row: { a: 1, b: null, c: 'second' } }, receipt());
    expect(write()).toEqual(first);
    expect(queryTable(db, { table: 'new_one', limit: 9 }).rows).toEqual([{ a: 1, b: null, c: 'second' }]);
  });

  it('changes nothing when it is not one row', () => {
    const db = openUserTables(':memory:');
    for (const n of [1, 2]) insertRow(db, { ...receipt(), table: 't', row: { a: 'same', n } });
    expect(() => upsertRow(db, { table: 't', key: ['a'], row: { a: 'same', n: 9 } }, receipt())).toThrow(
      expect.objectContaining({ code: 'Tool.Ambiguous' }),
    );
    expect(queryTable(db, { table: 't', limit: 9 }).rows.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('that its columns do not take changes nothing', () => {
    const db = made();
    upsertRow(db, { table: 'items', key: ['sku'], row: { sku: 'a', stock: 1 } }, receipt());
    expect(() => upsertRow(db, { table: 'items', key: ['sku'], row: { sku: 'a', stock: 'x' } }, receipt())).toThrow(
      expect.objectContaining({ code: 'Tool.BadValue' }),
    );
    expect(rowsOf(db)[0]).toMatchObject({ stock: 1 });
  });

  it('has its key among its columns', () => {
    expect(tableUpsert.arguments.safeParse({ table: 't', key: ['a'], row: { b: 1 } }).success).toBe(false);
  });
});
