/**
 * Answers the main process's messages: tool calls with a set of tools, agent steps with the agent's loop.
 * Owns: what is under way and its abort signals, the bound on log lines.
 * Does not own: deadlines and grants (the pool's and the broker's; `timeoutMs` is only a hint here).
 *
 * D1 Every `call` and every `agent` is answered exactly once, with `result` or `failure`, unless the process dies.
 * D2 What a tool throws is turned into data here and nowhere else.
 */

import { MajordomoError, toWireError, type WireError } from '../shared/errors.ts';
import { isJsonObject, type JsonObject } from '../shared/json.ts';
import { checkArguments } from '../shared/tools/argument-problems.ts';
import { type FromWorker, type ToWorker, toWorker } from '../shared/worker-protocol.ts';
import { PendingAsks } from './agent/pending-asks.ts';
import type { ParentPort } from './parent-port.ts';
import type { WorkerTool } from './tool.ts';

const MAX_LOG_CHARACTERS = 4_000;
const MAX_LOG_LINES = 200;

export interface DispatcherOptions {
  port: ParentPort;
  tools: readonly WorkerTool[];
  appVersion: string;
  /** Called on `stop`, with nothing left under way. */
  stop(): void;
}

export function startDispatcher({ port, tools, appVersion, stop }: DispatcherOptions): void {
  const byName = new Map(tools.map((tool) => [tool.spec.name, tool]));
  const underWay = new Map<string, AbortController>();
  const asks = new Map<string, PendingAsks>();
  const post = (message: FromWorker) => port.post(message);

  async function run(call: Extract<ToWorker, { type: 'call' }>): Promise<void> {
    const controller = new AbortController();
    underWay.set(call.id, controller);
    try {
      const tool = byName.get(call.tool);
      if (!tool)
        throw new MajordomoError({
          code: 'Tool.Unknown',
          message: `There is no tool ${call.tool} in the worker.`,
          data: { tool: call.tool },
        });
      const checked = checkArguments(tool.spec, call.arguments);
      if (!checked.ok) return post({ type: 'failure', id: call.id, error: checked.error });
      const value = await tool.execute(checked.arguments, {
        limits: call.limits,
        idempotencyKey: call.idempotencyKey,
        recovering: call.recovering,
        workspaceDir: call.workspaceDir,
        pagesDir: call.pagesDir,
        trashDir: call.trashDir,
        origin: call.origin,
        appVersion,
        signal: controller.signal,
        log: boundedLog(call.id, post),
      });
      post({ type: 'result', id: call.id, ok: true, value });
    } catch (error) {
      post({
        type: 'failure',
        id: call.id,
        error: failureOf(error, call.tool, controller.signal, (text) =>
          post({ type: 'log', id: call.id, level: 'error', text }),
        ),
      });
    } finally {
      underWay.delete(call.id);
    }
  }

  async function runAgentStep({ id, start }: Extract<ToWorker, { type: 'agent' }>): Promise<void> {
    const controller = new AbortController();
    const pending = new PendingAsks((ask, about) => post({ type: 'ask', id, ask, about }), controller.signal);
    underWay.set(id, controller);
    asks.set(id, pending);
    try {
      // With its schema validator it takes a moment to load, which processes that only run tools need not wait for.
      const { runAgent } = await import('./agent/agent-loop.ts');
      post({ type: 'result', id, ok: true, value: await runAgent(start, pending.ask) });
    } catch (error) {
      const logBug = (text: string): void => post({ type: 'log', id, level: 'error', text });
      post({ type: 'failure', id, error: failureOf(error, start.worker, controller.signal, logBug) });
    } finally {
      underWay.delete(id);
      asks.delete(id);
    }
  }

  port.onMessage((raw) => {
    const parsed = toWorker.safeParse(raw);
    if (!parsed.success) return rejectMessage(raw, post);
    const message = parsed.data;
    switch (message.type) {
      case 'call':
        void run(message);
        return;
      case 'agent':
        void runAgentStep(message);
        return;
      case 'answer':
        asks.get(message.id)?.answer(message.ask, message.answer);
        return;
      case 'cancel':
        underWay.get(message.id)?.abort();
        return;
      case 'ping':
        post({ type: 'pong', id: message.id, rssBytes: process.memoryUsage.rss() });
        return;
      case 'stop':
        for (const controller of underWay.values()) controller.abort();
        stop();
    }
  });
  post({ type: 'ready' });
}

function failureOf(error: unknown, tool: string, signal: AbortSignal, logBug: (text: string) => void): WireError {
  if (error instanceof MajordomoError) return toWireError(error);
  if (signal.aborted)
    return { code: 'Worker.Cancelled', message: `The call of ${tool} was cancelled.`, data: { tool } };
  // A bug: what it says may help whoever reads the run, its stack belongs in the log.
  logBug((error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, MAX_LOG_CHARACTERS));
  return {
    code: 'Tool.Failed',
    message: `${tool} failed in a way it does not expect: ${error instanceof Error ? error.message : String(error)}`,
    data: { tool },
  };
}

function boundedLog(id: string, post: (message: FromWorker) => void) {
  let lines = 0;
  return (level: 'info' | 'warn' | 'error', text: string) => {
    lines++;
    if (lines < MAX_LOG_LINES) post({ type: 'log', id, level, text: text.slice(0, MAX_LOG_CHARACTERS) });
    else if (lines === MAX_LOG_LINES)
      post({ type: 'log', id, level: 'warn', text: 'Further log lines of this call are left out.' });
  };
}

/** A malformed call is answered, so that nobody waits for it; anything else malformed is logged. */
function rejectMessage(raw: unknown, post: (message: FromWorker) => void): void {
  const message: JsonObject = isJsonObject(raw) ? raw : {};
  if ((message.type === 'call' || message.type === 'agent') && typeof message.id === 'string')
    post({
      type: 'failure',
      id: message.id,
      error: { code: 'Worker.BadMessage', message: 'The worker was sent a call it cannot read.', data: {} },
    });
  else post({ type: 'log', id: null, level: 'error', text: 'The worker was sent a message it cannot read.' });
}
