/**
 * The worker bench in Electron's main process: broker, pool, utility processes, engine and journal as in the app. Prints its figures
 * as its last line. `--load=JSON --worker=FILE --empty=FILE`, the last two modules for a utility process.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { openGate } from '../../../src/main/budgets/run-limits.ts';
import { systemClock } from '../../../src/main/platform/system-clock.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership } from '../../../src/main/store/ownership.ts';
import { type Broker, type BrokerCall, createBroker } from '../../../src/main/workers/broker.ts';
import { createPool, type WorkerPool } from '../../../src/main/workers/pool.ts';
import { createTaskExecutor } from '../../../src/main/workers/task-executor.ts';
import { spawnUtilityWorker } from '../../../src/main/workers/utility-worker.ts';
import type { WorkerProcess } from '../../../src/main/workers/worker-process.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, testRun } from '../../support/test-flow.ts';
import { inParallel, percentile } from '../engine/measure.ts';
import type { Footprint, Load, Times, WorkerFigures } from './figures.ts';
import { footprint } from './footprint.ts';

const stepsPerRun = 100;
const width = 4;
const never = new AbortController().signal;

function argument(name: string): string {
  const given = process.argv.find((word) => word.startsWith(`--${name}=`));
  if (given === undefined) throw new Error(`--${name}= is missing`);
  return given.slice(name.length + 3);
}

async function bench(folder: string): Promise<WorkerFigures> {
  const load = JSON.parse(argument('load')) as Load;
  const workspaceDir = join(folder, 'workspace');
  mkdirSync(workspaceDir);
  const db = databaseWithFlow(join(folder, 'bench.db'), flow());
  beginOwnership(db);
  const journal = new SqliteJournal(db);

  // Once through everything, so that what is loaded on first use is there before the first look.
  const parts = { worker: argument('worker'), workspaceDir, journal };
  await crashing(parts, 2 * width);
  await stepping(parts, width * stepsPerRun, 'warm-up');
  const start = {
    emptyModule: await startTimes(argument('empty'), load.starts),
    worker: await startTimes(argument('worker'), load.starts),
  };
  const before = await settledFootprint();
  const roundTrip = await roundTrips(parts, load.roundTrips);
  const steps = await stepping(parts, load.steps, 'run');
  const crashes = await crashing(parts, load.crashes);
  const after = await settledFootprint();
  db.close();
  return { load, start, roundTrip, steps, crashes, before, after };
}

/** What has just ended is reaped, and its sockets are closed, a moment later. */
async function settledFootprint(): Promise<Footprint> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return footprint();
}

interface Parts {
  worker: string;
  workspaceDir: string;
  journal: SqliteJournal;
}

async function startTimes(module: string, times: number): Promise<Times> {
  const samples: number[] = [];
  for (let round = 0; round < times; round++) {
    const startedAt = performance.now();
    const child = spawnUtilityWorker(module);
    const gone = new Promise((resolve) => child.onExit(resolve));
    await new Promise<void>((resolve) => child.onMessage(() => resolve()));
    samples.push(performance.now() - startedAt);
    child.kill();
    await gone;
  }
  return timesOf(samples);
}

async function roundTrips(parts: Parts, times: number): Promise<Times> {
  const { broker, pool } = brokerOf(parts);
  const samples: number[] = [];
  for (let call = -50; call < times; call++) {
    const startedAt = performance.now();
    const answer = await broker.call(callOf('file_exists', { path: 'a.txt' }), never);
    if (!answer.ok) throw new Error(answer.error.message);
    if (call >= 0) samples.push(performance.now() - startedAt);
  }
  await pool.stop();
  return timesOf(samples);
}

async function stepping(parts: Parts, steps: number, prefix: string): Promise<WorkerFigures['steps']> {
  const { broker, pool, spawned } = brokerOf(parts);
  const refuse = () => Promise.reject(new Error('not in this workload'));
  const engine = new Engine({
    clock: systemClock,
    journal: parts.journal,
    executor: createTaskExecutor({
      broker,
      findWorker: () => worker,
      runGate: openGate,
      admitCall: async () => ({ ok: true, value: null }),
      runAgent: refuse,
      runFlow: refuse,
      waitForApproval: refuse,
    }),
  });
  const startedAt = performance.now();
  await inParallel(Math.ceil(steps / stepsPerRun), width, async (index) => {
    const { ended } = await engine.start(testRun(flow(), { id: `${prefix}-${index}`, startedAtMs: Date.now() }));
    const end = await ended;
    if (end.status !== 'SUCCEEDED') throw new Error(`a run ended ${end.status}: ${end.error} ${end.cause}`);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await engine.stop();
  await pool.stop();
  return { perS: steps / seconds, processesUsed: spawned.length };
}

/** Each call runs in a process that is killed in its middle. */
async function crashing(parts: Parts, crashes: number): Promise<WorkerFigures['crashes']> {
  const { broker, pool, spawned } = brokerOf(parts);
  const samples: number[] = [];
  await inParallel(crashes, width, async (index) => {
    const call = { ...callOf('system_info', {}), flowId: `flow-${index % width}`, runId: `crash-${index}` };
    const answer = broker.call(call, never);
    // The next process that is busy and nobody has killed yet: which call it has does not matter, each is hit once.
    const victim = await nextBusy(spawned);
    const killedAt = performance.now();
    victim.kill();
    const { ok, ...rest } = await answer;
    samples.push(performance.now() - killedAt);
    if (ok || !('error' in rest) || rest.error.code !== 'Worker.Crashed')
      throw new Error(`a call whose process was killed gave ${JSON.stringify(rest)}`);
  });
  await pool.stop();
  return { answered: samples.length, processesUsed: spawned.length, failure: timesOf(samples) };
}

interface Spawned extends WorkerProcess {
  hasCall: boolean;
  killed: boolean;
}

async function nextBusy(spawned: readonly Spawned[]): Promise<Spawned> {
  for (;;) {
    const victim = spawned.find(({ hasCall, killed }) => hasCall && !killed);
    if (victim) {
      victim.killed = true;
      return victim;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function brokerOf({ worker: module, workspaceDir }: Parts): { broker: Broker; pool: WorkerPool; spawned: Spawned[] } {
  const spawned: Spawned[] = [];
  const spawn = (): Spawned => {
    const child = spawnUtilityWorker(module);
    const watched: Spawned = {
      hasCall: false,
      killed: false,
      get pid() {
        return child.pid;
      },
      post(message) {
        if (message.type === 'call') watched.hasCall = true;
        child.post(message);
      },
      kill: () => child.kill(),
      onMessage: (listener) =>
        child.onMessage((message) => {
          if (/^(result|failure)$/.test(String((message as { type?: unknown }).type))) watched.hasCall = false;
          listener(message);
        }),
      onOutput: (listener) => child.onOutput(listener),
      onExit: (listener) => child.onExit(listener),
    };
    spawned.push(watched);
    return watched;
  };
  const pool = createPool({ spawn, log: () => undefined });
  const broker = createBroker({
    mainTools: [],
    pool,
    countCalls: () => 0,
    onRefusal: ({ reason }) => process.stderr.write(`${reason}\n`),
    workspaceDir,
    pagesDir: join(workspaceDir, '..', 'pages'),
    trashDir: join(workspaceDir, '..', 'trash'),
  });
  return { broker, pool, spawned };
}

const worker = {
  id: 'w',
  name: 'w',
  prompt: '',
  tools: [
    { tool: 'file_exists', limits: { folders: ['.'] } },
    { tool: 'system_info', limits: {} },
  ],
};

function callOf(tool: string, args: BrokerCall['arguments']): BrokerCall {
  return {
    worker,
    tool,
    arguments: args,
    runId: 'run',
    flowId: 'flow',
    state: 'S',
    idempotencyKey: 'key',
    recovering: false,
    timeoutMs: 30_000,
    dryRun: false,
  };
}

function flow(): StateMachine {
  const States: Record<string, unknown> = {};
  for (let number = 0; number < stepsPerRun; number++)
    States[`s${number}`] = {
      Type: 'Task',
      Resource: 'worker:w/file_exists',
      Arguments: { path: `file-${number}.txt` },
      ...(number + 1 < stepsPerRun ? { Next: `s${number + 1}` } : { End: true }),
    };
  return { StartAt: 's0', States } as unknown as StateMachine;
}

function timesOf(samples: readonly number[]): Times {
  return { p50Ms: percentile(samples, 50), p99Ms: percentile(samples, 99), maxMs: Math.max(...samples) };
}

void app.whenReady().then(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-workers-'));
  let code = 0;
  try {
    const figures = await bench(folder);
    process.stdout.write(`\n${JSON.stringify(figures)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    code = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.stdout.write('', () => app.exit(code));
});
