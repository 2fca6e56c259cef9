/** Looking into user tables. Hunts: a page with a gap, a filter that reads a wildcard, a chart that lies about a column. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browseTable, eachRow, seriesOf } from '../../../src/main/store/browse-table.ts';
import { insertRow, openUserTables, type WritableUserTables } from '../../../src/main/store/user-tables.ts';

let db: WritableUserTables;
beforeEach(() => {
  db = openUserTables(':memory:');
  for (let index = 0; index < 50; index += 1)
    insertRow(db, {
      key: `k${index}`,
      table: 'prices',
      row: {
        time: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
        price: 100 + ((index * 7) % 50),
        shop: index % 2 === 0 ? '50% off' : 'plain',
      },
      nowMs: index,
    });
});
afterEach(() => void db.close());

const view = { table: 'prices', search: '', orderBy: null, descending: false, offset: 0, limit: 20 };

describe('a page of a table', () => {
  it('comes in any order, with the number of all rows, and pages meet without a gap', () => {
    const first = browseTable(db, { ...view, orderBy: 'price', descending: true });
    const second = browseTable(db, { ...view, orderBy: 'price', descending: true, offset: 20, limit: 30 });
    const prices = [...first.rows, ...second.rows].map((row) => Number(row.price));
    expect(first.total).toBe(50);
    expect(prices).toEqual(prices.toSorted((a, b) => b - a));
    expect(new Set(prices).size).toBe(50);
    expect(first.numeric).toEqual(['price']);
  });

  it('is filtered by what any column contains, with % and _ meaning themselves', () => {
    expect(browseTable(db, { ...view, search: '50% OFF' }).total).toBe(25);
    expect(browseTable(db, { ...view, search: '%' }).total).toBe(25);
    expect(browseTable(db, { ...view, search: 'p_ain' }).total).toBe(0);
    expect([...eachRow(db, { table: 'prices', search: 'plain' })]).toHaveLength(25);
  });

  it('refuses names that are none of the table’s, whatever they hold', () => {
    expect(() => browseTable(db, { ...view, orderBy: 'price; DROP TABLE prices' })).toThrow(/no column/);
    expect(() => browseTable(db, { ...view, table: '_majordomo_receipts' })).toThrow(/no table/);
  });
});

describe('a number over time', () => {
  it('has a point a row while there are few, at the times the rows have', () => {
    const { timeColumn, points } = seriesOf(db, 'prices', 'price');
    expect(timeColumn).toBe('time');
    expect(points).toHaveLength(50);
    expect(points[0]).toEqual({ atMs: Date.UTC(2026, 0, 1), value: 100, low: 100, high: 100 });
  });

  it('is thinned without losing its lowest and highest', () => {
    for (let index = 0; index < 3_000; index += 1)
      insertRow(db, { key: `n${index}`, table: 'many', row: { n: index === 1_234 ? -5 : index % 10 }, nowMs: index });
    const { timeColumn, points } = seriesOf(db, 'many', 'n');
    expect(timeColumn).toBeNull();
    expect(points.length).toBeLessThanOrEqual(400);
    expect(Math.min(...points.map(({ low }) => low))).toBe(-5);
    expect(Math.max(...points.map(({ high }) => high))).toBe(9);
  });
});
