/** A pool of real child processes, by default of a worker that misbehaves on demand; stopped, and found empty, when the test has ended. */
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { CallOwner } from '../../src/main/workers/fair-queue.ts';
import { createPool, type WorkerPoolConfig } from '../../src/main/workers/pool.ts';
import type { WorkerLogLine, WorkerProcess } from '../../src/main/workers/worker-process.ts';
import type { WorkerRequest } from '../../src/main/workers/worker-request.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { forkWorker } from './fork-worker.ts';

const UNRULY = fileURLToPath(new URL('./unruly-worker.mjs', import.meta.url));
export const never = new AbortController().signal;
export const owner: CallOwner = { flowId: 'f1', workerId: 'w1' };

export function poolOf(config: Partial<WorkerPoolConfig> = {}) {
  const logs: WorkerLogLine[] = [];
  const spawned: WorkerProcess[] = [];
  const spawn = config.spawn ?? (() => forkWorker(UNRULY));
  const pool = createPool({
    log: (line) => logs.push(line),
    graceMs: 200,
    ...config,
    spawn: () => {
      const process = spawn();
      spawned.push(process);
      return process;
    },
  });
  onTestFinished(async () => {
    await pool.stop();
    expect(spawned.filter(({ pid }) => pid !== undefined && isAlive(pid))).toEqual([]);
  });
  const request = (args: JsonObject, timeoutMs = 5_000, tool = 'try'): WorkerRequest => ({
    tool,
    arguments: args,
    limits: {},
    idempotencyKey: 'k',
    recovering: false,
    timeoutMs,
    workspaceDir: '/w',
    pagesDir: '/p',
    trashDir: '/t',
    origin: { flowId: 'f', runId: 'r', state: 'S' },
  });
  const call = (how: string, timeoutMs?: number, signal: AbortSignal = never, by: CallOwner = owner) =>
    pool.call(request({ how }, timeoutMs), signal, by);
  const pidOf = async (how = 'go') => {
    const answer = await call(how);
    return answer.ok ? (answer.value as { pid: number }).pid : answer.error.code;
  };
  return { pool, call, pidOf, request, logs, spawned };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
