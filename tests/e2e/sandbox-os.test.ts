/**
 * The sandbox on the other side of its own walls: the operating system's. Hunts: a realm without seccomp where the app is run by an
 * ordinary user, a realm that works without a display only.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { electronCommand } from '../../scripts/launch.mjs';
import { runJson } from '../support/cli.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfTest } from '../support/home.ts';
import { endAll, processesOn } from '../support/processes.ts';
import { type RanScript, realmsOn } from '../support/sandbox.ts';
import { testEnvironment } from '../support/test-environment.ts';

/** `nobody`, who owns nothing. */
const ordinary = 65_534;

it("as an ordinary user a realm runs under Chromium's OS sandbox: seccomp filters its calls, and it may gain no rights", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-user-'));
  onTestFinished(() => {
    endAll(processesOn(dataDir));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const dataDir = join(folder, 'data');
  chmodSync(folder, 0o777);
  const { command, args } = electronCommand({ headless: true });
  const words = [
    'sandbox',
    'run',
    '-',
    '--language',
    'javascript',
    '--timeout',
    '30000',
    '--json',
    '--data-dir',
    dataDir,
  ];
  const isRoot = process.getuid?.() === 0;
  const child = spawn(command, [...args.filter((flag) => flag !== '--no-sandbox'), '--majordomo-cli'], {
    env: { ...testEnvironment(dataDir), HOME: folder, MAJORDOMO_CLI_ARGS: JSON.stringify(words) },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(isRoot ? { uid: ordinary, gid: ordinary } : {}),
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdin.end(
    'const until = Date.now() + 5000; while (Date.now() < until) await new Promise((go) => setTimeout(go, 50)); return 1',
  );
  const status = await eventually(() => {
    const [realm] = realmsOn(dataDir);
    expect(realm, printed).toBeDefined();
    return readFileSync(`/proc/${realm?.pid}/status`, 'utf8');
  });
  expect(status).toMatch(/^Seccomp:\s+2$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(status).toMatch(new RegExp(`^Uid:\\s+${isRoot ? ordinary : process.getuid?.()}\\s`, 'm'));
  await ended;
  expect(JSON.parse(printed.split('\n').find((line) => line.startsWith('{')) ?? printed)).toMatchObject({
    ok: true,
    value: 1,
  });
});

it('with a window open scripts run in the same app, and no window more is there', async () => {
  const home = homeOfTest();
  const app = await home.open();
  for (const [language, code] of [
    ['python', '40 + 2'],
    ['javascript', 'return 40 + 2'],
  ] as const) {
    const { json } = await runJson<RanScript & Record<string, unknown>>(
      home.dataDir,
      ['sandbox', 'run', '-', '--language', language],
      { input: code },
    );
    expect(json).toMatchObject({ ok: true, value: 42 });
  }
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await app.quit()).toBe(0);
});
