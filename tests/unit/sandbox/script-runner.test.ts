/**
 * The runner over realms that this test plays. Hunts: a realm used twice, one kept when nobody needs it, one that outlives its script,
 * a hostile message that is believed.
 */
import { describe, expect, it } from 'vitest';
import { scriptLimits } from '../../../src/main/sandbox/limits.ts';
import type { Realm, RealmEnd } from '../../../src/main/sandbox/realm.ts';
import type { ScriptPorts, ScriptRequest } from '../../../src/main/sandbox/sandbox.ts';
import { createScriptRunner, type ScriptRunnerOptions } from '../../../src/main/sandbox/script-runner.ts';
import type { HostMessage } from '../../../src/shared/sandbox-protocol.ts';
import { eventually } from '../../support/eventually.ts';

interface PlayedRealm extends Realm {
  posted: HostMessage[];
  says(message: unknown): void;
  ends(end: RealmEnd): void;
  bytes: number;
  interrupted: number;
  destroyed: boolean;
}

function playedRealm(language: Realm['language'], onPost: (realm: PlayedRealm) => void): PlayedRealm {
  let says: (message: unknown) => void = () => undefined;
  const gone: ((end: RealmEnd) => void)[] = [];
  const realm: PlayedRealm = {
    language,
    pid: 1,
    posted: [],
    bytes: 0,
    interrupted: 0,
    destroyed: false,
    post(message) {
      realm.posted.push(message);
      onPost(realm);
    },
    onMessage: (listener) => {
      says = listener;
    },
    onGone: (listener) => void gone.push(listener),
    interrupt: () => void realm.interrupted++,
    memoryBytes: () => realm.bytes,
    destroy: () => {
      realm.destroyed = true;
    },
    says: (message) => says(message),
    ends: (end) => {
      for (const listener of gone) listener(end);
    },
  };
  return realm;
}

const answer = { type: 'ended', ok: true, value: '1' };

function world(
  play: (realm: PlayedRealm) => void = (realm) => realm.says(answer),
  options: Partial<ScriptRunnerOptions> = {},
) {
  const realms: PlayedRealm[] = [];
  const sandbox = createScriptRunner({
    openRealm: async (language) => {
      const realm = playedRealm(language, (posted) => queueMicrotask(() => play(posted)));
      realms.push(realm);
      return realm;
    },
    wheelsDir: '/nowhere',
    log: () => undefined,
    ...options,
  });
  const run = (request: Partial<ScriptRequest> = {}, ports?: ScriptPorts) =>
    sandbox.run({ language: 'javascript', code: 'return 1', input: null, ...request }, ports);
  return { sandbox, realms, run };
}

describe('realms', () => {
  it('do not exist before the first script; each runs one, and one is in reserve afterwards', async () => {
    const { realms, run, sandbox } = world();
    expect(realms).toHaveLength(0);
    for (let script = 1; script <= 3; script++) {
      expect(await run()).toMatchObject({ ok: true, value: 1 });
      await eventually(() => expect(realms).toHaveLength(script + 1));
    }
    expect(realms.map(({ posted }) => posted.length)).toEqual([1, 1, 1, 0]);
    expect(realms.map(({ destroyed }) => destroyed)).toEqual([true, true, true, false]);
    await sandbox.stop();
    await eventually(() => expect(realms.every(({ destroyed }) => destroyed)).toBe(true));
  });

  it('in reserve are dropped after a while, and replaced when they end by themselves', async () => {
    const { realms, run } = world(undefined, { idleMs: 1 });
    await run();
    await eventually(() => expect(realms.map(({ destroyed }) => destroyed)).toEqual([true, true]));
    const kept = world();
    await kept.run();
    await eventually(() => expect(kept.realms).toHaveLength(2));
    kept.realms[1]?.ends('killed');
    expect(await kept.run()).toMatchObject({ ok: true });
    expect(kept.realms[1]?.posted).toEqual([]);
  });

  it('run as many scripts at once as there are places; the others wait in line', async () => {
    const { realms, run } = world(() => undefined, { atOnce: 2 });
    const runs = [run(), run(), run()];
    await eventually(() => expect(realms.filter(({ posted }) => posted.length > 0)).toHaveLength(2));
    realms[0]?.says(answer);
    await runs[0];
    await eventually(() => expect(realms.filter(({ posted }) => posted.length > 0)).toHaveLength(3));
    for (const realm of realms) realm.says(answer);
    expect((await Promise.all(runs)).every(({ ok }) => ok)).toBe(true);
  });

  it('that cannot be opened fail the script with the reason, and give the place back', async () => {
    const { run } = world(undefined, { atOnce: 1, openRealm: () => Promise.reject(new Error('no files')) });
    await expect(run()).rejects.toThrow('no files');
    await expect(run()).rejects.toThrow('no files');
  });

  it('end with the app: running scripts are stopped, later ones refused', async () => {
    const { realms, run, sandbox } = world(() => undefined);
    const running = run();
    await eventually(() => expect(realms[0]?.posted).toHaveLength(1));
    await sandbox.stop();
    expect((await running).ok).toBe(false);
    expect(realms[0]?.destroyed).toBe(true);
    await expect(run()).rejects.toMatchObject({ code: 'Sandbox.Stopped' });
  });
});

describe('a script', () => {
  it.each([
    ['no message at all', 'hello'],
    ['an unknown type', { type: 'exit' }],
    ['a second start', { type: 'ready' }],
    ['an unknown code', { type: 'ended', ok: false, error: { code: 'App.AlreadyRunning', message: '', line: null } }],
    ['more fields than agreed', { ...answer, files: ['/etc/passwd'] }],
    ['a file nobody asked for', { type: 'file', path: '../../x', bytes: new Uint8Array(1) }],
    ['more output than allowed', { type: 'output', stream: 'stdout', text: 'x'.repeat(scriptLimits.outputBytes + 1) }],
  ])('whose realm says %s is ended as tampered with', async (_name, message) => {
    const { realms, run } = world((realm) => realm.says(message));
    expect(await run()).toMatchObject({ ok: false, error: { code: 'Sandbox.Crashed' } });
    expect(realms[0]?.destroyed).toBe(true);
  });

  it.each([['['.repeat(1_000)], ['undefined'], [`"${'x'.repeat(scriptLimits.valueBytes)}"`]])(
    'whose value is not JSON within its limit has none',
    async (value) => {
      const { run } = world((realm) => realm.says({ type: 'ended', ok: true, value }));
      expect(await run()).toMatchObject({ ok: false, value: null, error: { code: 'Sandbox.NotJson' } });
    },
  );

  it('that takes too long is ended; Python is interrupted first, and says where it was', async () => {
    const { realms, run } = world(() => undefined);
    expect(await run({ timeoutMs: 5 })).toMatchObject({ error: { code: 'Sandbox.Timeout', line: null } });
    const python = run({ language: 'python', timeoutMs: 5 });
    await eventually(() => expect(realms.at(-1)?.interrupted).toBe(1));
    realms.at(-1)?.says({ type: 'ended', ok: false, error: { code: 'Sandbox.Timeout', message: '', line: 7 } });
    expect(await python).toMatchObject({ error: { code: 'Sandbox.Timeout', line: 7 } });
  });

  it('that grows past the memory of a process is ended', async () => {
    const { run } = world((realm) => {
      realm.bytes = scriptLimits.processBytes + 1;
    });
    expect(await run()).toMatchObject({ error: { code: 'Sandbox.OutOfMemory' } });
  });

  it.each([
    ['crashed', 'Sandbox.Crashed'],
    ['killed', 'Sandbox.Crashed'],
    ['out-of-memory', 'Sandbox.OutOfMemory'],
  ] as const)('whose process %s ends with %s, and what it printed is kept', async (end, code) => {
    const { run } = world((realm) => {
      realm.says({ type: 'output', stream: 'stdout', text: 'so far' });
      realm.ends(end);
    });
    expect(await run()).toMatchObject({ ok: false, stdout: 'so far', error: { code } });
  });

  it('gives the files that were asked for, or an error naming the one that is missing', async () => {
    const { run } = world((realm) => {
      realm.says({ type: 'file', path: 'a.txt', bytes: new Uint8Array([1]) });
      realm.says(answer);
    });
    expect(await run({ outputs: ['a.txt'] })).toMatchObject({ ok: true, files: [{ path: 'a.txt' }] });
    expect(await run({ outputs: ['a.txt', 'b.txt'] })).toMatchObject({
      error: { code: 'Sandbox.OutputMissing', message: expect.stringContaining('b.txt') },
    });
  });

  it('asks for tools and gets their answers; refusals are answers too', async () => {
    const answers: unknown[] = [];
    const { run } = world((realm) => {
      const last = realm.posted.at(-1);
      if (last?.type === 'tool-answer') answers.push(JSON.parse(last.answer));
      if (last?.type === 'run') realm.says({ type: 'tool', id: 1, tool: 'web_fetch', arguments: '{"url":"u"}' });
      else if (answers.length === 1) realm.says({ type: 'tool', id: 2, tool: 'web_fetch', arguments: 'not json' });
      else realm.says(answer);
    });
    const asked: unknown[] = [];
    const ports: ScriptPorts = {
      callTool: async (tool, args) => {
        asked.push([tool, args]);
        return { ok: true, value: { status: 200 } };
      },
    };
    expect(await run({}, ports)).toMatchObject({ ok: true });
    expect(asked).toEqual([['web_fetch', { url: 'u' }]]);
    expect(answers).toEqual([
      { ok: true, value: { status: 200 } },
      { ok: false, error: expect.objectContaining({ code: 'Tool.BadArguments' }) },
    ]);
  });
});
