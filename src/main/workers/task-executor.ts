/** The engine's executor: finds the worker a Task names and lets the broker make the call. */
import type { ToolGrant } from '../../shared/domain/grant.ts';
import { isJsonObject } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import type { RunRecord, TaskExecutor, TaskOutcome } from '../workflow/ports.ts';
import type { Broker } from './broker.ts';
import { parseResource } from './resource.ts';

/** A call without a time limit of its own ends after this. */
const defaultTimeoutMs = 60_000;

export interface GrantedWorker {
  id: string;
  name: string;
  tools: ToolGrant[];
}

export function createTaskExecutor(
  broker: Broker,
  findWorker: (run: RunRecord, name: string) => GrantedWorker | undefined,
): TaskExecutor {
  return {
    effectOf(_run, text) {
      const resource = parseResource(text);
      // What we cannot name we do not repeat.
      return (resource?.kind === 'tool' ? findTool(resource.tool)?.effect : undefined) ?? 'unsafe';
    },

    async execute(request, signal): Promise<TaskOutcome> {
      const { run } = request;
      const resource = parseResource(request.resource);
      if (resource?.kind !== 'tool')
        return failure('States.Runtime', `The resource '${request.resource}' cannot be used.`);
      const worker = findWorker(run, resource.worker);
      if (!worker) return failure('Worker.Unknown', `The flow has no worker called '${resource.worker}'.`);
      if (!isJsonObject(request.arguments))
        return failure(
          'Tool.BadArguments',
          `Arguments of ${resource.tool} must be an object; they are ${JSON.stringify(request.arguments)}.`,
        );
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
    },
  };
}

function failure(error: string, cause: string): TaskOutcome {
  return { ok: false, error, cause };
}
