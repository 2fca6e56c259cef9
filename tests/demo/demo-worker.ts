/**
 * A worker process that needs no process: it speaks the worker protocol and answers from a small made-up world, in virtual time.
 * Files are really written, so that the workspace shows them; pages, prices and the computer's figures are made up from the seed.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SpawnWorker } from '../../src/main/workers/pool.ts';
import type { WorkerExit } from '../../src/main/workers/worker-exit.ts';
import type { JsonObject, JsonValue } from '../../src/shared/json.ts';
import type { ToWorker } from '../../src/shared/worker-protocol.ts';
import { startDispatcher } from '../../src/worker/dispatcher.ts';
import { workerTools } from '../../src/worker/tools/all.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { type DemoWorld, priceOf } from './demo-world.ts';

type Call = Extract<ToWorker, { type: 'call' }>;
type Failure = { code: string; message: string };

/** After an answer, for what the app does with files before it goes on. */
const restMs = 15;
const fileTools = new Set(['file_write', 'file_append', 'file_move', 'file_delete']);

function isForReal(message: ToWorker, nowMs: number, world: DemoWorld): boolean {
  if (message.type === 'agent' || message.type === 'answer' || message.type === 'cancel') return true;
  // While an agent works virtual time stands still: what it calls must not wait for it.
  if (message.type === 'call' && world.busy.size > 0) return true;
  return message.type === 'call' && fileTools.has(message.tool) && nowMs >= world.realFilesFromMs;
}

export function demoWorkers(clock: VirtualClock, world: DemoWorld): SpawnWorker {
  return () => {
    let listener: (message: unknown) => void = () => undefined;
    let exited: (exit: WorkerExit) => void = () => undefined;
    const answer = (message: JsonObject): void => void setImmediate(() => listener(message));
    setImmediate(() => answer({ type: 'ready' }));
    // What an agent does and what changes files lately is the real worker's work, in this process: it leaves what can be undone.
    let deliver: (message: unknown) => void = () => undefined;
    startDispatcher({
      port: {
        post: (message) => {
          const { type } = message as { type: string };
          if (type === 'result' || type === 'failure')
            setTimeout(() => world.busy.delete((message as { id: string }).id), restMs);
          if (type !== 'ready') answer(message as JsonObject);
        },
        onMessage: (onMessage) => {
          deliver = onMessage;
        },
      },
      tools: workerTools,
      appVersion: '0.0.0-demo',
      stop: () => undefined,
    });
    const real = (message: ToWorker): void => {
      if (message.type === 'agent' || message.type === 'call') world.busy.add(message.id);
      deliver(message);
    };
    return {
      pid: 1,
      post(message) {
        if (isForReal(message, clock.nowMs(), world)) return real(message);
        if (message.type === 'ping') answer({ type: 'pong', id: message.id, rssBytes: 80_000_000 });
        if (message.type === 'stop') setImmediate(() => exited({ code: 0, signal: null }));
        if (message.type !== 'call') return;
        const { id } = message;
        clock.setTimer(clock.nowMs() + tookMs(message.tool, world), () => {
          const outcome = perform(message, clock.nowMs(), world);
          if ('code' in outcome) answer({ type: 'failure', id, error: { ...outcome, data: {} } });
          else answer({ type: 'result', id, ok: true, value: outcome.value });
        });
      },
      kill: () => setImmediate(() => exited({ code: null, signal: 'SIGKILL' })),
      onMessage: (onMessage) => {
        listener = onMessage;
      },
      onOutput: () => undefined,
      onExit: (onExit) => {
        exited = onExit;
      },
    };
  };
}

function tookMs(tool: string, { random }: DemoWorld): number {
  if (tool === 'web_fetch') return random.between(180, 900);
  if (tool === 'system_info') return 200 + random.below(30);
  return random.between(2, 24);
}

function perform(call: Call, nowMs: number, world: DemoWorld): { value: JsonValue } | Failure {
  const args = call.arguments;
  switch (call.tool) {
    case 'web_fetch':
      return fetchPage(String(args.url), nowMs, world);
    case 'extract':
      return find(args, nowMs, world);
    case 'system_info':
      return { value: world.computer(nowMs) };
    default:
      return onFile(call.tool, args, call.workspaceDir);
  }
}

function fetchPage(url: string, nowMs: number, world: DemoWorld): { value: JsonValue } | Failure {
  const host = new URL(url).host;
  if (world.isDown(host, nowMs))
    return { code: 'Tool.HttpStatus', message: `${host} answered 503 Service Unavailable. Try again later.` };
  const page = `page:${createHash('sha256').update(`${url} ${nowMs}`).digest('hex')}`;
  world.pages.set(page, url);
  const answer = { url, status: 200, page };
  if (!url.endsWith('/status')) return { value: { ...answer, contentType: 'text/html; charset=utf-8' } };
  return {
    value: { ...answer, contentType: 'application/json', json: { status: world.statusOf(nowMs), region: 'eu-1' } },
  };
}

function find(args: JsonObject, nowMs: number, world: DemoWorld): { value: JsonValue } | Failure {
  const url = world.pages.get(String(args.source)) ?? '';
  if (args.field === 'price') return { value: { value: priceOf(url, nowMs, world), foundBy: 'JSON-LD offers.price' } };
  if (args.field === 'status') return { value: { value: world.statusOf(nowMs), foundBy: 'the key status' } };
  return { code: 'Tool.NotFound', message: `There is no ${String(args.field ?? 'match')} in the page.` };
}

function onFile(tool: string, args: JsonObject, workspace: string): { value: JsonValue } | Failure {
  const path = String(args.path ?? args.folder ?? '.');
  const file = join(workspace, path);
  switch (tool) {
    case 'file_exists':
      return { value: existsSync(file) ? { exists: true, size: statSync(file).size } : { exists: false, size: 0 } };
    case 'file_read':
      return existsSync(file)
        ? { value: { text: readFileSync(file, 'utf8') } }
        : { code: 'Tool.NotFound', message: `There is no file ${path}.` };
    case 'file_list':
      return existsSync(file)
        ? { value: { files: readdirSync(file).map((name) => listed(join(file, name), join(path, name))) } }
        : { code: 'Tool.NotFound', message: `There is no folder ${path}.` };
    case 'file_append':
    case 'file_write': {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, String(args.text), { flag: tool === 'file_append' ? 'a' : 'w' });
      return { value: { path, size: statSync(file).size } };
    }
    default:
      return { code: 'Tool.Unknown', message: `The demonstration has no ${tool}.` };
  }
}

function listed(file: string, path: string): JsonObject {
  const { size, mtimeMs } = statSync(file);
  return { path, size, modifiedAt: new Date(mtimeMs).toISOString() };
}
