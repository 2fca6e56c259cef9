/** What the app asks of a model, whichever endpoint answers. Shapes follow the Chat Completions API, without its history. */
import type { WireError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';

export type ModelMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls: ModelToolCall[] }
  | { role: 'tool'; toolCallId: string; content: string };

export interface ModelToolCall {
  id: string;
  name: string;
  /** As the model wrote it; may not be JSON. */
  argumentsText: string;
}

export interface ModelTool {
  name: string;
  description: string;
  /** JSON Schema of an object. */
  parameters: JsonObject;
}

export interface ModelRequest {
  /** The endpoint's own name for it. */
  model: string;
  messages: ModelMessage[];
  tools: ModelTool[];
  /** A bound on the answer, so that its cost can be reserved before the call. */
  maxOutputTokens: number;
  /** Sent as the idempotency key where the endpoint takes one. */
  key: string;
  /** The text must be JSON of this schema. Not every endpoint can; its connection test says so. */
  responseSchema?: { name: string; schema: JsonObject };
}

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
}

/** As the endpoint counted, or estimated when it did not say. */
export type CountedUsage = ModelUsage & { estimated: boolean };

export interface ModelReply {
  text: string;
  toolCalls: ModelToolCall[];
  finish: 'stop' | 'tools' | 'length';
  usage: CountedUsage;
}

/**
 * Errors are data, with what the call cost all the same: `Model.Unreachable` (no connection), `Model.Unavailable` (5xx after
 * retries), `Model.Busy` (429 after retries), `Model.Refused` (any other 4xx, a content filter), `Model.BadAnswer` (not what the
 * protocol says), `Model.Interrupted` (the answer broke off), `Model.Timeout`, `Model.Cancelled`.
 */
export type ModelOutcome = { ok: true; value: ModelReply } | { ok: false; error: WireError; usage: CountedUsage };

export interface ModelClient {
  /** What failed before the first word of an answer is tried again, a few times; what broke off later is not: it was paid. */
  complete(
    request: ModelRequest,
    options: { signal: AbortSignal; onText?: (delta: string) => void },
  ): Promise<ModelOutcome>;
}
