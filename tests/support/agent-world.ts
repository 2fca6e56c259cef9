/**
 * Flows with agents on a real database, real workers and the real broker; only the model is scripted. A second world on the same
 * folder is the app after a crash: it takes the database over, and the first one can write nothing more.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { createAgents } from '../../src/main/agents/create-agents.ts';
import { Approvals } from '../../src/main/approvals/approvals.ts';
import { Budgets } from '../../src/main/budgets/budgets.ts';
import { ChildFlows } from '../../src/main/flows/child-flows.ts';
import { FlowControl } from '../../src/main/flows/flow-control.ts';
import type { ModelClient } from '../../src/main/models/model-client.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { SqliteJournal } from '../../src/main/store/journal.ts';
import { beginOwnership } from '../../src/main/store/ownership.ts';
import { insertFlow, readWorkerIds } from '../../src/main/store/tables/flows.ts';
import { insertRefusal } from '../../src/main/store/tables/refusals.ts';
import { countEndedToolCalls } from '../../src/main/store/tables/runs.ts';
import { findWorker, insertWorker } from '../../src/main/store/tables/workers.ts';
import { openUserTables } from '../../src/main/store/user-tables.ts';
import { createMainTools } from '../../src/main/tools/all.ts';
import { createHttpRequest } from '../../src/main/tools/http-request.ts';
import { createBroker } from '../../src/main/workers/broker.ts';
import { createPool } from '../../src/main/workers/pool.ts';
import { createTaskExecutor } from '../../src/main/workers/task-executor.ts';
import type { WorkerProcess } from '../../src/main/workers/worker-process.ts';
import { Engine, type StartedRun } from '../../src/main/workflow/engine.ts';
import type { FlowBudget, GlobalBudget } from '../../src/shared/domain/budget.ts';
import type { State, StateMachine } from '../../src/shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../src/shared/domain/grant.ts';
import type { JsonValue } from '../../src/shared/json.ts';
import { forkWorker } from './fork-worker.ts';
import { noKeys } from './tool-bench.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface AgentWorldOptions {
  folder: string;
  /** Null: none is set up. */
  model: ModelClient | null;
  maxOutputTokens?: number;
  global?: Partial<GlobalBudget>;
}

export type AgentWorld = ReturnType<typeof agentWorld>;

export function agentWorld({ folder, model, maxOutputTokens = 1_000, global = {} }: AgentWorldOptions) {
  const clock = new VirtualClock();
  const db = openDatabase(join(folder, 'majordomo.db'));
  const userTables = openUserTables(join(folder, 'tables.db'));
  beginOwnership(db);
  const [workspaceDir, pagesDir] = [join(folder, 'workspace'), join(folder, 'pages')];
  for (const path of [workspaceDir, pagesDir]) mkdirSync(path, { recursive: true });
  const agentProcesses: WorkerProcess[] = [];
  const told: Array<{ title: string; body: string }> = [];
  const log: string[] = [];
  const pool = createPool({ spawn: () => forkWorker(), log: ({ text }) => log.push(text) });
  const broker = createBroker({
    pool,
    mainTools: [
      createHttpRequest(noKeys),
      ...createMainTools({
        userTables,
        notifications: {
          send: ({ key, title, body }) => {
            told.push({ title, body });
            return Promise.resolve({ notificationId: key });
          },
        },
      }),
    ],
    countCalls: (runId, tool) => countEndedToolCalls(db, runId, tool),
    onRefusal: (refusal) => insertRefusal(db, { ...refusal, id: `refusal-${refusals++}`, atMs: clock.nowMs() }),
    workspaceDir,
    pagesDir,
    trashDir: join(folder, 'trash'),
  });
  const asked: string[] = [];
  const approvals = new Approvals({
    db,
    clock,
    onAsked: ({ question }) => asked.push(question),
    onDecided: () => undefined,
  });
  const budgets = new Budgets({
    db,
    clock,
    timezone: 'UTC',
    priceOf: () => null,
    global: () => ({ perRun: {}, perDay: {}, perMonth: {}, ...global }),
  });
  const agents = createAgents({
    ...{ db, clock, budgets, approvals, broker },
    spawn: () => {
      const started = forkWorker();
      agentProcesses.push(started);
      return started;
    },
    log: ({ text }) => log.push(text),
    // As many as a tree has here, on any machine.
    maxStarting: 3,
    chooseModel: () => model && { client: model, endpoint: 'scripted', model: 'm', maxOutputTokens },
    promptsDir: resolve('resources/prompts'),
  });
  const engine: Engine = new Engine({
    clock,
    journal: new SqliteJournal(db),
    executor: createTaskExecutor({
      ...agents,
      broker,
      findWorker: (run, name) => findWorker(db, readWorkerIds(db, run.flowId, run.version)[name] ?? ''),
      runFlow: (request, name, signal) => childFlows.run(request, name, signal),
      waitForApproval: (request, signal) => approvals.wait(request, signal),
    }),
    onBroken: (_runId, error) => log.push(String(error)),
  });
  const control = new FlowControl({
    db,
    clock,
    engine,
    onScheduleChanged: () => undefined,
    onFlowChanged: () => undefined,
  });
  const childFlows = new ChildFlows({ db, engine, control });
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await engine.stop();
    await agents.stop();
    await pool.stop();
    db.close();
    userTables.close();
  };
  onTestFinished(stop);
  return {
    ...{ db, clock, engine, control, approvals, budgets, userTables, told, asked, log, agentProcesses, stop },
    /** A flow of this name and id; `workers` are its own. */
    flow(id: string, definition: StateMachine, workers: WorkerSpec[], budget: FlowBudget | null = null): void {
      const workerIds = Object.fromEntries(workers.map(({ name }) => [name, `${id}-${name}`]));
      for (const worker of workers)
        insertWorker(db, { ...worker, id: workerIds[worker.name] ?? '', userId: 'local', createdAtMs: 0 });
      insertFlow(
        db,
        { id, name: id, task: id, request: id, listed: true, userId: 'local', nowMs: 0 },
        { definition, workerIds, budget },
      );
    },
    run: (flowId: string, input: JsonValue = {}): Promise<StartedRun> =>
      control.run(flowId, { kind: 'manual' }, { id: 'run', input }),
  };
}

let refusals = 0;

/** A flow of one step that the worker `thinker` does as an agent. */
export function thinkFlow(fields: Partial<Extract<State, { Type: 'Task' }>> = {}): StateMachine {
  const think = { Type: 'Task', Resource: 'worker:thinker', End: true, ...fields } as State;
  return { StartAt: 'Think', States: { Think: think } };
}

export function thinker(tools: WorkerSpec['tools'] = [], agent: WorkerSpec['agent'] = {}): WorkerSpec {
  return { name: 'thinker', tools, prompt: 'Think about the input.', agent };
}
