/**
 * Steps that are handed to a worker as an agent (`worker:<name>`). Owns: one step from its start to its outcome: the process it has, the
 * asks it makes, what follows when a limit is reached. A step that waits for the user holds no process: it goes on from its journal.
 */
import { randomBytes } from 'node:crypto';
import { type Result, toWireError, type WireError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { BudgetGate } from '../budgets/budget-gate.ts';
import type { Budgets } from '../budgets/budgets.ts';
import type { Broker } from '../workers/broker.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { GrantedWorker } from '../workers/task-executor.ts';
import type { TaskOutcome, TaskRequest } from '../workflow/ports.ts';
import { AgentAsks } from './agent-asks.ts';
import { AgentJournal, type AgentJournalDeps, type RecordedStart } from './agent-journal.ts';
import { type ChooseAgentModel, noModel } from './agent-model.ts';
import { type AgentPrompt, agentInput } from './agent-prompt.ts';
import { agentTools } from './agent-tools.ts';

export interface AgentStepsDeps {
  journal: AgentJournalDeps;
  budgets: Budgets;
  gate: BudgetGate;
  broker: Broker;
  /** Not the pool that tools run in: an agent that waits for its tool would hold the process the tool waits for. */
  pool: Pick<WorkerPool, 'agent'>;
  chooseModel: ChooseAgentModel;
  prompt: AgentPrompt;
}

export const defaultMaxRounds = 20;
/** A step without a time limit of its own; what it spends waiting for the user does not count. */
const defaultTimeoutMs = 30 * 60_000;
/** A process that dies in the middle is replaced; its step goes on from the journal. */
const maxCrashes = 2;

type RunAgent = (request: TaskRequest, worker: GrantedWorker, signal: AbortSignal) => Promise<TaskOutcome>;

export function createAgentSteps(deps: AgentStepsDeps): RunAgent {
  return async (request, worker, signal) => {
    let crashes = 0;
    for (;;) {
      const { answer, shortfall } = await oneProcess(deps, request, worker, signal);
      if (answer.ok) return { ok: true, output: answer.value };
      if (signal.aborted) return failed(answer.error);
      if (shortfall) {
        const more = await deps.gate.ask(shortfall, request, signal);
        if (more.ok) continue;
        return failed(more.error);
      }
      if (answer.error.code === 'Worker.Crashed' && ++crashes <= maxCrashes) continue;
      return failed(answer.error);
    }
  };
}

/** The step as far as one process and the budget carry it. */
async function oneProcess(
  deps: AgentStepsDeps,
  request: TaskRequest,
  worker: GrantedWorker,
  signal: AbortSignal,
): Promise<{ answer: Result<JsonValue>; shortfall: AgentAsks['shortfall'] }> {
  const model = deps.chooseModel();
  if (!model) return { answer: { ok: false, error: noModel(worker.name) }, shortfall: null };
  const journal = new AgentJournal(deps.journal, request);
  let recorded: RecordedStart;
  try {
    recorded = journal.begin(() => freshStart(deps, request, worker));
  } catch (error) {
    return { answer: { ok: false, error: toWireError(error) }, shortfall: null };
  }
  const { start, tools } = recorded;
  const inner = new AbortController();
  const stop = (): void => inner.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const { broker, budgets } = deps;
  const asks = new AgentAsks({ request, worker, model, tools, journal, budgets, broker, signal: inner.signal });
  try {
    const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
    const answer = await deps.pool.agent({ start, timeoutMs }, asks.answer, signal, {
      flowId: request.run.flowId,
      workerId: worker.id,
    });
    return { answer, shortfall: answer.ok ? null : asks.shortfall };
  } finally {
    // I6: the step has ended only when nothing that it asked for goes on.
    inner.abort('cancel');
    await asks.settled();
    signal.removeEventListener('abort', stop);
  }
}

function freshStart({ prompt }: AgentStepsDeps, request: TaskRequest, worker: GrantedWorker): RecordedStart {
  const dataMark = randomBytes(8).toString('hex');
  return {
    start: {
      worker: worker.name,
      system: prompt(worker, dataMark),
      input: agentInput(request.arguments, dataMark),
      outputSchema: worker.agent?.outputSchema ?? null,
      maxRounds: worker.agent?.maxRounds ?? defaultMaxRounds,
      dataMark,
    },
    tools: agentTools(worker.tools),
  };
}

function failed({ code, message }: WireError): TaskOutcome {
  return { ok: false, error: code, cause: message };
}
