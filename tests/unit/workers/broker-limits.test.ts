/**
 * The limits of a grant attacked through the broker, with the real pool, worker processes and tables behind it. Hunts: a spelling, a
 * link or a shape of the arguments that gets past a limit; a refusal that nobody is told of; a check that hostile arguments break.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openUserTables, readTable } from '../../../src/main/store/user-tables.ts';
import { createMainTools } from '../../../src/main/tools/all.ts';
import { createBroker, type Refusal } from '../../../src/main/workers/broker.ts';
import { createPool } from '../../../src/main/workers/pool.ts';
import type { ToolGrant } from '../../../src/shared/domain/grant.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { forkWorker } from '../../support/fork-worker.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { webServer } from '../../support/web-server.ts';

const pool = createPool({ spawn: () => forkWorker(), log: () => undefined, maxProcesses: 1, maxPerFlow: 1 });
afterAll(() => pool.stop());

let outside: string;
let workspace: string;
let refusals: Refusal[];
let sent: string[];
const userTables = openUserTables(':memory:');

beforeEach(() => {
  outside = tempFolder();
  workspace = join(outside, 'workspace');
  for (const folder of ['reports', 'private']) mkdirSync(join(workspace, folder), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(workspace, 'private', 'a.txt'), 'private');
  refusals = [];
  sent = [];
});

async function call(tool: string, args: unknown, limits: ToolGrant['limits']) {
  const broker = createBroker({
    mainTools: createMainTools({
      userTables,
      notifications: { send: async ({ title }) => ({ notificationId: String(sent.push(title)) }) },
    }),
    pool,
    countCalls: () => 0,
    onRefusal: (refusal) => refusals.push(refusal),
    workspaceDir: workspace,
    pagesDir: join(outside, 'pages'),
    trashDir: join(outside, 'trash'),
  });
  return broker.call(
    {
      worker: { id: 'w1', name: 'watcher', tools: [{ tool, limits }] },
      tool,
      arguments: args as JsonValue,
      runId: 'r1',
      flowId: 'f1',
      state: 'S',
      idempotencyKey: 'r1:3',
      recovering: false,
      timeoutMs: 10_000,
      dryRun: false,
    },
    new AbortController().signal,
  );
}

/** Refused by name, recorded once with the same reason. */
async function expectRefused(answer: ReturnType<typeof call>, code: string | RegExp = 'Worker.NotGranted') {
  const given = await answer;
  expect(given).toMatchObject({ ok: false, error: { code: expect.stringMatching(code) } });
  const message = given.ok ? '' : given.error.message;
  expect(refusals).toEqual([expect.objectContaining({ worker: 'watcher', runId: 'r1', reason: message })]);
}

describe('the limit on folders', () => {
  const reports = { folders: ['reports'] };

  it.each([
    'private/a.txt',
    'reports/../private/a.txt',
    'reports/./../private/a.txt',
    'reports\\..\\private\\a.txt',
    './private//a.txt',
    'reportsx/a.txt',
    'Reports/a.txt',
  ])('refuses %j', async (path) => {
    await expectRefused(call('file_read', { path }, reports));
  });

  it.each([
    '../secret.txt',
    '/etc/passwd',
    'reports/../../secret.txt',
    '~/../secret.txt/../../secret.txt',
    'C:\\secret',
  ])('refuses %j, which is not in the workspace', async (path) => {
    await expectRefused(call('file_read', { path }, { folders: ['.'] }), 'Tool.OutsideWorkspace');
  });

  it('refuses a file, a folder and a new file behind a link to a folder that is not granted', async () => {
    symlinkSync('../private', join(workspace, 'reports', 'sly'));
    symlinkSync('../private/a.txt', join(workspace, 'reports', 'a.txt'));
    for (const [tool, args] of [
      ['file_read', { path: 'reports/a.txt' }],
      ['file_read', { path: 'reports/sly/a.txt' }],
      ['file_write', { path: 'reports/sly/new.txt', text: 'x' }],
      ['file_append', { path: 'reports/a.txt', text: 'x' }],
      ['file_list', { folder: 'reports/sly' }],
    ] as const) {
      refusals = [];
      await expectRefused(call(tool, args, reports));
    }
    expect([
      readFileSync(join(workspace, 'private', 'a.txt'), 'utf8'),
      existsSync(join(workspace, 'private', 'new.txt')),
    ]).toEqual(['private', false]);
  });

  it('refuses what lies behind a link out of the workspace, also where the link is a parent or leads nowhere yet', async () => {
    symlinkSync(outside, join(workspace, 'reports', 'out'));
    symlinkSync('../../secret.txt', join(workspace, 'reports', 'link'));
    symlinkSync('../../new.txt', join(workspace, 'reports', 'dangling'));
    for (const [tool, args] of [
      ['file_read', { path: 'reports/out/secret.txt' }],
      ['file_read', { path: 'reports/link' }],
      ['file_write', { path: 'reports/dangling', text: 'x' }],
      ['file_write', { path: 'reports/out/deep/new.txt', text: 'x' }],
    ] as const) {
      refusals = [];
      await expectRefused(call(tool, args, reports), 'Tool.OutsideWorkspace');
    }
    expect([
      readFileSync(join(outside, 'secret.txt'), 'utf8'),
      existsSync(join(outside, 'new.txt')),
      existsSync(join(outside, 'deep')),
    ]).toEqual(['secret', false, false]);
  });
});

describe('the limit on hosts', () => {
  it.each([
    ['another case and a final dot', 'http://EVIL.example./', ['shop.example']],
    ['a user name that looks like the host', 'http://shop.example@evil.example/', ['shop.example']],
    ['a path that looks like the host', 'http://evil.example/shop.example', ['shop.example']],
    ['a backslash', 'http://evil.example\\@shop.example/', ['shop.example']],
    ['a host that ends like it', 'http://notshop.example/', ['shop.example', '*.shop.example']],
    ['a host that starts like it', 'http://shop.example.evil/', ['shop.example']],
    ['another port', 'http://shop.example:8080/', ['shop.example']],
    ['letters that look alike', 'http://shоp.example/', ['shop.example']],
    ['tabs and line ends inside', 'http://ev\til.exam\nple/', ['shop.example']],
    ['a decimal address', 'http://2130706433/', ['shop.example', '*']],
    ['a hexadecimal address', 'http://0x7f000001/', ['*.0.0.1']],
    ['an IPv6 address of an IPv4 one', 'http://[::ffff:127.0.0.1]/', ['127.0.0.1']],
  ])('refuses %s', async (_what, url, hosts) => {
    await expectRefused(call('web_fetch', { url }, { hosts }));
  });

  it('lets every spelling of the granted host pass', async () => {
    const server = await webServer((_request, response) => response.end('hello'));
    for (const url of [
      `http://127.0.0.1:${server.port}/`,
      `HTTP://127.1:${server.port}/`,
      `http://2130706433:${server.port}/`,
    ])
      expect(await call('web_fetch', { url }, { hosts: [server.host] }), url).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  it('refuses a name and password in an address even for the granted host', async () => {
    const server = await webServer((_request, response) => response.end('hello'));
    expect(await call('web_fetch', { url: `http://me:pw@${server.host}/` }, { hosts: [server.host] })).toMatchObject({
      ok: false,
      error: { code: 'Tool.BadUrl' },
    });
    expect(server.requests).toEqual([]);
  });
});

describe('the limit on tables', () => {
  const log = { tables: ['log'] };

  it.each([
    'other',
    'logs',
    'LOG ',
    '"log"',
    '[log]',
    'log; DROP TABLE log',
    'main.log',
    'log\0',
    'log\n',
    'ｌｏｇ',
    'ĺog',
    'sqlite_master',
    'SQLite_Schema',
    '_majordomo_receipts',
  ])('refuses %j', async (table) => {
    await expectRefused(
      call('table_insert', { table, row: { a: 1 } }, log),
      /^(Worker\.NotGranted|Tool\.BadArguments)$/,
    );
  });

  it.each(['a"; DROP TABLE log; --', 'a\u0000', '', '_rowid_', 'sqlite_a', '1a'])(
    'refuses the column name %j',
    async (column) => {
      await expectRefused(call('table_insert', { table: 'log', row: { [column]: 1 } }, log), 'Tool.BadArguments');
    },
  );

  it('takes upper and lower case for the same table, as the database does', async () => {
    expect(await call('table_insert', { table: 'LOG', row: { a: 1 } }, log)).toMatchObject({ ok: true });
    expect(readTable(userTables, 'log', 10).rows).toEqual([{ a: 1 }]);
  });
});

describe('the limit on channels', () => {
  it.each(['Desktop', 'desktop ', 'desktop\0', 'desktоp', 'telegram', 'constructor', 'desktop,telegram'])(
    'refuses %j',
    async (channel) => {
      await expectRefused(call('notify', { title: 'x', channel }, { channels: ['desktop'] }));
      expect(sent).toEqual([]);
    },
  );
});

describe('arguments that no check should ever see', () => {
  const nested = (depth: number): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < depth; level++) value = [value];
    return value;
  };
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  /** 2^40 values in 40 arrays. */
  let doubling: unknown = 'x';
  for (let level = 0; level < 40; level++) doubling = [doubling, doubling];

  it.each<[string, unknown, RegExp]>([
    ['100 levels deep', { table: 't', row: { a: nested(100) } }, /nested deeper than 64/],
    ['a million levels deep', { table: 't', row: { a: nested(1_000_000) } }, /nested deeper than 64/],
    ['with a cycle', { table: 't', row: { a: cyclic } }, /nested deeper than 64/],
    ['that double forty times', { table: 't', row: { a: doubling } }, /larger than 6 MB/],
    ['with a text of 7 MB', { table: 't', row: { a: 'x'.repeat(7_000_000) } }, /larger than 6 MB/],
    ['with a million members', { table: 't', row: { a: new Array(1_000_000).fill(0) } }, /larger than 6 MB/],
    ['with a key of 7 MB', { table: 't', row: { ['x'.repeat(7_000_000)]: 1 } }, /larger than 6 MB/],
    ['with a key __proto__', JSON.parse('{"table":"t","row":{"__proto__":{"polluted":1}}}'), /a key __proto__/],
    ['with a key __proto__ deep inside', JSON.parse('{"table":"t","row":{"a":[{"__proto__":1}]}}'), /a key __proto__/],
  ])('%s are refused before any', async (_what, args, words) => {
    await expectRefused(call('table_insert', args, { tables: ['t'] }), 'Tool.BadArguments');
    expect(refusals[0]?.reason).toMatch(words);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(() => readTable(userTables, 't', 1)).toThrow();
  });

  it('are refused in few words, whatever their own names are', async () => {
    const args = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`unknown_${index}`, index]));
    await expectRefused(call('notify', args, { channels: ['desktop'] }), 'Tool.BadArguments');
    expect(refusals[0]?.reason.length).toBeLessThan(2_100);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a text', 'notify'],
    ['a number that is none', { title: Number.NaN }],
    ['undefined', undefined],
    ['a function', () => 'x'],
    ['a date', { title: new Date() }],
    ['an object with its own toString', { title: { toString: () => 'x' } }],
    ['a name twice removed', { constructor: { prototype: { polluted: 1 } }, title: 'x' }],
  ])('%s is refused by the schema', async (_what, args) => {
    await expectRefused(call('notify', args, { channels: ['desktop'] }), 'Tool.BadArguments');
    expect([sent, ({} as { polluted?: number }).polluted]).toEqual([[], undefined]);
  });
});
