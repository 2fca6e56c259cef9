/**
 * feed, page_changed, state_get and state_set through the broker. Hunts for news told twice or never: after a crash, in a second
 * step, in another flow; and for a memory that a worker's query can read.
 */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listTables, queryTable } from '../../../src/main/store/user-tables.ts';
import { createFeed } from '../../../src/main/tools/feed.ts';
import type { MainToolContext } from '../../../src/main/tools/main-tool.ts';
import type { BrokerCall } from '../../../src/main/workers/broker.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { toolBench } from '../../support/tool-bench.ts';
import { webServer } from '../../support/web-server.ts';

const rss = (titles: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>http://x/</link><description>n</description>${titles
    .map(
      (title) => `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><link>/${title}</link></item>`,
    )
    .join('')}</channel></rss>`;

async function feedBench(titles: string[]) {
  const site = { titles };
  const server = await webServer((_request, response) => response.writeHead(200).end(rss(site.titles)));
  const bench = toolBench();
  const read = async (runId: string, own = {}) => {
    const answer = await bench.call('feed', { url: server.base }, { hosts: [server.host] }, { runId, ...own });
    if (!answer.ok) throw new Error(answer.error.message);
    const { newEntries, firstRun } = answer.value as { newEntries: { title: string }[]; firstRun: boolean };
    return { fresh: newEntries.map(({ title }) => title), firstRun };
  };
  return { ...bench, site, server, read };
}

describe('feed', () => {
  it('tells what is new since the last run, and what is gone and comes back is not new', async () => {
    const { site, read } = await feedBench(['a', 'b']);
    expect(await read('r1')).toEqual({ fresh: ['a', 'b'], firstRun: true });
    expect(await read('r2')).toEqual({ fresh: [], firstRun: false });
    site.titles = ['c', 'b'];
    expect(await read('r3')).toEqual({ fresh: ['c'], firstRun: false });
    site.titles = ['a', 'c'];
    expect(await read('r4')).toEqual({ fresh: [], firstRun: false });
  });

  it('tells two steps of one run the same', async () => {
    const { site, read } = await feedBench(['a']);
    await read('r1');
    site.titles = ['b', 'a'];
    expect([await read('r2'), await read('r2')]).toEqual([
      { fresh: ['b'], firstRun: false },
      { fresh: ['b'], firstRun: false },
    ]);
  });

  it('repeated after a crash gives the same answer, and asks the site no more', async () => {
    const { site, read, server } = await feedBench(['a']);
    await read('r1', { idempotencyKey: 'k' });
    site.titles = ['b', 'a'];
    expect(await read('r1', { idempotencyKey: 'k', recovering: true })).toEqual({ fresh: ['a'], firstRun: true });
    expect(server.requests).toHaveLength(1);
    expect(await read('r2')).toEqual({ fresh: ['b'], firstRun: false });
  });

  it('keeps flows and addresses apart', async () => {
    const { read, call, server } = await feedBench(['a']);
    await read('r1');
    expect(await read('r2', { flowId: 'flow-2' })).toEqual({ fresh: ['a'], firstRun: true });
    expect(
      await call('feed', { url: `${server.base}/other` }, { hosts: [server.host] }, { runId: 'r3' }),
    ).toMatchObject({
      ok: true,
      value: { firstRun: true },
    });
  });

  it('whose call ended meanwhile leaves its news for the next', async () => {
    const { call, bugs } = toolBench();
    const held: ServerResponse[] = [];
    let holding = true;
    const slow = await webServer((_request, response) => (holding ? held.push(response) : response.end(rss(['late']))));
    const read = (own: Partial<BrokerCall>) => call('feed', { url: slow.base }, { hosts: [slow.host] }, own);
    expect(await read({ runId: 'r1', timeoutMs: 50 })).toMatchObject({ ok: false, error: { code: 'Worker.Timeout' } });
    holding = false;
    expect(await read({ runId: 'r2' })).toMatchObject({ ok: true, value: { firstRun: true } });
    expect(bugs).toEqual([]);
  });

  it('that is answered when nobody waits any more counts nothing as seen', async () => {
    const { userTables, call } = toolBench();
    const server = await webServer((_request, response) => response.end(rss(['a'])));
    const late = new AbortController();
    const entry = { id: 'a', title: 'a', link: '', published: null, author: '', summary: '' };
    const context: MainToolContext = {
      flowId: 'flow-1',
      runId: 'r1',
      idempotencyKey: 'k',
      recovering: false,
      signal: late.signal,
      limits: {},
      workspaceDir: '/ws',
      callTool: () => Promise.reject(new Error('these tools call no others')),
      inWorker: async () => {
        late.abort();
        return { title: '', url: server.base, entries: [entry] } as never;
      },
    };
    await expect(createFeed(userTables).execute({ url: server.base, limit: 50 }, context)).rejects.toMatchObject({
      code: 'Worker.Cancelled',
    });
    expect(await call('feed', { url: server.base }, { hosts: [server.host] }, { runId: 'r2' })).toMatchObject({
      ok: true,
      value: { firstRun: true },
    });
  });

  it('in a dry run reads really and remembers nothing', async () => {
    const { read } = await feedBench(['a']);
    expect(await read('dry', { dryRun: true })).toEqual({ fresh: ['a'], firstRun: true });
    expect(await read('r1')).toEqual({ fresh: ['a'], firstRun: true });
  });

  it('is refused at a host that is not granted, before any process hears of it', async () => {
    const { call, inWorker, server } = await feedBench(['a']);
    expect(await call('feed', { url: server.base }, { hosts: ['shop.example'] })).toMatchObject({
      ok: false,
      error: { code: 'Worker.NotGranted' },
    });
    expect(inWorker).toEqual([]);
  });

  it('fails on what is no feed, and then counts nothing as seen', async () => {
    const { call } = toolBench();
    const server = await webServer((_request, response) => response.writeHead(200).end('<html><body>x</body></html>'));
    expect(await call('feed', { url: server.base }, { hosts: [server.host] })).toMatchObject({
      ok: false,
      error: { code: 'Tool.NotAFeed', message: expect.stringContaining('is not a feed that can be read') },
    });
  });
});

describe('page_changed', () => {
  const page = (text: string) =>
    `<html><body><main>${text
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('')}<b id="n">7</b></main></body></html>`;
  async function pageBench(text: string) {
    const site = { text };
    const server = await webServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(page(site.text)),
    );
    const bench = toolBench();
    const look = async (runId: string, own = {}, args = {}) => {
      const answer = await bench.call(
        'page_changed',
        { url: server.base, ...args },
        { hosts: [server.host] },
        { runId, ...own },
      );
      if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
      return answer.value as Record<string, JsonValue>;
    };
    return { ...bench, site, server, look };
  }

  it('remembers in the first run and tells the difference in later ones', async () => {
    const { site, look } = await pageBench('one\ntwo\nthree');
    expect(await look('r1')).toMatchObject({ changed: false, firstRun: true, added: '', removed: '' });
    expect(await look('r2')).toMatchObject({ changed: false, firstRun: false });
    site.text = 'one\nTWO\nthree';
    expect(await look('r3')).toMatchObject({
      changed: true,
      added: 'TWO',
      removed: 'two',
      diff: '  one\n- two\n+ TWO\n  three\n  7',
    });
    expect(await look('r4')).toMatchObject({ changed: false });
  });

  it('tells two steps of one run the same, and a repeated one as well', async () => {
    const { site, look, server } = await pageBench('one');
    await look('r1');
    site.text = 'two';
    const first = await look('r2', { idempotencyKey: 'k' });
    expect(first).toMatchObject({ changed: true });
    expect(await look('r2')).toEqual(first);
    const asked = server.requests.length;
    expect(await look('r2', { idempotencyKey: 'k', recovering: true })).toEqual(first);
    expect(server.requests).toHaveLength(asked);
  });

  it('looks only at what a selector matches', async () => {
    const { site, look } = await pageBench('one');
    await look('r1', {}, { selector: '#n' });
    site.text = 'two';
    expect(await look('r2', {}, { selector: '#n' })).toMatchObject({ changed: false, firstRun: false });
    await expect(look('r3', {}, { selector: '#gone' })).rejects.toThrow(/^Tool.NotFound: Nothing on .* matches/);
  });

  it('in a dry run remembers nothing', async () => {
    const { look } = await pageBench('one');
    await look('dry', { dryRun: true });
    expect(await look('r1')).toMatchObject({ firstRun: true });
  });

  it('of texts with nothing in common ends in time', async () => {
    const lines = (seed: number) => Array.from({ length: 20_000 }, (_, n) => `${(n * seed) % 7919}`).join('\n');
    const { site, look } = await pageBench(lines(31));
    await look('r1');
    site.text = lines(77);
    expect(await look('r2')).toMatchObject({ changed: true });
  }, 20_000);
});

describe('a flow’s own memory', () => {
  const value = async (answer: ReturnType<ReturnType<typeof toolBench>['call']>) => {
    const settled = await answer;
    if (!settled.ok) throw new Error(`${settled.error.code}: ${settled.error.message}`);
    return settled.value;
  };

  it('gives in a later run what was kept, or the default', async () => {
    const { call } = toolBench();
    expect(await value(call('state_get', { key: 'price' }))).toEqual({ value: null, found: false });
    expect(await value(call('state_get', { key: 'price', default: 0 }))).toEqual({ value: 0, found: false });
    expect(await value(call('state_set', { key: 'price', value: { now: [1] } }))).toEqual({
      key: 'price',
      previous: null,
    });
    expect(await value(call('state_set', { key: 'price', value: 2 }))).toEqual({
      key: 'price',
      previous: { now: [1] },
    });
    expect(await value(call('state_get', { key: 'price' }, {}, { runId: 'run-2' }))).toEqual({ value: 2, found: true });
    expect(await value(call('state_get', { key: 'price' }, {}, { flowId: 'flow-2' }))).toMatchObject({ found: false });
    await value(call('state_set', { key: 'price', value: null }));
    expect(await value(call('state_get', { key: 'price' }))).toEqual({ value: null, found: false });
  });

  it('is changed once for a step, however often that is repeated', async () => {
    const { call } = toolBench();
    await value(call('state_set', { key: 'n', value: 1 }));
    const first = await value(call('state_set', { key: 'n', value: 2 }, {}, { idempotencyKey: 'k' }));
    await value(call('state_set', { key: 'n', value: 3 }));
    expect(
      await value(call('state_set', { key: 'n', value: 2 }, {}, { idempotencyKey: 'k', recovering: true })),
    ).toEqual(first);
    expect(await value(call('state_get', { key: 'n' }))).toMatchObject({ value: 3 });
  });

  it('is not changed by a dry run', async () => {
    const { call } = toolBench();
    await value(call('state_set', { key: 'n', value: 1 }, {}, { dryRun: true }));
    expect(await value(call('state_get', { key: 'n' }))).toMatchObject({ found: false });
  });

  it('has bounds', async () => {
    const { call } = toolBench();
    await expect(value(call('state_set', { key: 'n', value: 'x'.repeat(100_000) }))).rejects.toThrow(
      /longer than 100000/,
    );
    await expect(value(call('state_set', { key: 'x'.repeat(201), value: 1 }))).rejects.toThrow(/Tool.BadArguments/);
    for (let n = 0; n < 1_000; n++) await value(call('state_set', { key: `k${n}`, value: n }));
    await expect(value(call('state_set', { key: 'one more', value: 1 }))).rejects.toThrow(/already keeps 1000 names/);
    await value(call('state_set', { key: 'k7', value: 'still fine' }));
  });

  it.each(['_majordomo_state', '_majordomo_seen', '_majordomo_pages', '_MAJORDOMO_STATE'])(
    'is no table of the user’s: %s cannot be read',
    async (table) => {
      const { call, userTables } = toolBench();
      await value(call('state_set', { key: 'n', value: 1 }));
      expect(listTables(userTables)).toEqual([]);
      expect(() => queryTable(userTables, { table, limit: 1 })).toThrow(/There is no table/);
      expect(await call('table_query', { table }, { tables: [table] })).toMatchObject({ ok: false });
    },
  );
});
