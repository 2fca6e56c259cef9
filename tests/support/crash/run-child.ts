import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

export interface ChildEnd {
  signal: string | null;
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface ChildTask {
  folder: string;
  /** The moment at which it dies; null: it lives. */
  killAt: string | null;
  /** Forks the run of the folder at this event instead of starting it. */
  forkAt?: number;
}

/** What the child prints when nothing kills it. */
export interface ChildReport {
  points: string[];
  ended: string[];
  /** What it could not do, in words. */
  errors: string[];
}

/** Runs the child to its end. `prefix`: a command to put before it, such as strace. */
export function runChild(given: ChildTask, options: { prefix?: string[]; script?: string } = {}): Promise<ChildEnd> {
  const words = [
    ...(options.prefix ?? []),
    process.execPath,
    '--no-warnings',
    options.script ?? child,
    JSON.stringify(given),
  ];
  const started = spawn(words[0] ?? '', words.slice(1), {
    // Compiled once for all of them: half of such a short life.
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'majordomo-crash-compile-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  started.stdout.on('data', (chunk) => (stdout += chunk));
  started.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    started.once('error', reject);
    started.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

/** At most this many at a time, answers in order. */
export async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, item] of entries) results[index] = await work(item);
    }),
  );
  return results;
}
