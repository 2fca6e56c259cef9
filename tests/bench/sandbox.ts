/**
 * Realms of the sandbox in a real Electron: fresh ones, the first answer of one that is ready, many small scripts, a loop that
 * computes, memory; beside them CPython and Pyodide without its snapshot, in the same run. `--scripts N` (default 1000) small scripts
 * a language. Needs no display; memory is read from /proc.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { ensureBuilt } from '../../scripts/build.mjs';
import { electronCommand } from '../../scripts/launch.mjs';
import { percentile } from './engine/measure.ts';
import { loops, type SandboxFigures, targets } from './sandbox/figures.ts';

export async function sandbox(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { scripts: { type: 'string', default: '1000' } } });
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-'));
  try {
    const figures = await measureInElectron(folder, Number(values.scripts));
    report(figures, Number(values.scripts));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** An Electron whose main process is tests/bench/sandbox/electron-main.ts with the app's own realms. */
async function measureInElectron(folder: string, scripts: number): Promise<SandboxFigures> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        external: ['electron'],
        input: { main: join(import.meta.dirname, 'sandbox', 'electron-main.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bench', type: 'module', main: 'main.mjs' }));
  const { command, args, env } = electronCommand({ headless: true });
  const own = [...args.slice(0, -1), `--user-data-dir=${join(folder, 'electron')}`, folder];
  const options = { out: join(args.at(-1) ?? '', 'out'), scripts };
  const child = spawn(command, own, {
    env: { ...env, MAJORDOMO_BENCH: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the measured Electron ended with ${code}: ${output}`);
  return JSON.parse(output) as SandboxFigures;
}

function report({ python, javascript, withoutSnapshotMs }: SandboxFigures, scripts: number): void {
  line(`${availableParallelism()} processors, ${process.platform}; times in ms, p50 / p99`);
  for (const [name, figures] of [
    ['Python', python],
    ['JavaScript', javascript],
  ] as const) {
    const { freshMs, firstMs, smallReadyMs, backToBackS, loopMs, freshMb, usedMb } = figures;
    line('');
    line(name);
    row('fresh realm: cold process to ready', freshMs);
    row('1 + 1 on a realm that is ready', firstMs);
    row(`${scripts} small scripts, each with a realm ready`, smallReadyMs);
    line(
      `  ${`${scripts} small scripts back to back, four at once`.padEnd(52)} ${backToBackS.toFixed(1)} s, ${(scripts / backToBackS).toFixed(1)} a second`,
    );
    row('a loop that computes', loopMs);
    line(`  ${'memory of a realm, ready / after 1 + 1'.padEnd(52)} ${freshMb.toFixed(0)} / ${usedMb.toFixed(0)} MB`);
  }
  const cpython = timesOf('python3', ['-c', 'print(1 + 1)'], 10);
  const cpythonLoop = timesOf('python3', ['-c', loops.python], 3);
  line('');
  line('beside them');
  row('Pyodide without its snapshot, likewise', withoutSnapshotMs);
  row('python3 -c "print(1 + 1)"', cpython);
  row('the loop in python3, with its start', cpythonLoop);
  row('node -e "1 + 1"', timesOf(process.execPath, ['-e', '1 + 1'], 10));
  row('the loop in node, with its start', timesOf(process.execPath, ['-e', `(() => {${loops.javascript}})()`], 3));
  line('');
  for (const [name, { smallReadyMs }] of [
    ['Python', python],
    ['JavaScript', javascript],
  ] as const) {
    target(`${name}, a script with a realm ready, p50 ms`, percentile(smallReadyMs, 50), targets.warmP50Ms);
    target(`${name}, a script with a realm ready, p99 ms`, percentile(smallReadyMs, 99), targets.warmP99Ms);
  }
  const ratio = percentile(python.freshMs, 50) / percentile(withoutSnapshotMs, 50);
  target('fresh Python realm, of Pyodide without snapshot', ratio, targets.freshOfWithoutSnapshot);
}

function timesOf(command: string, args: string[], times: number): number[] {
  return Array.from({ length: times }, () => {
    const startedAt = performance.now();
    const { status } = spawnSync(command, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
    return performance.now() - startedAt;
  });
}

function row(name: string, ms: readonly number[]): void {
  const shown = (percent: number): string => percentile(ms, percent).toFixed(1).padStart(8);
  line(`  ${name.padEnd(52)} ${shown(50)} / ${shown(99)}   (${ms.length} times)`);
}

function target(what: string, value: number, limit: number): void {
  line(
    `${value <= limit ? 'met   ' : 'MISSED'} ${what.padEnd(50)} ${value.toFixed(2).padStart(8)}  (at most ${limit})`,
  );
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
