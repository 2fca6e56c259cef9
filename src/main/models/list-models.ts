/** What an endpoint says of its models (`GET /models`). Only the size of the context is taken from it, under its many names. */
import { z } from 'zod';
import type { OpenAiClientConfig } from './openai-client.ts';

const size = z.number().int().positive().optional().catch(undefined);
const modelCard = z.object({
  id: z.string(),
  // OpenRouter; LM Studio; vLLM; Groq; llama.cpp.
  context_length: size,
  max_context_length: size,
  max_model_len: size,
  context_window: size,
  meta: z.object({ n_ctx: size, n_ctx_train: size }).nullish().catch(undefined),
});
const answer = z.object({ data: z.array(z.unknown()) });
const timeoutMs = 10_000;

/** @returns null when the endpoint has no such list, or the list does not say */
export async function contextSizeOf(
  model: string,
  { baseUrl, apiKey }: Pick<OpenAiClientConfig, 'baseUrl' | 'apiKey'>,
  signal: AbortSignal,
): Promise<number | null> {
  const key = apiKey();
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/models`, {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const parsed = answer.safeParse(response.ok ? await response.json() : null);
    if (!parsed.success) return null;
    for (const entry of parsed.data.data) {
      const card = modelCard.safeParse(entry);
      if (!card.success || card.data.id !== model) continue;
      const { context_length, max_context_length, max_model_len, context_window, meta } = card.data;
      return (
        context_length ??
        max_context_length ??
        max_model_len ??
        context_window ??
        meta?.n_ctx ??
        meta?.n_ctx_train ??
        null
      );
    }
    return null;
  } catch {
    // The list is a convenience: whether the endpoint can be reached at all, the other checks say.
    return null;
  }
}
