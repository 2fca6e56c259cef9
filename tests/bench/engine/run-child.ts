import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Tasks } from './child.ts';

const script = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Makes each flush of the disk take 4 ms longer. */
const slowFlush = [
  'strace',
  ...['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null'],
  ...['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:delay_exit=4000'],
];

export function canSlowFlush(): boolean {
  return spawnSync('strace', ['-V']).status === 0;
}

/** Each measurement has a process of its own, so that none inherits another's heap or compiled code. */
export async function inChild<Name extends keyof Tasks>(
  name: Name,
  options: Parameters<Tasks[Name]>[1],
  { slow = false } = {},
): Promise<Awaited<ReturnType<Tasks[Name]>>> {
  const words = [...(slow ? slowFlush : []), process.execPath, '--no-warnings', script, name, JSON.stringify(options)];
  const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['ignore', 'pipe', 'inherit'], timeout: 180_000 });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const last = output.trim().split('\n').at(-1);
  if (code !== 0 || !last) throw new Error(`the measurement '${name}' ended with ${String(code)}`);
  return JSON.parse(last) as Awaited<ReturnType<Tasks[Name]>>;
}
