/**
 * What an agent's loop in a worker is given, asks of the main process and hears from it. The loop has no keys and opens no
 * connection to a model: it asks main for every model answer and every tool call, and main journals both before it answers.
 */
import { z } from 'zod';
import { jsonObject, jsonValue } from './json.ts';

export const agentToolCall = z.object({
  id: z.string(),
  name: z.string(),
  /** As the model wrote it; may not be JSON. */
  argumentsText: z.string(),
});

export const agentMessage = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: z.string() }),
  z.object({ role: z.literal('user'), content: z.string() }),
  z.object({ role: z.literal('assistant'), content: z.string(), toolCalls: z.array(agentToolCall) }),
  z.object({ role: z.literal('tool'), toolCallId: z.string(), content: z.string() }),
]);
export type AgentMessage = z.infer<typeof agentMessage>;

/** All that a loop depends on, so that the same start and the same answers give the same asks. */
export const agentStart = z.object({
  worker: z.string(),
  system: z.string(),
  /** The step's arguments, as the first message of the user. */
  input: z.string(),
  /** JSON Schema of the result; null: the result is `{text}`. */
  outputSchema: jsonObject.nullable(),
  /** Model answers at most. */
  maxRounds: z.number().int().positive(),
  /** Stands around text from outside; nobody outside can know it. */
  dataMark: z.string(),
});
export type AgentStart = z.infer<typeof agentStart>;

export const agentAsk = z.discriminatedUnion('kind', [
  /** The next answer of the model to the whole conversation. */
  z.object({ kind: z.literal('model'), messages: z.array(agentMessage) }),
  z.object({ kind: z.literal('tool'), tool: z.string(), arguments: jsonValue }),
]);
export type AgentAsk = z.infer<typeof agentAsk>;

/** The value that a `model` ask is answered with; a `tool` ask is answered with the tool's own result. */
export const agentModelAnswer = z.object({
  text: z.string(),
  toolCalls: z.array(agentToolCall),
  finish: z.enum(['stop', 'tools', 'length']),
});
export type AgentModelAnswer = z.infer<typeof agentModelAnswer>;
