/**
 * SQL that a flow, and so a model, wrote. Hunts: a query that reads another table, another file or the receipts, that changes something,
 * that never ends, or that takes all the memory there is; and after each, a next query that does not work.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadOrder, TableReader } from '../../../src/main/store/table-reader.ts';
import { insertRow, openUserTables } from '../../../src/main/store/user-tables.ts';
import type { WritableUserTables } from '../../../src/main/store/user-tables-handle.ts';
import { forkTableReader } from '../../support/fork-table-reader.ts';
import { temporaryFolder } from '../../support/test-flow.ts';

const never = new AbortController().signal;

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let tables: WritableUserTables;
let reader: TableReader;
let pids: number[];

const spawn = () => forkTableReader((pid) => pids.push(pid));

beforeAll(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'tables.db');
  pids = [];
  tables = openUserTables(path);
  for (let n = 1; n <= 50; n++)
    insertRow(tables, { key: `p${n}`, table: 'prices', row: { n, price: n * 2.5, name: `item ${n}` }, nowMs: 1 });
  insertRow(tables, { key: 's', table: 'salaries', row: { who: 'secret', amount: 1 }, nowMs: 1 });
  reader = new TableReader({ spawn, path, timeoutMs: 1_500 });
});
afterAll(() => {
  reader.stop();
  tables.close();
  folder.remove();
});

function ask(sql: string, own: Partial<ReadOrder> = {}) {
  return reader.read(
    { sql, tables: ['prices'], parameters: [], as: 'rows', maxRows: 100, maxBytes: 100_000, ...own },
    never,
  );
}

const rowsOf = async (...args: Parameters<typeof ask>) => {
  const answer = await ask(...args);
  return answer.ok && answer.value.as === 'rows' ? answer.value.rows : answer;
};

describe('a query', () => {
  it('joins, groups and computes over the tables it names', async () => {
    expect(
      await rowsOf(
        `WITH dear AS (SELECT * FROM prices WHERE price > ?)
         SELECT count(*) AS n, round(avg(price), 1) AS mean, upper(min(name)) AS first FROM dear`,
        { parameters: [100] },
      ),
    ).toEqual([{ n: 10, mean: 113.8, first: 'ITEM 41' }]);
    expect(
      await rowsOf(
        'SELECT a.n, row_number() OVER (ORDER BY a.n DESC) AS place FROM PRICES a JOIN salaries s ON s.amount = a.n',
        {
          tables: ['prices', 'salaries'],
        },
      ),
    ).toEqual([{ n: 1, place: 1 }]);
    expect(await rowsOf(`SELECT json_extract('{"a":[1,2]}', '$.a[1]') AS x, 'a' || 'b' AS y`)).toEqual([
      { x: 2, y: 'ab' },
    ]);
  });

  it('sees what was written just now', async () => {
    insertRow(tables, { key: 'new', table: 'fresh', row: { a: 'x' }, nowMs: 1 });
    expect(await rowsOf('SELECT a FROM fresh', { tables: ['fresh'] })).toEqual([{ a: 'x' }]);
  });

  it('gives at most the rows that were asked for, and columns of one name both', async () => {
    expect(await ask('SELECT n FROM prices', { maxRows: 2 })).toMatchObject({
      ok: true,
      value: { rows: [{ n: 1 }, { n: 2 }], cut: true },
    });
    expect(await rowsOf('SELECT 1 AS a, 2 AS a')).toEqual([{ a: 1, a_2: 2 }]);
  });

  it('as CSV quotes what has to be', async () => {
    expect(await ask(`SELECT 'a "b", c' AS x, 2 AS y UNION ALL SELECT NULL, 3`, { as: 'csv' })).toEqual({
      ok: true,
      value: { as: 'csv', text: 'x,y\n"a ""b"", c",2\n,3\n', rows: 2 },
    });
  });
});

describe('an attack is refused, and the next query works:', () => {
  const other = () => join(folder.path, 'other.db');
  const attacks: [string, () => string, string][] = [
    ['another file by ATTACH', () => `ATTACH '${other()}' AS o`, 'Tool.BadQuery'],
    ['ATTACH after a comment', () => `/* x */ -- y\n ATTACH '${other()}' AS o`, 'Tool.BadQuery'],
    ['a second statement', () => `SELECT 1; ATTACH '${other()}' AS o`, 'Tool.BadQuery'],
    ['PRAGMA', () => 'PRAGMA writable_schema = ON', 'Tool.BadQuery'],
    ['PRAGMA as a table', () => `SELECT * FROM pragma_table_info('prices')`, 'Tool.BadQuery'],
    ['PRAGMA in a subquery', () => 'SELECT (SELECT count(*) FROM pragma_database_list) FROM prices', 'Tool.BadQuery'],
    ['EXPLAIN', () => 'EXPLAIN SELECT * FROM prices', 'Tool.BadQuery'],
    ['the schema', () => 'SELECT sql FROM sqlite_schema', 'Worker.NotGranted'],
    ['the schema by its old name', () => 'SELECT sql FROM main.sqlite_master', 'Worker.NotGranted'],
    ['the temporary schema', () => 'SELECT * FROM sqlite_temp_schema', 'Worker.NotGranted'],
    ['the receipts', () => 'SELECT * FROM _majordomo_receipts', 'Worker.NotGranted'],
    [
      'the receipts in a subquery',
      () => 'SELECT n FROM prices WHERE name IN (SELECT key FROM "_majordomo_receipts")',
      'Worker.NotGranted',
    ],
    ['a table it does not name', () => 'SELECT * FROM salaries', 'Worker.NotGranted'],
    ['one in a CTE', () => 'WITH s AS (SELECT * FROM salaries) SELECT count(*) FROM s', 'Worker.NotGranted'],
    ['one in EXISTS', () => 'SELECT 1 WHERE EXISTS (SELECT 1 FROM salaries)', 'Worker.NotGranted'],
    ['one in a UNION', () => 'SELECT n FROM prices UNION SELECT amount FROM salaries', 'Worker.NotGranted'],
    ['the pages of the file', () => 'SELECT * FROM dbstat', 'Tool.BadQuery'],
    ['an extension', () => `SELECT load_extension('/tmp/evil')`, 'Tool.BadQuery'],
    ['the functions of the shell', () => `SELECT readfile('/etc/passwd')`, 'Tool.BadQuery'],
    ['a file by full text', () => `SELECT fts3_tokenizer('x')`, 'Tool.BadQuery'],
    ['zeroblob', () => 'SELECT zeroblob(1000000000)', 'Tool.BadQuery'],
    ['INSERT', () => `INSERT INTO prices (n) VALUES (1)`, 'Tool.BadQuery'],
    [
      'INSERT behind WITH',
      () => `WITH x AS (SELECT 1) INSERT INTO prices (n) SELECT * FROM x RETURNING n`,
      'Tool.BadQuery',
    ],
    ['DELETE behind WITH', () => 'WITH x AS (SELECT 1) DELETE FROM prices RETURNING n', 'Tool.BadQuery'],
    ['DROP', () => 'DROP TABLE prices', 'Tool.BadQuery'],
    ['VACUUM INTO', () => `VACUUM INTO '${join(folder.path, 'copy.db')}'`, 'Tool.BadQuery'],
    ['nonsense', () => 'SELECT FROM WHERE', 'Tool.BadQuery'],
    ['nothing', () => '-- only this', 'Tool.BadQuery'],
    [
      'endless recursion',
      () => 'WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r',
      'Tool.TooSlow',
    ],
    [
      'endless rows',
      () => 'WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r WHERE x < 0',
      'Tool.TooSlow',
    ],
    [
      'a product of many',
      () => 'SELECT count(*) FROM prices a, prices b, prices c, prices d, prices e, prices f',
      'Tool.TooSlow',
    ],
    // Of the next two the bound on memory ends one, or on a busy machine the bound on time.
    [
      'a text that doubles',
      () => `WITH RECURSIVE r(x) AS (SELECT 'aaaaaaaa' UNION ALL SELECT x || x FROM r) SELECT max(length(x)) FROM r`,
      'Tool.Too(Large|Slow)',
    ],
    ['a wide format', () => `SELECT length(printf('%*c', 900000000, 'x'))`, 'Tool.TooLarge'],
    [
      'a large sort',
      () =>
        `WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 100) SELECT printf('%*c', 9000000, 'x') || x AS y FROM r ORDER BY y`,
      'Tool.Too(Large|Slow)',
    ],
    ['a large answer', () => `SELECT printf('%*c', 200000, 'x')`, 'Tool.TooLarge'],
  ];

  it.each(attacks)('%s', async (_what, sql, code) => {
    const evil = new BetterSqlite3(other());
    evil.exec('CREATE TABLE IF NOT EXISTS t (a)');
    evil.close();
    const answer = await ask(sql());
    expect(answer.ok ? answer.value : answer.error).toMatchObject({ code: expect.stringMatching(code) });
    expect(await rowsOf('SELECT count(*) AS n FROM prices')).toEqual([{ n: 50 }]);
    expect(existsSync(join(folder.path, 'copy.db'))).toBe(false);
  });
});

describe('the process of queries', () => {
  it('is killed with the call that is given up, and the next one has another', async () => {
    const gone = new AbortController();
    const endless = reader.read(
      {
        sql: 'WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT count(*) FROM r',
        tables: [],
        parameters: [],
        as: 'rows',
        maxRows: 1,
        maxBytes: 1,
      },
      gone.signal,
    );
    setImmediate(() => gone.abort());
    expect(await endless).toMatchObject({ ok: false, error: { code: 'Worker.Cancelled' } });
    expect(await rowsOf('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that cannot open the file says so', async () => {
    writeFileSync(join(folder.path, 'broken.db'), 'not a database, and long enough to be looked at '.repeat(50));
    const broken = new TableReader({ spawn, path: join(folder.path, 'broken.db') });
    const answer = await broken.read(
      { sql: 'SELECT 1', tables: [], parameters: [], as: 'rows', maxRows: 1, maxBytes: 100 },
      never,
    );
    broken.stop();
    expect(answer).toMatchObject({ ok: false, error: { code: 'Tool.BadQuery' } });
  });
});
