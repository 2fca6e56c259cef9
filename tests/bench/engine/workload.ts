/** The workload on the whole engine: definitions, expressions, driver, journal; what a step does is as little as can be. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openGate } from '../../../src/main/budgets/run-limits.ts';
import { newId } from '../../../src/main/ids.ts';
import { systemClock } from '../../../src/main/platform/system-clock.ts';
import { InsertGroup } from '../../../src/main/store/insert-group.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership } from '../../../src/main/store/ownership.ts';
import { openUserTables } from '../../../src/main/store/user-tables.ts';
import { createBroker } from '../../../src/main/workers/broker.ts';
import { createPool } from '../../../src/main/workers/pool.ts';
import { createTaskExecutor } from '../../../src/main/workers/task-executor.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { TaskExecutor, TaskOutcome, TaskRequest } from '../../../src/main/workflow/ports.ts';
import type { EffectClass } from '../../../src/shared/domain/effect-class.ts';
import type { State, StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { forkWorker } from '../../support/fork-worker.ts';
import { databaseWithFlow, testRun } from '../../support/test-flow.ts';
import { stepResult, stepsPerRun, warmUpRuns } from './floor.ts';
import { inParallel, type Measured, measure } from './measure.ts';
import { ThreadJournal } from './thread-journal.ts';

export interface EngineLoad {
  runs: number;
  width: number;
  /** What a step is: nothing; a row with its receipt in the user tables; a call in a worker process. */
  step: 'pure' | 'transactional' | 'worker-process';
  /** Where SQLite runs: on the engine's own thread, or on another. */
  writer: 'main' | 'thread';
}

/** Three expressions a step: two in its Arguments, one in its Output. */
export function hundredSteps(): StateMachine {
  return chain(() => ({
    Type: 'Task',
    Resource: 'worker:w/t',
    Arguments: { wf: '{% $states.input.wf %}', step: '{% $states.input.step + 1 %}' },
    Output: '{% $states.result %}',
  }));
}

function hundredCalls(): StateMachine {
  return chain(() => ({
    Type: 'Task',
    Resource: 'worker:w/file_exists',
    Arguments: { path: "{% 'file-' & $states.input.size & '.txt' %}" },
    Output: '{% $states.result %}',
  }));
}

type Unlinked = State extends infer S ? (S extends State ? Omit<S, 'Next' | 'End'> : never) : never;

export function chain(state: (number: number) => Unlinked, length = stepsPerRun): StateMachine {
  const States: Record<string, State> = {};
  for (let number = 0; number < length; number++) {
    const after = number + 1 < length ? { Next: `s${number + 1}` } : { End: true };
    States[`s${number}`] = { ...state(number), ...after } as State;
  }
  return { StartAt: 's0', States };
}

export async function engineLoad(folder: string, load: EngineLoad): Promise<Measured> {
  const definition = load.step === 'worker-process' ? hundredCalls() : hundredSteps();
  const path = join(folder, 'engine.db');
  const db = databaseWithFlow(path, definition);
  if (load.writer === 'main') beginOwnership(db);
  const journal = load.writer === 'thread' ? new ThreadJournal(db, path) : new SqliteJournal(db);
  const { executor, close } = executorFor(load, folder);
  const timed = new TimedExecutor(executor);
  const engine = new Engine({ clock: systemClock, journal, executor: timed });
  const run = async (index: number): Promise<void> => {
    const startedAtMs = Date.now();
    const id = newId('run', startedAtMs);
    const input = { wf: index, step: 0, size: 0 };
    const { ended } = await engine.start(testRun(definition, { id, input, startedAtMs }));
    const end = await ended;
    timed.ended(id);
    if (end.status !== 'SUCCEEDED') throw new Error(`a run ended ${end.status}: ${end.error} ${end.cause}`);
  };
  await inParallel(warmUpRuns(load), load.width, run);
  const measured = await measure(load.runs * stepsPerRun, async (note) => {
    timed.note = note;
    await inParallel(load.runs, load.width, run);
  });
  await engine.stop();
  if (journal instanceof ThreadJournal) await journal.close();
  await close();
  db.close();
  return measured;
}

/** A step lasts from its own start to the next one's, or to the run's end: so it has its commit and every decision in it. */
class TimedExecutor implements TaskExecutor {
  note: (ms: number) => void = () => undefined;
  readonly #inner: TaskExecutor;
  readonly #startedAt = new Map<string, number>();

  constructor(inner: TaskExecutor) {
    this.#inner = inner;
  }

  effectOf(...args: Parameters<TaskExecutor['effectOf']>): EffectClass {
    return this.#inner.effectOf(...args);
  }

  execute(request: TaskRequest, signal: AbortSignal, heartbeat: () => void): Promise<TaskOutcome> {
    const now = performance.now();
    const startedAt = this.#startedAt.get(request.run.id);
    if (startedAt !== undefined) this.note(now - startedAt);
    this.#startedAt.set(request.run.id, now);
    return this.#inner.execute(request, signal, heartbeat);
  }

  ended(runId: string): void {
    this.note(performance.now() - (this.#startedAt.get(runId) ?? Number.NaN));
    this.#startedAt.delete(runId);
  }
}

function executorFor(load: EngineLoad, folder: string): { executor: TaskExecutor; close: () => Promise<void> | void } {
  const answer = ({ arguments: given }: TaskRequest): JsonValue => {
    const { wf, step } = given as { wf: number; step: number };
    return stepResult(wf, step);
  };
  if (load.step === 'pure')
    return {
      executor: {
        effectOf: () => 'pure',
        execute: (request) => Promise.resolve({ ok: true, output: answer(request) }),
      },
      close: () => undefined,
    };
  if (load.step === 'transactional') {
    const tables = openUserTables(join(folder, 'tables.db'));
    const inserts = new InsertGroup(tables);
    const execute = async (request: TaskRequest): Promise<TaskOutcome> => {
      const { ok: _ok, ...row } = stepResult(0, 0);
      await inserts.insert({ key: request.idempotencyKey, table: 'bench', row, nowMs: Date.now() });
      return { ok: true, output: answer(request) };
    };
    return { executor: { effectOf: () => 'transactional', execute }, close: () => void tables.close() };
  }
  return workerProcesses(folder);
}

const refuse = (): Promise<TaskOutcome> => Promise.reject(new Error('not in this workload'));

/** Broker, pool and worker as in the app; only that the processes are forked and not Electron's. */
function workerProcesses(folder: string): { executor: TaskExecutor; close: () => Promise<void> } {
  const [workspaceDir, pagesDir] = [join(folder, 'workspace'), join(folder, 'pages')];
  for (const path of [workspaceDir, pagesDir]) mkdirSync(path, { recursive: true });
  const pool = createPool({ spawn: forkWorker, log: () => undefined });
  const broker = createBroker({
    mainTools: [],
    pool,
    countCalls: () => 0,
    onRefusal: ({ reason }) => process.stderr.write(`${reason}\n`),
    workspaceDir,
    pagesDir,
    trashDir: join(folder, 'trash'),
  });
  const worker = { id: 'w', name: 'w', prompt: '', tools: [{ tool: 'file_exists', limits: { folders: ['.'] } }] };
  return {
    executor: createTaskExecutor({
      broker,
      findWorker: () => worker,
      runGate: openGate,
      admitCall: () => Promise.resolve({ ok: true, value: null }),
      runAgent: refuse,
      runFlow: refuse,
      waitForApproval: refuse,
    }),
    close: () => pool.stop(),
  };
}
