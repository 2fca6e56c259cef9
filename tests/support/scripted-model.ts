/** A model port that answers as the test says, for units that need no HTTP. */
import type { ModelClient, ModelOutcome, ModelRequest } from '../../src/main/models/model-client.ts';

export interface ModelCall {
  request: ModelRequest;
  answer(outcome: ModelOutcome): void;
}

/** Holds each call until the test answers it, or answers it at once with what `script` gives. */
export class ScriptedModel implements ModelClient {
  readonly calls: ModelCall[] = [];
  readonly #script: ((request: ModelRequest, index: number) => ModelOutcome | null) | null;

  constructor(script: ((request: ModelRequest, index: number) => ModelOutcome | null) | null = null) {
    this.#script = script;
  }

  complete(request: ModelRequest, { signal }: { signal: AbortSignal }): Promise<ModelOutcome> {
    return new Promise((resolve) => {
      const index = this.calls.push({ request, answer: resolve }) - 1;
      const said = this.#script?.(request, index) ?? null;
      if (said) resolve(said);
      signal.addEventListener('abort', () =>
        resolve({
          ok: false,
          error: { code: 'Model.Cancelled', message: 'Stopped.', data: {} },
          usage: { inputTokens: 0, outputTokens: 0, estimated: false },
        }),
      );
    });
  }
}

export function said(
  text: string,
  options: { calls?: Array<[name: string, args: unknown]>; input?: number; output?: number } = {},
): ModelOutcome {
  const toolCalls = (options.calls ?? []).map(([name, args], index) => ({
    id: `call_${index}`,
    name,
    argumentsText: typeof args === 'string' ? args : JSON.stringify(args),
  }));
  return {
    ok: true,
    value: {
      text,
      toolCalls,
      finish: toolCalls.length > 0 ? 'tools' : 'stop',
      usage: { inputTokens: options.input ?? 100, outputTokens: options.output ?? 20, estimated: false },
    },
  };
}
