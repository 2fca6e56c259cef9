import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronCommand } from '../../../scripts/launch.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { electronBundle } from '../../support/electron-bundle.ts';
import type { Load, WorkerFigures } from './figures.ts';

/** Runs the bench in a real Electron, without a display. Builds it, and the app, when needed. */
export async function benchInElectron(load: Load, timeoutMs = 900_000): Promise<WorkerFigures> {
  const outDir = await electronBundle('bench-workers', join(root, 'tests', 'bench', 'workers', 'electron-main.ts'));
  writeFileSync(join(outDir, 'empty.js'), "process.parentPort.postMessage('here');\n");
  const { command, args, env } = electronCommand({ headless: true });
  const words = [
    ...args.slice(0, -1),
    outDir,
    `--load=${JSON.stringify(load)}`,
    `--worker=${join(root, 'out', 'main', 'worker.js')}`,
    `--empty=${join(outDir, 'empty.js')}`,
  ];
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: timeoutMs });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const last = output.trim().split('\n').at(-1);
  if (code !== 0 || !last) throw new Error(`the worker bench ended with ${String(code)}`);
  return JSON.parse(last) as WorkerFigures;
}
