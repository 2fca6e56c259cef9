/**
 * The hostile scripts in Electron's main process, through the app's own broker, tool and sandbox. `--attacks=FILE --out=DIR`; prints a
 * Report a line, the Environment last.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { app } from 'electron';
import { electronRealms } from '../../../src/main/sandbox/electron-realm.ts';
import type { OpenRealm } from '../../../src/main/sandbox/realm.ts';
import { sandboxScheme } from '../../../src/main/sandbox/sandbox-session.ts';
import { createScriptRunner } from '../../../src/main/sandbox/script-runner.ts';
import { openUserTables } from '../../../src/main/store/user-tables.ts';
import { createMainTools } from '../../../src/main/tools/all.ts';
import { createScriptTools } from '../../../src/main/tools/execute-script.ts';
import type { NotificationSender } from '../../../src/main/tools/notify.ts';
import { registerSchemes } from '../../../src/main/windows/app-scheme.ts';
import { createBroker } from '../../../src/main/workers/broker.ts';
import { createPool } from '../../../src/main/workers/pool.ts';
import { spawnUtilityWorker } from '../../../src/main/workers/utility-worker.ts';
import type { Result } from '../../../src/shared/errors.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { processTree } from '../../bench/process-tree.ts';
import type { Attack, Environment, Report } from './attack.ts';
import { nextScripts } from './next-script.ts';

registerSchemes(sandboxScheme);

function argument(name: string): string {
  const given = process.argv.find((word) => word.startsWith(`--${name}=`));
  if (given === undefined) throw new Error(`--${name}= is missing`);
  return given.slice(name.length + 3);
}

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

function ofProcess(pid: number, file: 'status' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function attackAll(attacks: readonly Attack[]): Promise<void> {
  const outDir = argument('out');
  const folder = dirname(argument('attacks'));
  const secretFile = join(folder, 'secret.txt');
  writeFileSync(secretFile, 'planted-secret');
  process.env.PLANTED_SECRET = 'planted-secret';
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    response.end('export default 1');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const input = { port: (server.address() as AddressInfo).port, secretFile };

  const realm: Environment['realm'] = { seccomp: '', commandLine: '' };
  const open = electronRealms(outDir);
  const openRealm: OpenRealm = async (...given) => {
    const opened = await open(...given);
    realm.seccomp = /^Seccomp:\s+(\d)/m.exec(ofProcess(opened.pid, 'status'))?.[1] ?? 'unknown';
    realm.commandLine = ofProcess(opened.pid, 'cmdline');
    return opened;
  };
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const sandbox = createScriptRunner({ openRealm, wheelsDir: join(folder, 'wheels'), log });
  const pool = createPool({ spawn: () => spawnUtilityWorker(join(outDir, 'main', 'worker.js')), log: () => undefined });
  const sent: string[] = [];
  const userTables = openUserTables(':memory:');
  const notifications: NotificationSender = {
    send: async ({ title }) => ({ notificationId: String(sent.push(`notify ${title}`)) }),
  };
  const broker = createBroker({
    mainTools: [...createMainTools({ userTables, notifications }), ...createScriptTools(sandbox)],
    pool,
    countCalls: () => 0,
    onRefusal: () => undefined,
    workspaceDir: join(folder, 'workspace'),
    pagesDir: join(folder, 'pages'),
    trashDir: join(folder, 'trash'),
  });
  const worker = {
    id: 'w',
    name: 'w',
    tools: [
      { tool: 'execute_python', limits: {} },
      { tool: 'execute_javascript', limits: {} },
      { tool: 'file_exists', limits: { folders: ['.'] } },
    ],
  };
  let runs = 0;
  const run = (language: Attack['language'], code: string, timeoutMs?: number): Promise<Result<JsonValue>> =>
    broker.call(
      {
        worker,
        tool: `execute_${language}`,
        arguments: { code, input, tools: ['file_exists'], ...(timeoutMs === undefined ? {} : { timeoutMs }) },
        runId: `run-${++runs}`,
        flowId: 'flow',
        state: 'S',
        idempotencyKey: `key-${runs}`,
        recovering: false,
        timeoutMs: 120_000,
        dryRun: false,
      },
      new AbortController().signal,
    );

  // What is made once is there before the first look.
  for (const language of ['javascript', 'python'] as const) await run(language, nextScripts[language]);
  const processesBefore = processTree(process.pid).length;
  for (const attack of attacks) {
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    requests = 0;
    sent.length = 0;
    const outcome = await run(attack.language, attack.code, attack.timeoutMs);
    const next = await run(attack.language, nextScripts[attack.language]);
    loop.disable();
    const report: Report = {
      name: attack.name,
      language: attack.language,
      outcome: shown(outcome),
      next: shown(next),
      requests,
      sent: [...sent],
      mainHeldMs: loop.max / 1e6,
    };
    print(report);
  }
  const environment: Environment = {
    realm,
    commandLines: processTree(process.pid).map((pid) => ofProcess(pid, 'cmdline')),
    processesBefore,
    processesAfter: processTree(process.pid).length,
    mainIsWhole:
      ({} as { polluted?: unknown; planted?: unknown }).polluted === undefined && !('planted' in Object.prototype),
  };
  await sandbox.stop();
  await pool.stop();
  server.close();
  print(environment);
}

function shown(answer: Result<JsonValue>): Report['outcome'] {
  if (!answer.ok) {
    const { code, message, data } = answer.error;
    return {
      ok: false,
      value: null,
      printed: `${data.stdout ?? ''}${data.stderr ?? ''}`.slice(0, 2_000),
      error: { code, message },
    };
  }
  const { value, stdout, stderr } = answer.value as { value: JsonValue; stdout: string; stderr: string };
  return { ok: true, value: value as never, printed: `${stdout}${stderr}`.slice(0, 2_000), error: null };
}

void app.whenReady().then(async () => {
  let code = 0;
  try {
    await attackAll(JSON.parse(readFileSync(argument('attacks'), 'utf8')) as Attack[]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    code = 1;
  }
  process.stdout.write('', () => app.exit(code));
});
