/**
 * Messages between the main process and a worker (utility process). A discriminated union with a correlation id;
 * both sides validate what they receive. A tool's failure is data (`ok: false`), never a throw.
 */
import { z } from 'zod';
import { agentAsk, agentStart } from './agent-protocol.ts';
import { toolLimits } from './domain/grant.ts';
import { changeOrigin } from './file-change.ts';
import { jsonObject, jsonValue } from './json.ts';
import { wireError } from './wire-error.ts';

export const toWorker = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id: z.string(),
    tool: z.string(),
    arguments: jsonObject,
    limits: toolLimits,
    /** The same for every try of this step's attempt: what `idempotent` tools key on. */
    idempotencyKey: z.string(),
    /** True when an earlier try may have happened already and its outcome is not known. */
    recovering: z.boolean(),
    timeoutMs: z.number(),
    /** Absolute folders the tool may use: the workspace, and where fetched pages are kept. */
    workspaceDir: z.string(),
    pagesDir: z.string(),
    /** Where a file that a step changes is kept as it was, and which step it is. */
    trashDir: z.string(),
    origin: changeOrigin,
  }),
  /** A step that is handed to a model: answered with its result, after any number of asks. */
  z.object({ type: z.literal('agent'), id: z.string(), start: agentStart, timeoutMs: z.number() }),
  /** Main's answer to one ask of the agent `id`. */
  z.object({
    type: z.literal('answer'),
    id: z.string(),
    ask: z.number(),
    answer: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: jsonValue }),
      z.object({ ok: z.literal(false), error: wireError }),
    ]),
  }),
  z.object({ type: z.literal('cancel'), id: z.string() }),
  z.object({ type: z.literal('ping'), id: z.string() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToWorker = z.infer<typeof toWorker>;

export const fromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pong'), id: z.string(), rssBytes: z.number() }),
  z.object({ type: z.literal('result'), id: z.string(), ok: z.literal(true), value: jsonValue }),
  z.object({ type: z.literal('failure'), id: z.string(), error: wireError }),
  /** What the agent `id` wants done; `ask` counts 1, 2, 3 … within it. One at a time. */
  z.object({ type: z.literal('ask'), id: z.string(), ask: z.number().int().positive(), about: agentAsk }),
  z.object({
    type: z.literal('log'),
    id: z.string().nullable(),
    level: z.enum(['info', 'warn', 'error']),
    text: z.string().max(4000),
  }),
]);
export type FromWorker = z.infer<typeof fromWorker>;
