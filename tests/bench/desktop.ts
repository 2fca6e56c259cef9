/**
 * Cold start to a usable window (the composer can be typed into), and memory of all processes while idle in the tray.
 * `--starts N` (default 5), `--idle-minutes M` (default 5). Needs a display; Linux only, as it reads /proc.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { _electron, type ElectronApplication } from 'playwright';
import { electronCommand } from '../../scripts/launch.mjs';
import { commandOf, memoryOf, processTree } from './process-tree.ts';

const targets = { startMs: 1500, memoryMb: 300 };

export async function desktop(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { starts: { type: 'string', default: '5' }, 'idle-minutes': { type: 'string', default: '5' } } });
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-'));
  try {
    const starts: number[] = [];
    for (let round = 0; round < Number(values.starts); round++) {
      const { app, tookMs } = await start(join(folder, `data-${round}`));
      starts.push(tookMs);
      await quit(app);
    }
    starts.sort((a, b) => a - b);
    const median = starts[Math.floor(starts.length / 2)] ?? 0;
    print(`cold start to a usable window: median ${median} ms of ${starts.join(', ')} (target under ${targets.startMs} ms)`);
    await idle(join(folder, 'data-idle'), Number(values['idle-minutes']));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(dataDir: string): Promise<{ app: ElectronApplication; tookMs: number }> {
  const { command, args, env } = electronCommand({ headless: false });
  const startedMs = performance.now();
  const app = await _electron.launch({ executablePath: command, args: [...args, '--data-dir', dataDir], env: env as Record<string, string> });
  const page = await app.firstWindow();
  await page.getByTestId('composer').waitFor();
  return { app, tookMs: Math.round(performance.now() - startedMs) };
}

async function idle(dataDir: string, minutes: number): Promise<void> {
  const { app } = await start(dataDir);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  print(`idle in the tray for ${minutes} minutes …`);
  await sleep(minutes * 60_000);
  const pid = app.process().pid ?? 0;
  const rows = processTree(pid).map((child) => ({ name: commandOf(child), ...memoryOf(child) }));
  for (const { name, pss, rss } of rows) print(`  ${name.padEnd(28)} ${pss.toFixed(0).padStart(5)} MB shared fairly  ${rss.toFixed(0).padStart(5)} MB resident`);
  const total = rows.reduce((sum, { pss }) => sum + pss, 0);
  print(`memory over ${rows.length} processes: ${total.toFixed(0)} MB (target under ${targets.memoryMb} MB)`);
  await quit(app);
}

async function quit(app: ElectronApplication): Promise<void> {
  const gone = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
  await gone;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
