/**
 * Hunts for calls that are never answered, processes that outlive their call or the pool, and one call's trouble reaching
 * another. Real child processes throughout; most run a worker that misbehaves on demand, the last ones the real one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import { workerEnvironment } from '../../../src/main/workers/worker-environment.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { eventually } from '../../support/eventually.ts';
import { forkWorker } from '../../support/fork-worker.ts';
import { isAlive, never, owner, poolOf } from '../../support/pool-of.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { webServer } from '../../support/web-server.ts';

describe('a call', () => {
  it('is answered by a process that is kept for the next one', async () => {
    const { pidOf, spawned } = poolOf();
    expect(await pidOf()).toBe(await pidOf());
    expect(spawned).toHaveLength(1);
  });

  it('during which the process ends fails as crashed, and the next one has another process', async () => {
    const { call, pidOf } = poolOf();
    const before = await pidOf();
    expect(await call('exit')).toMatchObject({ ok: false, error: { code: 'Worker.Crashed', data: { exitCode: 3 } } });
    expect(await pidOf()).not.toBe(before);
  });

  it.each([
    ['does nothing', 'hang'],
    ['is in an endless loop', 'spin'],
  ])(
    'whose worker %s is told at its deadline, killed after the grace, and answered when the process is gone',
    async (_what, how) => {
      const { call, spawned } = poolOf({ graceMs: 200 });
      await call('go');
      const [process] = spawned;
      assert(process !== undefined);
      const [post, kill] = [vi.spyOn(process, 'post'), vi.spyOn(process, 'kill')];
      const cancels = () => post.mock.calls.filter(([message]) => message.type === 'cancel').length;
      // The process and its end are real; the pool's clock is moved here.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const answer = call(how, 100);
      expect(post.mock.calls.map(([message]) => message.type)).toEqual(['call']);
      vi.advanceTimersByTime(99);
      expect(cancels()).toBe(0);
      vi.advanceTimersByTime(1);
      expect(cancels()).toBe(1);
      vi.advanceTimersByTime(199);
      expect(kill).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(kill).toHaveBeenCalledTimes(1);
      expect(await answer).toMatchObject({ ok: false, error: { code: 'Worker.Timeout' } });
      expect(isAlive(process.pid as number)).toBe(false);
    },
  );

  it('that succeeds in the grace after its deadline is known to have succeeded', async () => {
    expect(await poolOf().call('late', 60)).toEqual({ ok: true, value: 'late' });
  });

  it('that is cancelled ends, whether it waits or runs', async () => {
    const { pool, call } = poolOf({ maxProcesses: 1 });
    const controller = new AbortController();
    const answers = Promise.all([call('hang', 5_000, controller.signal), call('go', 5_000, controller.signal)]);
    await eventually(() => expect(pool.counts().busy === 1).toBe(true));
    controller.abort();
    expect((await answers).map((answer) => !answer.ok && answer.error.code)).toEqual([
      'Worker.Cancelled',
      'Worker.Cancelled',
    ]);
    expect(await call('go', 5_000, controller.signal)).toMatchObject({
      ok: false,
      error: { code: 'Worker.Cancelled' },
    });
  });

  it('does not suffer from another one’s crash', async () => {
    const { call } = poolOf();
    const answers = await Promise.all([call('slow'), call('exit'), call('slow')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it('whose worker does not keep the protocol fails, and the process is killed', async () => {
    const { call, spawned } = poolOf();
    expect(await call('nonsense')).toMatchObject({ ok: false, error: { code: 'Worker.Crashed' } });
    expect(isAlive(spawned[0]?.pid as number)).toBe(false);
  });

  it('has its log lines bounded, and so has the process its output', async () => {
    const { call, logs } = poolOf();
    await call('chatter');
    expect([logs.filter(({ tool }) => tool === 'try').length, logs.filter(({ tool }) => tool === null).length]).toEqual(
      [200, 200],
    );
    expect(Math.max(...logs.map(({ text }) => text.length))).toBeLessThanOrEqual(4_000);
  });
});

describe('the pool', () => {
  it('runs at most as many calls at once as it may, and the others in their turn', async () => {
    const { pool, call } = poolOf({ maxProcesses: 2 });
    const stop = new AbortController();
    const held = [call('hang', 60_000, stop.signal), call('hang', 60_000, stop.signal)];
    const answers = Array.from({ length: 6 }, () => call('go'));
    await eventually(() => expect(pool.counts()).toEqual({ processes: 2, busy: 2, waiting: 6 }));
    stop.abort();
    await Promise.all(held);
    expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true);
    expect(pool.counts().processes).toBeLessThanOrEqual(2);
  });

  it('starts only so many processes at the same time, and the next when one is ready', async () => {
    const { pool, call, spawned } = poolOf({ maxStarting: 1 });
    const stop = new AbortController();
    const held = Array.from({ length: 3 }, () => call('hang', 60_000, stop.signal));
    expect(spawned).toHaveLength(1);
    await eventually(() => expect(pool.counts()).toEqual({ processes: 3, busy: 3, waiting: 0 }));
    stop.abort();
    await Promise.all(held);
  });

  it('keeps a process warm before there is a call, and ends those it no longer needs', async () => {
    const { pool, call, spawned } = poolOf({ idleMs: 50 });
    pool.start();
    await eventually(() => expect(pool.counts().processes === 1).toBe(true));
    await Promise.all([call('slow'), call('slow'), call('slow')]);
    expect(spawned.length).toBeGreaterThan(1);
    await eventually(() => expect(pool.counts().processes === 1).toBe(true));
  });

  it.each([
    ['its calls', { maxCalls: 2 }],
    ['its memory', { maxRssBytes: 0 }],
    ['its age', { maxAgeMs: -1 }],
  ])('replaces a process that is worn by %s', async (_by, config) => {
    const { pidOf, pool } = poolOf(config);
    const pids = new Set<unknown>();
    for (let made = 0; made < 4; made++) {
      const pid = await pidOf();
      pids.add(pid);
      // The answer to the ping has to arrive, and the process to end.
      if (made % 2 === 1) await eventually(() => expect(isAlive(Number(pid))).toBe(false));
    }
    expect(pids.size).toBeGreaterThanOrEqual(2);
    expect([...pids].every((pid) => typeof pid === 'number')).toBe(true);
    await eventually(() => expect(pool.counts().processes <= 1).toBe(true));
  });

  it('gives up on processes that are never ready, and says so', async () => {
    const { call } = poolOf({ readyTimeoutMs: 50, spawn: () => forkWorker('/not/there.mjs') });
    expect(await call('go')).toMatchObject({ ok: false, error: { code: 'Worker.NotStarted' } });
  });

  it('gives up when processes cannot be started at all', async () => {
    const spawn = () => {
      throw new Error('no more processes');
    };
    const { call } = poolOf({ spawn });
    expect(await call('go')).toMatchObject({
      ok: false,
      error: { code: 'Worker.NotStarted', message: expect.stringContaining('no more processes') },
    });
  });

  it('stops with every process gone, those in the middle of a call included', async () => {
    const { pool, call, spawned } = poolOf({ maxProcesses: 2 });
    const answers = [call('spin'), call('hang'), call('go')];
    await eventually(() => expect(pool.counts().busy === 2).toBe(true));
    await pool.stop();
    expect((await Promise.all(answers)).map((answer) => !answer.ok && answer.error.code)).toEqual([
      'Worker.Cancelled',
      'Worker.Cancelled',
      'Worker.Stopping',
    ]);
    expect(spawned.some(({ pid }) => isAlive(pid as number))).toBe(false);
    expect(await call('go')).toMatchObject({ ok: false, error: { code: 'Worker.Stopping' } });
  });

  it('gives its processes no more of the environment than they need', async () => {
    const parent = { PATH: '/bin', HOME: '/home/me', OPENAI_API_KEY: 'secret', LANG: 'C', NODE_OPTIONS: '--inspect' };
    expect(workerEnvironment(parent, 'linux')).toEqual({ PATH: '/bin', HOME: '/home/me', LANG: 'C' });
    process.env.MAJORDOMO_TEST_SECRET = 'secret';
    onTestFinished(() => void delete process.env.MAJORDOMO_TEST_SECRET);
    const answer = await poolOf().call('go');
    expect(answer.ok && (answer.value as { env: string[] }).env).not.toContain('MAJORDOMO_TEST_SECRET');
  });
});

describe('the real worker', () => {
  it('fetches a page and finds its price', async () => {
    const server = await webServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Was $120</p><p>Price: $89.50</p>'),
    );
    const pagesDir = join(tempFolder(), 'pages');
    const { pool, request } = poolOf({ spawn: () => forkWorker() });
    const fetched = await pool.call(
      { ...request({ url: server.base }, 5_000, 'web_fetch'), limits: { hosts: [server.host] }, pagesDir },
      never,
      owner,
    );
    const page = fetched.ok ? (fetched.value as { page: string }).page : '';
    expect(
      await pool.call({ ...request({ source: page, field: 'price' }, 5_000, 'extract'), pagesDir }, never, owner),
    ).toEqual({ ok: true, value: { value: 89.5, foundBy: 'text after ‘Price’' } });
  });

  it('answers a tool’s failure as data and goes on working', async () => {
    const workspaceDir = join(tempFolder(), 'workspace');
    mkdirSync(workspaceDir);
    const { pool, request, spawned } = poolOf({ spawn: () => forkWorker() });
    const file = (tool: string, args: JsonObject) =>
      pool.call({ ...request(args, 5_000, tool), limits: { folders: ['.'] }, workspaceDir }, never, owner);
    expect(await file('file_read', { path: 'a.txt' })).toMatchObject({ ok: false, error: { code: 'Tool.NotFound' } });
    expect(await file('file_write', { path: 'a.txt', text: 'hi' })).toEqual({
      ok: true,
      value: { path: 'a.txt', size: 2 },
    });
    expect(await file('file_read', { path: 'a.txt' })).toEqual({ ok: true, value: { text: 'hi' } });
    expect(spawned).toHaveLength(1);
  });

  it('lets go of a fetch that is cancelled, without being killed', async () => {
    const controller = new AbortController();
    const server = await webServer(() => controller.abort());
    const { pool, request, spawned } = poolOf({ spawn: () => forkWorker() });
    const call = { ...request({ url: server.base }, 5_000, 'web_fetch'), limits: { hosts: [server.host] } };
    expect(await pool.call(call, controller.signal, owner)).toMatchObject({
      ok: false,
      error: { code: 'Worker.Cancelled' },
    });
    expect(isAlive(spawned[0]?.pid as number)).toBe(true);
  });
});
