/**
 * A script's calls of tools, through the broker: the script is played by this test, the broker, the grants and the tools are real.
 * Hunts: a call past the grant or the declaration, one that is not counted, two calls with one key, a class that lets recovery repeat
 * an effect.
 */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sandbox, ScriptOutcome, ScriptPorts, ScriptRequest } from '../../../src/main/sandbox/sandbox.ts';
import { createScriptTools } from '../../../src/main/tools/execute-script.ts';
import { createBroker, type Refusal } from '../../../src/main/workers/broker.ts';
import type { WorkerRequest } from '../../../src/main/workers/worker-request.ts';
import type { ToolGrant } from '../../../src/shared/domain/grant.ts';
import { trashFolders } from '../../../src/shared/file-change.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { findTool } from '../../../src/shared/tools/catalogue.ts';
import { effectOf } from '../../../src/shared/tools/tool-spec.ts';
import { execute } from '../../support/files/file-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const page = { url: 'https://shop.example/', status: 200, contentType: 'text/html', page: `page:${'0'.repeat(64)}` };
const done: ScriptOutcome = { ok: true, value: null, stdout: '', stderr: '', error: null, files: [], durationMs: 1 };

function world(script: (request: ScriptRequest, ports: ScriptPorts) => Promise<Partial<ScriptOutcome>>) {
  const folder = tempFolder();
  const workspaceDir = join(folder, 'workspace');
  mkdirSync(join(workspaceDir, 'in'), { recursive: true });
  for (const name of trashFolders) mkdirSync(join(folder, 'trash', name), { recursive: true });
  const requests: WorkerRequest[] = [];
  const refusals: Refusal[] = [];
  const sandbox: Sandbox = {
    run: async (request, ports = {}) => ({ ...done, ...(await script(request, ports)) }),
    stop: () => Promise.resolve(),
  };
  const broker = createBroker({
    mainTools: createScriptTools(sandbox),
    pool: {
      call: async (request, signal) => {
        if (request.tool.startsWith('script.')) return await execute(request, signal);
        requests.push(request);
        return { ok: true, value: page as unknown as JsonValue };
      },
    },
    countCalls: () => 0,
    onRefusal: (refusal) => refusals.push(refusal),
    workspaceDir,
    pagesDir: join(folder, 'pages'),
    trashDir: join(folder, 'trash'),
  });
  const call = (args: Record<string, JsonValue>, tools: ToolGrant[], dryRun = false) =>
    broker.call(
      {
        worker: { id: 'w1', name: 'hand', tools },
        tool: 'execute_javascript',
        arguments: { code: 'return 1', ...args },
        runId: 'r1',
        flowId: 'f1',
        state: 'S',
        idempotencyKey: 'r1:3',
        recovering: false,
        timeoutMs: 5_000,
        dryRun,
      },
      new AbortController().signal,
    );
  return { call, requests, refusals, folder, workspaceDir };
}

const run: ToolGrant = { tool: 'execute_javascript', limits: { folders: ['in', 'out'] } };
const fetchOnce: ToolGrant = { tool: 'web_fetch', limits: { hosts: ['shop.example'], callsPerRun: 2 } };
const url = 'https://shop.example/';

/** What each call of a tool gave: its value's kind or the code of its refusal. */
function calling(...calls: [tool: string, args: JsonValue][]) {
  const answers: string[] = [];
  const script = async (_request: ScriptRequest, { callTool }: ScriptPorts) => {
    for (const [tool, args] of calls) {
      const answer = await callTool?.(tool, args);
      answers.push(answer === undefined ? 'none' : answer.ok ? 'ok' : answer.error.code);
    }
    return {};
  };
  return { answers, script };
}

describe('a tool that a script calls', () => {
  it('is called under the grant, with a key of its own each time, and counted', async () => {
    const { answers, script } = calling(['web_fetch', { url }], ['web_fetch', { url }], ['web_fetch', { url }]);
    const { call, requests, refusals } = world(script);
    expect(await call({ tools: ['web_fetch'] }, [run, fetchOnce])).toMatchObject({ ok: true });
    expect(answers).toEqual(['ok', 'ok', 'Worker.NotGranted']);
    expect(requests.map(({ idempotencyKey, limits }) => [idempotencyKey, limits])).toEqual([
      ['r1:3/1', fetchOnce.limits],
      ['r1:3/2', fetchOnce.limits],
    ]);
    expect(refusals).toHaveLength(1);
  });

  it.each([
    ['not declared', {}, ['web_fetch', { url }]],
    ['declared, not granted', { tools: ['notify'] }, ['notify', { title: 'x', channel: 'desktop' }]],
    ['beyond its limits', { tools: ['web_fetch'] }, ['web_fetch', { url: 'https://evil.example/' }]],
  ] as [string, Record<string, JsonValue>, [string, JsonValue]][])(
    'is refused when it is %s',
    async (_why, args, asked) => {
      const { answers, script } = calling(asked);
      const { call, requests } = world(script);
      expect(await call(args, [run, fetchOnce])).toMatchObject({ ok: true });
      expect(answers).toEqual(['Worker.NotGranted']);
      expect(requests).toEqual([]);
    },
  );

  it('is never another script', async () => {
    const { call } = world(async () => ({}));
    expect(await call({ tools: ['execute_python'] }, [run])).toMatchObject({ error: { code: 'Tool.BadArguments' } });
  });
});

describe('the files of a script', () => {
  it('are read and written within the grant', async () => {
    const { call, workspaceDir } = world(async ({ files }) => ({
      files: [{ path: 'out/b.bin', bytes: files?.[0]?.bytes ?? new Uint8Array() }],
    }));
    writeFileSync(join(workspaceDir, 'in', 'a.bin'), new Uint8Array([0, 255]));
    expect(await call({ inputs: ['in/a.bin'], outputs: ['out/b.bin'] }, [run])).toMatchObject({
      ok: true,
      value: { files: [{ path: 'out/b.bin', size: 2 }] },
    });
    expect([...readFileSync(join(workspaceDir, 'out', 'b.bin'))]).toEqual([0, 255]);
  });

  it.each(['in/link/secret.txt', '../secret.txt', 'other/a.txt', '/etc/passwd', 'in/missing.txt', 'in'])(
    'are not %s',
    async (path) => {
      const ran: string[] = [];
      const { call, folder, workspaceDir } = world(async ({ code }) => {
        ran.push(code);
        return {};
      });
      writeFileSync(join(folder, 'secret.txt'), 'secret');
      symlinkSync(folder, join(workspaceDir, 'in', 'link'));
      expect((await call({ inputs: [path] }, [run])).ok).toBe(false);
      expect(ran).toEqual([]);
      if (path !== 'in/missing.txt' && path !== 'in') expect((await call({ outputs: [path] }, [run])).ok).toBe(false);
      expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('secret');
    },
  );
});

describe('the effect class of a script', () => {
  const spec = findTool('execute_python');
  it.each([
    [{}, 'pure'],
    [{ tools: ['web_fetch', 'file_read'] }, 'pure'],
    [{ outputs: ['out/a.txt'] }, 'idempotent'],
    [{ tools: ['web_fetch', 'table_insert'] }, 'unsafe'],
    [{ tools: ['no_such_tool'] }, 'unsafe'],
  ])('with %j is %s', (args, effect) => {
    expect(spec && effectOf(spec, { code: '1', ...args })).toBe(effect);
  });

  it('decides what a dry run does: what only computes runs, what has effects is previewed', async () => {
    const ran: (string | undefined)[] = [];
    const { call } = world(async ({ outputs }) => {
      ran.push(outputs?.[0]);
      return { value: 7 };
    });
    expect(await call({}, [run], true)).toMatchObject({ ok: true, value: { value: 7 } });
    expect(await call({ outputs: ['out/a.txt'] }, [run], true)).toMatchObject({ ok: true, value: { value: null } });
    expect(ran).toEqual([undefined]);
  });
});
