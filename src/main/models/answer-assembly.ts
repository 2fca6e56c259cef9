/**
 * Puts the pieces of a streamed answer together. Lenient where endpoints differ (an index that is missing or always 0, a call
 * without an id, a stop reason that does not mention the tool calls), strict about what is not the protocol at all.
 */
import { z } from 'zod';
import type { CountedUsage, ModelReply, ModelRequest, ModelToolCall } from './model-client.ts';
import { estimateInputTokens, estimateOutputTokens } from './token-estimate.ts';

const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});
type ToolCallDelta = NonNullable<
  NonNullable<NonNullable<z.infer<typeof chunk>['choices']>[number]['delta']>['tool_calls']
>[number];

export class AnswerAssembly {
  readonly #request: ModelRequest;
  readonly #calls: Array<ModelToolCall & { index: number | null }> = [];
  #text = '';
  #finish: string | null = null;
  #usage: CountedUsage | null = null;
  #chunks = 0;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  /** Whether anything of an answer has arrived. */
  get begun(): boolean {
    return this.#chunks > 0;
  }

  /** The endpoint's reason to stop; null while it has given none. */
  get finishReason(): string | null {
    return this.#finish;
  }

  /** @returns the text that this piece adds; null when it is not a piece of an answer */
  add(piece: unknown): string | null {
    const parsed = chunk.safeParse(piece);
    if (!parsed.success || (!parsed.data.choices && !parsed.data.usage)) return null;
    this.#chunks++;
    const { choices, usage } = parsed.data;
    if (usage)
      this.#usage = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens, estimated: false };
    const [choice] = choices ?? [];
    for (const delta of choice?.delta?.tool_calls ?? []) this.#addCall(delta);
    this.#finish = choice?.finish_reason ?? this.#finish;
    const text = choice?.delta?.content ?? '';
    this.#text += text;
    return text;
  }

  reply(): ModelReply {
    const toolCalls = this.#toolCalls();
    const finish = toolCalls.length > 0 ? 'tools' : this.#finish === 'length' ? 'length' : 'stop';
    return { text: this.#text, toolCalls, finish: this.#finish === 'length' ? 'length' : finish, usage: this.usage() };
  }

  /** What the call has cost so far; nothing when no answer had begun. */
  usage(): CountedUsage {
    if (this.#usage) return this.#usage;
    if (!this.begun) return { inputTokens: 0, outputTokens: 0, estimated: true };
    return {
      inputTokens: estimateInputTokens(this.#request),
      outputTokens: estimateOutputTokens(this.#text, this.#toolCalls()),
      estimated: true,
    };
  }

  #addCall(delta: ToolCallDelta): void {
    const index = delta.index ?? null;
    const id = delta.id ?? '';
    const last = this.#calls.at(-1);
    const known = index === null ? last : this.#calls.findLast((call) => call.index === index);
    // Another id means another call, even where every call says index 0.
    const isNew = known === undefined || (id !== '' && known.id !== '' && id !== known.id);
    const call = isNew ? { id, name: '', argumentsText: '', index } : known;
    if (isNew) this.#calls.push(call);
    call.id ||= id;
    call.name += delta.function?.name ?? '';
    call.argumentsText += delta.function?.arguments ?? '';
  }

  #toolCalls(): ModelToolCall[] {
    return this.#calls.map(({ id, name, argumentsText }, place) => ({
      id: id || `call_${place + 1}`,
      name,
      argumentsText,
    }));
  }
}
