import { z } from 'zod';
import { jsonObject } from '../json.ts';
import { spendingLimits } from './budget.ts';

/**
 * What limits a granted tool may carry. An absent limit on a tool that needs one means nothing is allowed there (deny by default).
 * - hosts: `host` or `host:port`, lower case, exact; `*.host` for its subdomains. A private or loopback address is reachable
 *   only when the host is written literally (`127.0.0.1:8080`, `localhost:3000`, `[::1]:80`).
 * - folders: paths relative to the workspace folder, `.` for all of it.
 * - tables: user tables by name. - channels: `desktop`, later others.
 * - keys: the user's keys by name, which a request may be sent with; each goes only to the hosts it is bound to.
 * - callsPerRun: calls of this tool in one run.
 */
export const toolLimits = z
  .object({
    hosts: z.array(z.string()).optional(),
    folders: z.array(z.string()).optional(),
    tables: z.array(z.string()).optional(),
    channels: z.array(z.string()).optional(),
    keys: z.array(z.string()).optional(),
    callsPerRun: z.number().int().positive().optional(),
  })
  .strict();
export type ToolLimits = z.infer<typeof toolLimits>;

export const toolGrant = z.object({ tool: z.string(), limits: toolLimits.default({}) }).strict();
export type ToolGrant = z.infer<typeof toolGrant>;

/** How a worker works when a whole step is handed to it (`worker:<name>`): a model decides which of its tools to call. */
export const agentSpec = z
  .object({
    /** JSON Schema that the step's result must fit; without it the result is `{"text": "…"}`. */
    outputSchema: jsonObject.optional(),
    /** Answers of the model in one step, at most. */
    maxRounds: z.number().int().min(1).max(100).optional(),
    /** What one step may spend. */
    budget: spendingLimits.optional(),
  })
  .strict();
export type AgentSpec = z.infer<typeof agentSpec>;

/** A worker as it is to be hired: what `spawn_worker(name, tools, prompt)` takes. Names are unique per flow. */
export const workerSpec = z
  .object({
    name: z.string().min(1).max(80),
    tools: z.array(toolGrant),
    prompt: z.string(),
    agent: agentSpec.optional(),
  })
  .strict();
export type WorkerSpec = z.infer<typeof workerSpec>;

/** A worker as stored. */
export const worker = workerSpec.extend({ id: z.string(), userId: z.string(), createdAtMs: z.number() });
export type Worker = z.infer<typeof worker>;
