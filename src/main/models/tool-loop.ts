/**
 * A model with tools, round by round, until it answers in words. Used by the assistant and by the orchestrator.
 * Owns: the order of messages, the bounds, what is sent back for a wrong call. Does not own: what a tool does, what is shown.
 *
 * L1 Nothing but the tools handed in is ever run; any other name is refused, reported to `onRefused` and told to the model.
 * L2 It ends: at most `maxRounds` answers; a tool that is called wrongly is sent back at most `maxRepairs` times in a row.
 * L3 What a tool gives back reaches the model marked as data.
 */
import type { Result, WireError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { fitContext } from './fit-context.ts';
import type { ModelClient, ModelMessage, ModelTool, ModelToolCall } from './model-client.ts';

export interface LoopTool extends ModelTool {
  /** Checks the arguments itself. An error of a `repairable` code is the model's to mend. */
  run(args: JsonObject, signal: AbortSignal): Promise<Result<JsonValue>>;
}

/** A call as it is shown: once when it begins, once when it has ended. `id` is unique within the loop. */
export interface LoopCall {
  id: string;
  tool: string;
  arguments: JsonValue;
  status: 'running' | 'succeeded' | 'failed';
  result: JsonValue;
}

export interface ToolLoopOptions {
  client: ModelClient;
  model: string;
  system: string;
  messages: readonly ModelMessage[];
  tools: readonly LoopTool[];
  contextTokens: number;
  maxOutputTokens: number;
  maxRounds: number;
  /** Of the whole loop; each round adds its number. */
  key: string;
  signal: AbortSignal;
  onText?: (delta: string) => void;
  onCall: (call: LoopCall) => void;
  onRefused: (refusal: { tool: string; reason: string }) => void;
}

export type LoopEnd = { ok: true; text: string } | { ok: false; error: WireError; text: string };

export const maxRepairs = 3;
/** Errors that say: the call was wrong, call it right. */
const repairable = new Set(['Tool.BadArguments', 'Tool.Unknown', 'Flow.Invalid']);
const longestResult = 24_000;

export async function runToolLoop(options: ToolLoopOptions): Promise<LoopEnd> {
  const { client, model, tools, signal, maxRounds, onText } = options;
  const system: ModelMessage = { role: 'system', content: options.system };
  const messages = [...options.messages];
  const repairs = new Map<string, number>();
  let text = '';
  const hear = (delta: string): void => {
    text += delta;
    onText?.(delta);
  };
  for (let round = 1; round <= maxRounds; round++) {
    let separator = text === '' || /\n\s*$/.test(text) ? '' : '\n\n';
    const outcome = await client.complete(
      {
        model,
        messages: fitContext([system, ...messages], tools, options.contextTokens - options.maxOutputTokens),
        tools: tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
        maxOutputTokens: options.maxOutputTokens,
        key: `${options.key}:${round}`,
      },
      {
        signal,
        onText: (delta) => {
          hear(separator + delta);
          separator = '';
        },
      },
    );
    if (!outcome.ok) return { ok: false, error: outcome.error, text };
    const { toolCalls, finish } = outcome.value;
    if (toolCalls.length === 0) {
      if (finish === 'length') hear(' … (The answer was cut off: it reached the longest length set for this model.)');
      return { ok: true, text };
    }
    messages.push({ role: 'assistant', content: outcome.value.text, toolCalls });
    for (const [place, call] of toolCalls.entries()) {
      const answer = await performCall(options, `${round}.${place + 1}`, call);
      if (signal.aborted) return { ok: false, error: stopped(), text };
      messages.push({ role: 'tool', toolCallId: call.id, content: resultWords(call.name, answer) });
      if (answer.ok || !repairable.has(answer.error.code)) repairs.delete(call.name);
      else {
        const count = (repairs.get(call.name) ?? 0) + 1;
        repairs.set(call.name, count);
        if (count > maxRepairs) return { ok: false, error: notMended(call.name, answer.error), text };
      }
    }
  }
  return { ok: false, error: tooManyRounds(maxRounds), text };
}

async function performCall(options: ToolLoopOptions, id: string, call: ModelToolCall): Promise<Result<JsonValue>> {
  const args = parsedArguments(call);
  const shown = { id, tool: call.name, arguments: args.ok ? args.value : call.argumentsText };
  options.onCall({ ...shown, status: 'running', result: null });
  const answer = await answerOf(options, call, args);
  options.onCall({
    ...shown,
    status: answer.ok ? 'succeeded' : 'failed',
    result: answer.ok ? answer.value : { error: { ...answer.error } },
  });
  return answer;
}

async function answerOf(
  { tools, signal, onRefused }: ToolLoopOptions,
  call: ModelToolCall,
  args: Result<JsonObject>,
): Promise<Result<JsonValue>> {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) {
    const names = tools.map(({ name }) => name);
    const near = nearestName(call.name, names);
    const reason = `There is no tool ${call.name || 'without a name'} here. ${near ? `Did you mean ${near}?` : `There are: ${names.join(', ')}.`}`;
    onRefused({ tool: call.name, reason });
    return { ok: false, error: { code: 'Tool.Unknown', message: reason, data: { tool: call.name } } };
  }
  return args.ok ? await tool.run(args.value, signal) : args;
}

function parsedArguments({ name, argumentsText }: ModelToolCall): Result<JsonObject> {
  const refuse = (why: string): Result<never> => ({
    ok: false,
    error: {
      code: 'Tool.BadArguments',
      message: `The arguments of ${name} are ${why}. Call it again with one JSON object.`,
      data: { tool: name },
    },
  });
  // Some models leave the arguments of a tool that needs none empty.
  if (argumentsText.trim() === '') return { ok: true, value: {} };
  try {
    const value = JSON.parse(argumentsText) as unknown;
    return isJsonObject(value) ? { ok: true, value } : refuse('not a JSON object');
  } catch (error) {
    return refuse(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** What a tool gave, between marks that its text cannot forge. */
function resultWords(tool: string, answer: Result<JsonValue>): string {
  if (!answer.ok) return JSON.stringify({ error: answer.error });
  const whole = JSON.stringify(answer.value);
  const text =
    whole.length <= longestResult ? whole : `${whole.slice(0, longestResult)} … (${whole.length} characters, cut here)`;
  return `<data tool="${tool}">\n${text.replaceAll(/<(\/?)data/gi, '&lt;$1data')}\n</data>`;
}

function notMended(tool: string, last: WireError): WireError {
  return {
    code: 'Model.Mistaken',
    message: `The model called ${tool} wrongly ${maxRepairs + 1} times. The last problem: ${last.message}`,
    data: { tool, last: { ...last } },
  };
}

function tooManyRounds(rounds: number): WireError {
  return {
    code: 'Model.TooManyRounds',
    message: `The model called tools ${rounds} times in a row without coming to an answer, so I stopped it. Ask for less at once, or use another model.`,
    data: { rounds },
  };
}

function stopped(): WireError {
  return { code: 'Model.Cancelled', message: 'You stopped the answer.', data: {} };
}
