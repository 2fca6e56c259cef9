/** Agents and their budgets, put together for the app. */
import type { Approvals } from '../approvals/approvals.ts';
import { BudgetGate } from '../budgets/budget-gate.ts';
import type { Budgets } from '../budgets/budgets.ts';
import type { RunGate } from '../budgets/run-limits.ts';
import { type AdmitStepCall, createStepCalls } from '../budgets/step-calls.ts';
import type { Database } from '../store/database.ts';
import type { Broker } from '../workers/broker.ts';
import { createPool, type WorkerPoolConfig } from '../workers/pool.ts';
import type { TaskExecutorDeps } from '../workers/task-executor.ts';
import type { Clock } from '../workflow/ports.ts';
import type { ChooseAgentModel } from './agent-model.ts';
import { agentPromptFrom } from './agent-prompt.ts';
import { createAgentSteps } from './agent-steps.ts';

export interface AgentsDeps extends Pick<WorkerPoolConfig, 'spawn' | 'log' | 'maxStarting'> {
  db: Database;
  clock: Clock;
  budgets: Budgets;
  approvals: Approvals;
  broker: Broker;
  chooseModel: ChooseAgentModel;
  promptsDir: string;
}

export interface Agents {
  runAgent: TaskExecutorDeps['runAgent'];
  admitCall: AdmitStepCall;
  runGate: RunGate;
  stop(): Promise<void>;
}

export function createAgents(deps: AgentsDeps): Agents {
  const { db, clock, budgets, approvals, broker, chooseModel } = deps;
  const gate = new BudgetGate({ db, approvals });
  // None is kept warm: most flows have no agents.
  const { spawn, log, maxStarting } = deps;
  const pool = createPool({ spawn, log, ...(maxStarting && { maxStarting }), warmProcesses: 0 });
  const runAgent = createAgentSteps({
    journal: { db, clock },
    budgets,
    gate,
    broker,
    pool,
    chooseModel,
    prompt: agentPromptFrom(deps.promptsDir),
  });
  return {
    runAgent,
    admitCall: createStepCalls({ budgets, gate }),
    runGate: budgets.runs.gate(approvals),
    stop: () => pool.stop(),
  };
}
