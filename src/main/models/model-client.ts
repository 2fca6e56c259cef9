/** What the app asks of a model, whichever endpoint answers. Shapes follow the Chat Completions API, without its history. */
import type { Result } from '../../shared/errors.ts';
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
}

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
}

export interface ModelReply {
  text: string;
  toolCalls: ModelToolCall[];
  finish: 'stop' | 'tools' | 'length';
  /** As the endpoint counted, or estimated when it does not say (`estimated`). */
  usage: ModelUsage & { estimated: boolean };
}

/** Errors are data: `Model.Unreachable`, `Model.Refused` (4xx), `Model.Busy` (429 after retries), `Model.BadAnswer`, `Model.Timeout`, `Model.Cancelled`. */
export interface ModelClient {
  complete(
    request: ModelRequest,
    options: { signal: AbortSignal; onText?: (delta: string) => void },
  ): Promise<Result<ModelReply>>;
}
