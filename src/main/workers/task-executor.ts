/** The engine's executor: finds who a Task's resource names, and lets them do it. */
import type { Worker } from '../../shared/domain/grant.ts';
import type { Result } from '../../shared/errors.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import { effectOf } from '../../shared/tools/tool-spec.ts';
import type { RunRecord, TaskExecutor, TaskOutcome, TaskRequest } from '../workflow/ports.ts';
import type { Broker } from './broker.ts';
import { parseResource } from './resource.ts';

/** A call without a time limit of its own ends after this. */
const defaultTimeoutMs = 60_000;

export type GrantedWorker = Pick<Worker, 'id' | 'name' | 'tools' | 'prompt' | 'agent'>;

export interface TaskExecutorDeps {
  broker: Broker;
  findWorker: (run: RunRecord, name: string) => GrantedWorker | undefined;
  /** Before the tasks of a run that must be allowed first. */
  runGate: {
    waits: (run: RunRecord) => boolean;
    pass: (request: TaskRequest, signal: AbortSignal) => Promise<Result<null>>;
  };
  /** Counts a call against the run's budget, where one counts calls; an error is the call's outcome. */
  admitCall: (request: TaskRequest, tool: string, signal: AbortSignal) => Promise<Result<null>>;
  runAgent: (request: TaskRequest, worker: GrantedWorker, signal: AbortSignal) => Promise<TaskOutcome>;
  runFlow: (request: TaskRequest, name: string, signal: AbortSignal) => Promise<TaskOutcome>;
  waitForApproval: (request: TaskRequest, signal: AbortSignal) => Promise<TaskOutcome>;
}

export function createTaskExecutor(deps: TaskExecutorDeps): TaskExecutor {
  return {
    effectOf(run, text, args) {
      // Nothing of it has happened.
      if (deps.runGate.waits(run)) return 'idempotent';
      const resource = parseResource(text);
      // Children and approvals are found again by their key, and an agent goes on from its journal. What we cannot name we do not
      // repeat.
      if (resource !== undefined && resource.kind !== 'tool') return 'idempotent';
      const spec = resource?.kind === 'tool' ? findTool(resource.tool) : undefined;
      const checked = spec?.arguments.safeParse(args);
      // Arguments that no longer pass say nothing of what an earlier version did with them.
      return spec && checked?.success ? effectOf(spec, checked.data) : 'unsafe';
    },

    async execute(request, signal): Promise<TaskOutcome> {
      const allowed = await deps.runGate.pass(request, signal);
      if (!allowed.ok) return failure(allowed.error.code, allowed.error.message);
      const resource = parseResource(request.resource);
      switch (resource?.kind) {
        case 'tool':
          return await callTool(deps, request, resource, signal);
        case 'agent': {
          const worker = deps.findWorker(request.run, resource.worker);
          return worker ? await deps.runAgent(request, worker, signal) : unknownWorker(resource.worker);
        }
        case 'flow':
          return await deps.runFlow(request, resource.name, signal);
        case 'approval':
          return await deps.waitForApproval(request, signal);
        default:
          return failure('States.Runtime', `The resource '${request.resource}' cannot be used.`);
      }
    },
  };
}

async function callTool(
  { broker, findWorker, admitCall }: TaskExecutorDeps,
  request: TaskRequest,
  resource: { worker: string; tool: string },
  signal: AbortSignal,
): Promise<TaskOutcome> {
  const { run } = request;
  const worker = findWorker(run, resource.worker);
  if (!worker) return unknownWorker(resource.worker);
  const admitted = await admitCall(request, resource.tool, signal);
  if (!admitted.ok) return failure(admitted.error.code, admitted.error.message);
  const answer = await broker.call(
    {
      worker,
      tool: resource.tool,
      arguments: request.arguments,
      runId: run.id,
      flowId: run.flowId,
      state: request.state,
      idempotencyKey: request.idempotencyKey,
      recovering: request.recovering,
      timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
      dryRun: run.dryRun,
    },
    signal,
  );
  return answer.ok ? { ok: true, output: answer.value } : failure(answer.error.code, answer.error.message);
}

function unknownWorker(name: string): TaskOutcome {
  return failure('Worker.Unknown', `The flow has no worker called '${name}'.`);
}

function failure(error: string, cause: string): TaskOutcome {
  return { ok: false, error, cause };
}
