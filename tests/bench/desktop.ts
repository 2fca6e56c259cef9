/**
 * Cold start to a usable window (the composer can be typed into), and memory of all processes while idle in the tray.
 * `--starts N` (default 5), `--idle-minutes M` (default 5). Needs a display; Linux only, as it reads /proc.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { _electron, chromium } from 'playwright';
import { ensureBuilt } from '../../scripts/build.mjs';
import { electronCommand } from '../../scripts/launch.mjs';
import { commandOf, memoryOf, processTree } from './process-tree.ts';

const targets = { startMs: 1500, memoryMb: 300 };

export async function desktop(args: string[]): Promise<void> {
  if (process.env.DISPLAY === undefined) return onDisplay(args);
  await ensureBuilt();
  const options = {
    starts: { type: 'string', default: '5' },
    'idle-minutes': { type: 'string', default: '5' },
  } as const;
  const { values } = parseArgs({ args, options });
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-'));
  try {
    const starts: number[] = [];
    for (let round = 0; round < Number(values.starts); round++) {
      const { child, usableAfterMs } = await start(join(folder, `data-${round}`));
      starts.push(usableAfterMs);
      await quit(child);
    }
    starts.sort((a, b) => a - b);
    const median = starts[Math.floor(starts.length / 2)] ?? 0;
    print(
      `cold start to a usable window: median ${median} ms of ${starts.join(', ')} (target under ${targets.startMs} ms)`,
    );
    await idle(join(folder, 'data-idle'), Number(values['idle-minutes']));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same once more, on a display of its own. */
function onDisplay(args: string[]): void {
  const again = ['scripts/with-display.mjs', process.execPath, 'tests/bench/run.ts', 'desktop', ...args];
  const { status } = spawnSync(process.execPath, again, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

/** The page notes itself when it became usable; it is asked afterwards, so that asking costs the start nothing. */
async function start(dataDir: string): Promise<{ child: ChildProcess; usableAfterMs: number }> {
  const { command, args, env } = electronCommand({ headless: false });
  const startedAtMs = Date.now();
  const child = spawn(command, ['--remote-debugging-port=0', ...args, '--data-dir', dataDir], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggerAddress(child));
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the app has opened no window');
  await page.getByTestId('composer').waitFor();
  const usableAtMs = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('majordomo:usable')[0]?.startTime ?? Number.NaN),
  );
  return { child, usableAfterMs: Math.round(usableAtMs - startedAtMs) };
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the app has no stderr to read');
  const lines = createInterface({ input: child.stderr });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the app ended with ${code} before it opened a window`)));
    lines.on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      // The window comes a moment after the debugger.
      if (address !== undefined) setTimeout(() => resolve(address), 1500);
    });
  });
}

async function idle(dataDir: string, minutes: number): Promise<void> {
  const { command, args, env } = electronCommand({ headless: false });
  const app = await _electron.launch({
    executablePath: command,
    args: [...args, '--data-dir', dataDir],
    env: env as Record<string, string>,
  });
  await (await app.firstWindow()).getByTestId('composer').waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const child = app.process();
  print(`idle in the tray for ${minutes} minutes …`);
  await sleep(minutes * 60_000);
  const rows = processTree(child.pid ?? 0).map((pid) => ({ name: commandOf(pid), ...memoryOf(pid) }));
  for (const { name, pss, rss } of rows)
    print(
      `  ${name.padEnd(28)} ${pss.toFixed(0).padStart(5)} MB shared fairly  ${rss.toFixed(0).padStart(5)} MB resident`,
    );
  const total = rows.reduce((sum, { pss }) => sum + pss, 0);
  print(`memory over ${rows.length} processes: ${total.toFixed(0)} MB (target under ${targets.memoryMb} MB)`);
  await quit(child);
}

async function quit(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
