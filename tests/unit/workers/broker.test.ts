/** Hunts for calls that pass without a grant, past its limits, or with wrong arguments; and for dry runs that change something. */
import { describe, expect, it } from 'vitest';
import { openUserTables, readTable } from '../../../src/main/store/user-tables.ts';
import { createMainTools } from '../../../src/main/tools/all.ts';
import { type BrokerCall, createBroker, type Refusal } from '../../../src/main/workers/broker.ts';
import type { WorkerRequest } from '../../../src/main/workers/worker-request.ts';
import type { ToolGrant } from '../../../src/shared/domain/grant.ts';
import type { Result } from '../../../src/shared/errors.ts';
import type { JsonValue } from '../../../src/shared/json.ts';

const PAGE = { url: 'https://shop.example/', status: 200, contentType: 'text/html', page: `page:${'0'.repeat(64)}` };

function world(
  options: { answer?: Result<JsonValue>; earlierCalls?: number; send?: () => Promise<{ notificationId: string }> } = {},
) {
  const refusals: Refusal[] = [];
  const requests: WorkerRequest[] = [];
  const bugs: unknown[] = [];
  const sent: string[] = [];
  const userTables = openUserTables(':memory:');
  const broker = createBroker({
    mainTools: createMainTools({
      userTables,
      notifications: {
        send: async ({ key, title }) => {
          sent.push(`${key} ${title}`);
          return options.send ? options.send() : { notificationId: 'n1' };
        },
      },
    }),
    pool: {
      call: async (request) => {
        requests.push(request);
        return options.answer ?? { ok: true, value: PAGE };
      },
    },
    countCalls: () => options.earlierCalls ?? 0,
    onRefusal: (refusal) => refusals.push(refusal),
    onBug: (_tool, error) => bugs.push(error),
    workspaceDir: '/ws',
    pagesDir: '/pages',
    trashDir: '/trash',
  });
  const call = (
    tool: string,
    args: JsonValue,
    tools: ToolGrant[],
    own: Partial<BrokerCall> = {},
    signal = new AbortController().signal,
  ) =>
    broker.call(
      {
        worker: { id: 'w1', name: 'watcher', tools },
        tool,
        arguments: args,
        runId: 'r1',
        flowId: 'f1',
        state: 'S',
        idempotencyKey: 'r1:3',
        recovering: false,
        timeoutMs: 1_000,
        dryRun: false,
        ...own,
      },
      signal,
    );
  return { broker, call, refusals, requests, bugs, sent, userTables };
}
const web = (...hosts: string[]): ToolGrant[] => [{ tool: 'web_fetch', limits: { hosts } }];

describe('a call that is granted', () => {
  it('goes to a worker with its limits and its checked arguments, and its result comes back', async () => {
    const { call, requests, refusals } = world();
    expect(
      await call('web_fetch', { url: 'https://shop.example/kettle' }, web('shop.example'), { recovering: true }),
    ).toEqual({ ok: true, value: PAGE });
    expect(requests).toEqual([
      {
        tool: 'web_fetch',
        arguments: { url: 'https://shop.example/kettle' },
        limits: { hosts: ['shop.example'] },
        idempotencyKey: 'r1:3',
        recovering: true,
        timeoutMs: 1_000,
        workspaceDir: '/ws',
        pagesDir: '/pages',
        trashDir: '/trash',
        origin: { flowId: 'f1', runId: 'r1', state: 'S' },
      },
    ]);
    expect(refusals).toEqual([]);
  });

  it('of a tool of the main process runs there, exactly once for its key', async () => {
    const { call, userTables, requests } = world();
    const grant: ToolGrant[] = [{ tool: 'table_insert', limits: { tables: ['Price_Log'] } }];
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await call('table_insert', { table: 'price_log', row: { price: 1 } }, grant)).toEqual({
        ok: true,
        value: { table: 'price_log', rowId: 1 },
      });
    expect([readTable(userTables, 'price_log', 10).rows, requests]).toEqual([[{ price: 1 }], []]);
  });

  it('passes through any of several grants of one tool', async () => {
    const { call } = world();
    expect(
      await call('web_fetch', { url: 'https://b.example/' }, [...web('a.example'), ...web('b.example')]),
    ).toMatchObject({ ok: true });
  });

  it('takes an absolute path in the workspace as a path in it', async () => {
    const { call } = world({ answer: { ok: true, value: { text: 'x' } } });
    expect(
      await call('file_read', { path: '/ws/reports/a.txt' }, [{ tool: 'file_read', limits: { folders: ['reports'] } }]),
    ).toMatchObject({ ok: true });
  });
});

describe('a call that is refused', () => {
  it.each<[string, string, JsonValue, ToolGrant[], string, string]>([
    ['a tool there is not', 'web_fech', {}, [], 'Tool.Unknown', 'There is no tool web_fech. Did you mean web_fetch?'],
    [
      'a tool that was not granted',
      'notify',
      { title: 'x' },
      web('a'),
      'Worker.NotGranted',
      'The worker watcher may not use notify: it was granted web_fetch. Add the tool to the plan and approve it again.',
    ],
    [
      'wrong arguments',
      'web_fetch',
      { url: 5 },
      web('a'),
      'Tool.BadArguments',
      'The arguments of web_fetch are not right: url: invalid input: expected string, received number. It is: The address to read, http or https.',
    ],
    [
      'a host that was not granted',
      'web_fetch',
      { url: 'http://evil.example/' },
      web('shop.example'),
      'Worker.NotGranted',
      'The worker watcher may not use web_fetch on the host evil.example: its grant allows only shop.example. Add the host to the plan and approve it again.',
    ],
    [
      'any host when none was granted',
      'web_fetch',
      { url: 'http://shop.example/' },
      [{ tool: 'web_fetch', limits: {} }],
      'Worker.NotGranted',
      'The worker watcher may not use web_fetch on the host shop.example: its grant allows no host. Add the host to the plan and approve it again.',
    ],
    [
      'another port',
      'web_fetch',
      { url: 'http://127.0.0.1:81/' },
      web('127.0.0.1:80', '127.0.0.1'),
      'Worker.NotGranted',
      'The worker watcher may not use web_fetch on the host 127.0.0.1:81: its grant allows only 127.0.0.1:80 and 127.0.0.1. Add the host to the plan and approve it again.',
    ],
    [
      'a decimal spelling of this machine',
      'web_fetch',
      { url: 'http://2130706433/' },
      web('*.0.0.1', '2130706433'),
      'Worker.NotGranted',
      'The worker watcher may not use web_fetch on the host 127.0.0.1: its grant allows only *.0.0.1 and 2130706433. Add the host to the plan and approve it again.',
    ],
    [
      'another table',
      'table_insert',
      { table: 'other', row: { a: 1 } },
      [{ tool: 'table_insert', limits: { tables: ['log'] } }],
      'Worker.NotGranted',
      'The worker watcher may not use table_insert on the table other: its grant allows only log. Add the table to the plan and approve it again.',
    ],
    [
      'another folder',
      'file_read',
      { path: 'private/../secret/a' },
      [{ tool: 'file_read', limits: { folders: ['private'] } }],
      'Worker.NotGranted',
      'The worker watcher may not use file_read on the folder secret/a: its grant allows only private. Add the folder to the plan and approve it again.',
    ],
    [
      'another channel',
      'notify',
      { title: 'x', channel: 'mail' },
      [{ tool: 'notify', limits: { channels: ['desktop'] } }],
      'Worker.NotGranted',
      'The worker watcher may not use notify on the channel mail: its grant allows only desktop. Add the channel to the plan and approve it again.',
    ],
  ])('for %s says so, is reported and reaches nothing', async (_why, tool, args, tools, code, message) => {
    const { call, refusals, requests, sent } = world();
    expect(await call(tool, args, tools)).toMatchObject({
      ok: false,
      error: { code, message, data: { worker: 'watcher', tool } },
    });
    expect(refusals).toEqual([{ worker: 'watcher', tool, reason: message, runId: 'r1' }]);
    expect([requests, sent]).toEqual([[], []]);
  });

  it('by the worker, which saw a redirect, is reported as well', async () => {
    const { call, refusals } = world({
      answer: {
        ok: false,
        error: {
          code: 'Worker.NotGranted',
          message: 'The grant does not allow evil.example.',
          data: { host: 'evil.example' },
        },
      },
    });
    expect(await call('web_fetch', { url: 'http://a.example/' }, web('a.example'))).toMatchObject({
      ok: false,
      error: { code: 'Worker.NotGranted', data: { host: 'evil.example' } },
    });
    expect(refusals).toHaveLength(1);
  });
});

describe('the limit of calls per run', () => {
  const grant: ToolGrant[] = [{ tool: 'web_fetch', limits: { hosts: ['a.example'], callsPerRun: 2 } }];
  const outcomes = async (made: ReturnType<typeof world>, runs: string[]) => {
    const answers = await Promise.all(
      runs.map((runId) => made.call('web_fetch', { url: 'http://a.example/' }, grant, { runId })),
    );
    return answers.map(({ ok }) => ok);
  };

  it('counts each run for itself, calls made at once included', async () => {
    expect(await outcomes(world(), ['r1', 'r1', 'r1', 'r2'])).toEqual([true, true, false, true]);
  });

  it('goes on counting where the run was before a restart', async () => {
    expect(await outcomes(world({ earlierCalls: 1 }), ['r1', 'r1'])).toEqual([true, false]);
  });

  it('does not refuse a call again that was admitted before a crash', async () => {
    expect(
      await world({ earlierCalls: 1 }).call('web_fetch', { url: 'http://a.example/' }, grant, { recovering: true }),
    ).toMatchObject({ ok: true });
  });

  it('is not used up by calls that were refused for another reason', async () => {
    const made = world();
    await made.call('web_fetch', { url: 'http://b.example/' }, grant);
    expect(await outcomes(made, ['r1', 'r1'])).toEqual([true, true]);
  });
});

describe('a dry run', () => {
  it('reads for real and answers effects with what they would give', async () => {
    const { call, requests, sent, userTables } = world();
    const tools: ToolGrant[] = [
      ...web('a.example'),
      { tool: 'notify', limits: { channels: ['desktop'] } },
      { tool: 'table_insert', limits: { tables: ['t'] } },
      { tool: 'file_write', limits: { folders: ['.'] } },
    ];
    const dry = (tool: string, args: JsonValue) => call(tool, args, tools, { dryRun: true });
    expect([
      await dry('web_fetch', { url: 'http://a.example/' }),
      await dry('notify', { title: 'x' }),
      await dry('table_insert', { table: 't', row: { a: 1 } }),
      await dry('file_write', { path: 'a', text: 'b' }),
    ]).toEqual([
      { ok: true, value: PAGE },
      { ok: true, value: { notificationId: 'dry-run' } },
      { ok: true, value: { table: 't', rowId: 0 } },
      { ok: true, value: { path: 'a', size: 0 } },
    ]);
    expect([requests.map(({ tool }) => tool), sent]).toEqual([['web_fetch'], []]);
    expect(() => readTable(userTables, 't', 1)).toThrow();
  });

  it('is refused what a real run would be refused', async () => {
    expect(await world().call('notify', { title: 'x' }, [], { dryRun: true })).toMatchObject({
      ok: false,
      error: { code: 'Worker.NotGranted' },
    });
  });
});

describe('what a tool gives', () => {
  it('is checked against what it promises', async () => {
    expect(
      await world({ answer: { ok: true, value: { url: 5 } } }).call(
        'web_fetch',
        { url: 'http://a.example/' },
        web('a.example'),
      ),
    ).toMatchObject({ ok: false, error: { code: 'Tool.BadResult' } });
  });

  const notify: ToolGrant[] = [{ tool: 'notify', limits: { channels: ['desktop'] } }];
  it('is a failure as data when a tool of the main process has a bug, and the bug is reported', async () => {
    const { call, bugs } = world({ send: () => Promise.reject(new TypeError('no bus')) });
    expect(await call('notify', { title: 'x' }, notify)).toMatchObject({
      ok: false,
      error: { code: 'Tool.Failed', message: expect.stringContaining('no bus') },
    });
    expect(bugs).toHaveLength(1);
  });

  it('is a timeout when a tool of the main process does not answer in time', async () => {
    const { call } = world({ send: () => new Promise(() => undefined) });
    expect(await call('notify', { title: 'x' }, notify, { timeoutMs: 20 })).toMatchObject({
      ok: false,
      error: { code: 'Worker.Timeout' },
    });
  });

  it('is a cancellation when the run is cancelled', async () => {
    const controller = new AbortController();
    const { call } = world({ send: () => new Promise(() => undefined) });
    const answer = call('notify', { title: 'x' }, notify, {}, controller.signal);
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'Worker.Cancelled' } });
  });
});
