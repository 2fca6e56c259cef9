/** The broker with the real tools of main and worker, all in this process: real SQLite, real HTTP, no processes. */

import { openUserTables } from '../../src/main/store/user-tables.ts';
import { createMainTools } from '../../src/main/tools/all.ts';
import type { HttpRequestPorts } from '../../src/main/tools/http-request.ts';
import type { MainTool } from '../../src/main/tools/main-tool.ts';
import { type BrokerCall, createBroker } from '../../src/main/workers/broker.ts';
import { cancelled } from '../../src/main/workers/call-errors.ts';
import type { WorkerRequest } from '../../src/main/workers/worker-request.ts';
import type { ToolLimits } from '../../src/shared/domain/grant.ts';
import { MajordomoError, type Result, toWireError } from '../../src/shared/errors.ts';
import type { JsonValue } from '../../src/shared/json.ts';
import { checkArguments } from '../../src/shared/tools/argument-problems.ts';
import { workerTools } from '../../src/worker/tools/all.ts';
import { tempFolder } from './temp-folder.ts';
import { toolContext } from './tool-context.ts';

export type MainToolPorts = Parameters<typeof createMainTools>[0];

/** What http_request needs, where no key is looked for. */
export const noKeys: HttpRequestPorts = {
  appVersion: '1.2.3',
  keys: {
    credentialFor: (name) => {
      throw new Error(`nobody has saved the key ${name}`);
    },
  },
};

/** @param more tools of main that need other ports */
export function toolBench(ports: Partial<MainToolPorts> = {}, more: readonly MainTool[] = []) {
  const userTables = ports.userTables ?? openUserTables(':memory:');
  const pagesDir = tempFolder();
  const inWorker: WorkerRequest[] = [];
  const bugs: unknown[] = [];
  const broker = createBroker({
    mainTools: [
      ...createMainTools({
        userTables,
        notifications: { send: () => Promise.resolve({ notificationId: 'n1' }) },
        ...ports,
      }),
      ...more,
    ],
    pool: {
      async call(request, signal): Promise<Result<JsonValue>> {
        inWorker.push(request);
        const tool = workerTools.find(({ spec }) => spec.name === request.tool);
        if (tool === undefined) throw new Error(`no tool ${request.tool} in the worker`);
        const checked = checkArguments(tool.spec, request.arguments);
        if (!checked.ok) return checked;
        try {
          const context = toolContext({ limits: request.limits, pagesDir, signal });
          return { ok: true, value: await tool.execute(checked.arguments, context) };
        } catch (error) {
          if (error instanceof MajordomoError) return { ok: false, error: toWireError(error) };
          if (signal.aborted) return cancelled(request.tool);
          throw error;
        }
      },
    },
    countCalls: () => 0,
    onRefusal: () => undefined,
    onBug: (_tool, error) => bugs.push(error),
    workspaceDir: '/nowhere',
    pagesDir,
    trashDir: '/nowhere/trash',
  });
  let steps = 0;
  const call = (tool: string, args: JsonValue, limits: ToolLimits = {}, own: Partial<BrokerCall> = {}) =>
    broker.call(
      {
        worker: { id: 'w1', name: 'watcher', tools: [{ tool, limits }] },
        tool,
        arguments: args,
        runId: 'run-1',
        flowId: 'flow-1',
        state: 'S',
        idempotencyKey: `step-${++steps}`,
        recovering: false,
        timeoutMs: 10_000,
        dryRun: false,
        ...own,
      },
      new AbortController().signal,
    );
  return { call, userTables, inWorker, bugs, pagesDir };
}
