/** Tables with the real processes. Hunts: a query process that does not start, or stays; an export that is not recorded as a change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { homeOfTest } from '../support/home.ts';

const task = (tool: string, args: object, next: object) => ({
  Type: 'Task',
  Resource: `worker:hand/${tool}`,
  Arguments: args,
  ...next,
});

it('a flow makes a table, fills it by key, asks it in SQL and exports it; the export can be undone', async () => {
  const home = homeOfTest();
  const tables = { tables: ['items'] };
  const file = home.file('flow.json', {
    name: 'Items',
    workers: [
      {
        name: 'hand',
        prompt: 'Do the step.',
        tools: [
          { tool: 'table_create', limits: tables },
          { tool: 'table_upsert', limits: tables },
          { tool: 'table_query', limits: tables },
          { tool: 'table_export', limits: { ...tables, folders: ['.'] } },
        ],
      },
    ],
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Make',
      States: {
        Make: task(
          'table_create',
          { table: 'items', columns: { sku: 'text', n: 'integer' }, key: ['sku'] },
          { Next: 'A' },
        ),
        A: task('table_upsert', { table: 'items', key: ['sku'], row: { sku: 'a, b', n: 1 } }, { Next: 'B' }),
        B: task('table_upsert', { table: 'items', key: ['sku'], row: { sku: 'a, b', n: 2 } }, { Next: 'Ask' }),
        Ask: task(
          'table_query',
          { sql: 'SELECT sum(n) AS total FROM items WHERE n > ?', tables: ['items'], parameters: [0] },
          { Assign: { total: '{% $states.result.rows[0].total %}' }, Next: 'Export' },
        ),
        Export: task('table_export', { table: 'items', path: 'out/items.csv' }, { Output: '{% $total %}', End: true }),
      },
    },
  });
  const run = await home.json<{ status: string; output: unknown; error: string | null; cause: string | null }>(
    'flow',
    'run',
    file,
  );
  expect(run.json).toMatchObject({ status: 'SUCCEEDED', output: 2, error: null });
  expect(readFileSync(join(home.dataDir, 'workspace/out/items.csv'), 'utf8')).toBe('sku,n\n"a, b",2\n');

  const changes = (await home.json('file', 'changes')).json as unknown as { id: string; path: string }[];
  expect(changes).toMatchObject([{ path: 'out/items.csv', tool: 'file_write' }]);
  expect((await home.json('file', 'undo', changes[0]?.id ?? '')).exitCode).toBe(0);

  const exported = await home.json('table', 'export', 'items', join(home.dataDir, 'mine.csv'));
  expect(exported.json).toMatchObject({ table: 'items', rows: 1 });
  expect(readFileSync(join(home.dataDir, 'mine.csv'), 'utf8')).toBe('sku,n\n"a, b",2\n');
});
