/**
 * The model port over the `openai` package: Chat Completions with streaming, against any OpenAI-compatible endpoint.
 * Owns: one call from request to answer, its silence limit, its errors as data. Does not own: keys, budgets, which endpoint.
 * The package is loaded with the first call: it takes a hundred milliseconds and some megabytes that most starts never need.
 */
import type OpenAI from 'openai';
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { MajordomoError, toWireError } from '../../shared/errors.ts';
import { AnswerAssembly } from './answer-assembly.ts';
import type { ModelClient, ModelMessage, ModelOutcome, ModelRequest } from './model-client.ts';
import {
  badAnswerError,
  cancelledError,
  filteredError,
  interruptedError,
  modelError,
  timedOutError,
} from './model-errors.ts';

export interface OpenAiClientConfig {
  label: string;
  /** With its version: `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  /** Asked at each call, so that a changed key counts at once; null where none is needed. */
  apiKey: () => string | null;
  /** Tries after the first, for 429, 5xx and connections that fail before an answer begins. */
  maxRetries?: number;
  /** Longest silence, before the answer and within it. A local model may think over a long prompt for minutes. */
  idleTimeoutMs?: number;
}

const defaultRetries = 3;
const defaultIdleTimeoutMs = 180_000;

export function createOpenAiClient(config: OpenAiClientConfig): ModelClient {
  const { maxRetries = defaultRetries, idleTimeoutMs = defaultIdleTimeoutMs } = config;
  let loaded: Promise<OpenAI> | undefined;

  async function load(): Promise<OpenAI> {
    const { default: Client } = await import('openai');
    return new Client({
      baseURL: config.baseUrl,
      apiKey: 'set at each call',
      // Only what was configured here counts, not what happens to stand in the environment.
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries,
      timeout: idleTimeoutMs * 2,
    });
  }

  return {
    async complete(request, { signal, onText }): Promise<ModelOutcome> {
      const answer = new AnswerAssembly(request);
      const silence = new SilenceWatch(idleTimeoutMs, signal);
      const failed = (error: ModelFailure): ModelOutcome => ({ ok: false, error, usage: answer.usage() });
      try {
        loaded ??= load();
        const client = (await loaded).withOptions({
          apiKey: config.apiKey() ?? 'none',
          fetch: (url, init) => {
            silence.heard();
            return fetch(url, init);
          },
        });
        silence.heard();
        const stream = await client.chat.completions.create(bodyOf(request, config.baseUrl), {
          signal: silence.signal,
          headers: { 'Idempotency-Key': request.key },
        });
        for await (const piece of stream) {
          silence.heard();
          const text = answer.add(piece);
          if (text === null) return failed(badAnswerError(config, 'sent a piece that belongs to no answer'));
          if (text !== '') onText?.(text);
        }
        // An abort ends the stream quietly.
        if (silence.signal.aborted)
          return failed(silence.timedOut ? timedOutError(config, idleTimeoutMs) : cancelledError(config));
        if (!answer.begun) return failed(badAnswerError(config, 'gave no streamed answer'));
        if (answer.finishReason === null) return failed(interruptedError(config));
        if (answer.finishReason === 'content_filter') return failed(filteredError(config));
        return { ok: true, value: answer.reply() };
      } catch (error) {
        if (silence.timedOut) return failed(timedOutError(config, idleTimeoutMs));
        if (signal.aborted) return failed(cancelledError(config));
        // The key could not be read.
        if (error instanceof MajordomoError) return failed(toWireError(error));
        return failed(modelError(error, config, answer.begun));
      } finally {
        silence.end();
      }
    },
  };
}

type ModelFailure = Extract<ModelOutcome, { ok: false }>['error'];

/** Aborts a call when its caller does, or when nothing was heard for too long. */
class SilenceWatch {
  readonly #controller = new AbortController();
  readonly #idleMs: number;
  readonly #caller: AbortSignal;
  readonly #onCallerAbort = () => this.#controller.abort();
  #timer: NodeJS.Timeout | undefined;
  timedOut = false;

  constructor(idleMs: number, caller: AbortSignal) {
    this.#idleMs = idleMs;
    this.#caller = caller;
    caller.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (caller.aborted) this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.timedOut = true;
      this.#controller.abort();
    }, this.#idleMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#onCallerAbort);
  }
}

function bodyOf(request: ModelRequest, baseUrl: string): ChatCompletionCreateParamsStreaming {
  const { responseSchema } = request;
  return {
    model: request.model,
    messages: request.messages.map(messageOf),
    stream: true,
    stream_options: { include_usage: true },
    ...outputLimit(request.maxOutputTokens, baseUrl),
    ...(request.tools.length === 0
      ? {}
      : { tools: request.tools.map((tool) => ({ type: 'function' as const, function: { ...tool } })) }),
    ...(responseSchema === undefined
      ? {}
      : { response_format: { type: 'json_schema' as const, json_schema: { ...responseSchema, strict: true } } }),
  };
}

/** OpenAI's newer models refuse `max_tokens`; everyone else's servers know only that. */
function outputLimit(tokens: number, baseUrl: string): { max_completion_tokens: number } | { max_tokens: number } {
  return /^https:\/\/api\.openai\.com\//.test(baseUrl) ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}

/** Some servers read the arguments of earlier calls back and fail on what is not JSON. */
function parseable(argumentsText: string): string {
  try {
    JSON.parse(argumentsText);
    return argumentsText;
  } catch {
    return JSON.stringify({ not_json: argumentsText });
  }
}

function messageOf(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content,
        ...(message.toolCalls.length === 0
          ? {}
          : {
              tool_calls: message.toolCalls.map(({ id, name, argumentsText }) => ({
                id,
                type: 'function' as const,
                function: { name, arguments: parseable(argumentsText) },
              })),
            }),
      };
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
    default:
      return { role: message.role, content: message.content };
  }
}
