/** The engine's executor: finds who a Task's resource names, and lets them do it. */
import type { ToolGrant } from '../../shared/domain/grant.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import { effectOf } from '../../shared/tools/tool-spec.ts';
import type { RunRecord, TaskExecutor, TaskOutcome, TaskRequest } from '../workflow/ports.ts';
import type { Broker } from './broker.ts';
import { parseResource } from './resource.ts';

/** A call without a time limit of its own ends after this. */
const defaultTimeoutMs = 60_000;

export interface GrantedWorker {
  id: string;
  name: string;
  tools: ToolGrant[];
}

export interface TaskExecutorDeps {
  broker: Broker;
  findWorker: (run: RunRecord, name: string) => GrantedWorker | undefined;
  runFlow: (request: TaskRequest, name: string, signal: AbortSignal) => Promise<TaskOutcome>;
  waitForApproval: (request: TaskRequest, signal: AbortSignal) => Promise<TaskOutcome>;
}

export function createTaskExecutor(deps: TaskExecutorDeps): TaskExecutor {
  return {
    effectOf(_run, text, args) {
      const resource = parseResource(text);
      // Children and approvals are found again by their key. What we cannot name we do not repeat.
      if (resource?.kind === 'flow' || resource?.kind === 'approval') return 'idempotent';
      const spec = resource?.kind === 'tool' ? findTool(resource.tool) : undefined;
      const checked = spec?.arguments.safeParse(args);
      // Arguments that no longer pass say nothing of what an earlier version did with them.
      return spec && checked?.success ? effectOf(spec, checked.data) : 'unsafe';
    },

    async execute(request, signal): Promise<TaskOutcome> {
      const resource = parseResource(request.resource);
      switch (resource?.kind) {
        case 'tool':
          return await callTool(deps, request, resource, signal);
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
  { broker, findWorker }: TaskExecutorDeps,
  request: TaskRequest,
  resource: { worker: string; tool: string },
  signal: AbortSignal,
): Promise<TaskOutcome> {
  const { run } = request;
  const worker = findWorker(run, resource.worker);
  if (!worker) return failure('Worker.Unknown', `The flow has no worker called '${resource.worker}'.`);
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

function failure(error: string, cause: string): TaskOutcome {
  return { ok: false, error, cause };
}
