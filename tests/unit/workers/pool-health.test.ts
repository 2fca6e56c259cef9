/** Hunts for sick processes that nobody notices, ends that are taken for one another, and messages that reach further than they may. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { isAlive, poolOf } from '../../support/pool-of.ts';

describe('the heartbeat', () => {
  it('finds an idle process that no longer answers and has it replaced', async () => {
    const { pool, pidOf, logs } = poolOf({ heartbeatMs: 40 });
    const silent = Number(await pidOf('then mute'));
    await eventually(() => expect(isAlive(silent)).toBe(false));
    expect(logs.map(({ text }) => text)).toContain('The worker did not respond for 80 ms and was killed.');
    await eventually(() => expect(pool.counts()).toEqual({ processes: 1, busy: 0, waiting: 0 }));
    expect(await pidOf()).not.toBe(silent);
  });

  it('finds a busy process in an endless loop long before its deadline', async () => {
    const { call, spawned } = poolOf({ heartbeatMs: 30 });
    expect(await call('spin', 60_000)).toMatchObject({
      ok: false,
      error: { code: 'Worker.Timeout', message: expect.stringContaining('did not respond for 180 ms') },
    });
    expect(isAlive(spawned[0]?.pid as number)).toBe(false);
  });

  it('leaves a busy process alone that answers, however long it takes', async () => {
    const { call, spawned } = poolOf({ heartbeatMs: 5 });
    expect(await call('late')).toEqual({ ok: true, value: 'late' });
    expect(spawned).toHaveLength(1);
  });

  it('kills a process that grows without bound in the middle of a call', async () => {
    const { call, logs } = poolOf({ heartbeatMs: 30 });
    expect(await call('grow', 60_000)).toMatchObject({
      ok: false,
      error: { code: 'Worker.Crashed', message: expect.stringContaining('it used 5000 MB of memory') },
    });
    expect(logs.at(-1)).toMatchObject({ level: 'error', tool: 'try' });
  });
});

describe('the end of a process in the middle of a call is', () => {
  it.each([
    ['an exit', 'exit', { kind: 'exited', exitCode: 3, signal: null }, 'ended by itself with exit code 3'],
    ['a crash', 'abort', { kind: 'crashed', exitCode: null, signal: 'SIGABRT' }, 'crashed (SIGABRT)'],
  ])('%s when it was one', async (_what, how, data, words) => {
    const { call, logs } = poolOf();
    expect(await call(how)).toMatchObject({
      ok: false,
      error: { code: 'Worker.Crashed', data, message: expect.stringContaining(words) },
    });
    expect(logs).toContainEqual(expect.objectContaining({ level: 'warn', text: `The worker ${words}.`, tool: 'try' }));
  });

  it('a kill when somebody killed it', async () => {
    const { pool, call, spawned } = poolOf();
    const answer = call('hang');
    await eventually(() => expect(pool.counts().busy).toBe(1));
    process.kill(spawned[0]?.pid as number, 'SIGKILL');
    expect(await answer).toMatchObject({
      ok: false,
      error: { code: 'Worker.Crashed', data: { kind: 'killed', exitCode: null, signal: 'SIGKILL' } },
    });
  });
});

describe('a worker that does not keep the protocol', () => {
  it.each([
    ['asks to spawn a process', 'spawn'],
    ['calls a tool itself', 'foreign call'],
    ['sends nonsense', 'nonsense'],
    ['sends a value nested 5,000 deep', 'nested'],
  ])('and %s costs its own call and dies; the next call works', async (_what, how) => {
    const { call, pidOf, spawned, logs } = poolOf();
    expect(await call(how)).toMatchObject({ ok: false, error: { code: 'Worker.Crashed', data: { kind: 'ended' } } });
    expect(isAlive(spawned[0]?.pid as number)).toBe(false);
    expect(logs).toContainEqual(
      expect.objectContaining({
        level: 'error',
        text: expect.stringMatching(/^The worker was killed: it sent a message/),
      }),
    );
    expect(typeof (await pidOf())).toBe('number');
  });

  it('and answers a call that is not its own answers nobody', async () => {
    expect(await poolOf().call('answer another call')).toMatchObject({ ok: true, value: { pid: expect.any(Number) } });
  });
});

describe('what a worker process can see', () => {
  it('is no key: neither in its environment nor on its command line', async () => {
    const planted = { OPENAI_API_KEY: 'sk-planted', MAJORDOMO_CLI_ARGS: '["planted"]', NODE_OPTIONS: '' };
    const before = Object.fromEntries(Object.keys(planted).map((name) => [name, process.env[name]]));
    Object.assign(process.env, planted);
    onTestFinished(() => {
      for (const [name, value] of Object.entries(before))
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    });
    const answer = await poolOf().call('go');
    const seen = answer.ok ? (answer.value as { env: string[]; argv: string[] }) : null;
    expect(seen?.argv).toEqual(['--app-version=0.0.0-test']);
    // The channel's own variables are Node's for a forked process; Electron's has none.
    const allowed = /^(PATH|HOME|LANG|TZ|TMPDIR|NODE_CHANNEL_\w+|NODE_UNIQUE_ID)$/;
    expect(seen?.env.filter((name) => !allowed.test(name))).toEqual([]);
  });
});
