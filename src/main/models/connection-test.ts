/** Tries out what Majordomo needs of a model, before it may be used: four short questions, a few hundred tokens. */
import type { ModelCheck, ModelTestReport } from '../../shared/domain/model.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import type { ModelClient, ModelMessage, ModelOutcome, ModelRequest } from './model-client.ts';

export interface TestedModel {
  client: ModelClient;
  model: string;
  /** As configured; what the endpoint says goes before it. */
  contextTokens: number;
  listedContext: (signal: AbortSignal) => Promise<number | null>;
}

/** Less than this leaves no room for the rules, the tools and a flow. */
const smallestContext = 8_192;
const answerTokens = 400;

const addNumbers = {
  name: 'add_numbers',
  description: 'Adds two numbers and gives their sum.',
  parameters: {
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  },
};
const ageSchema = {
  type: 'object',
  properties: { age: { type: 'integer' } },
  required: ['age'],
  additionalProperties: false,
};

export async function testConnection(
  tested: TestedModel,
  nowMs: number,
  signal: AbortSignal,
): Promise<ModelTestReport> {
  const usage = { inputTokens: 0, outputTokens: 0 };
  let pieces = 0;
  const ask = async (
    key: string,
    messages: ModelMessage[],
    more: Pick<ModelRequest, 'responseSchema'> & { tools?: ModelRequest['tools'] } = {},
  ): Promise<ModelOutcome> => {
    pieces = 0;
    const request = {
      model: tested.model,
      messages,
      tools: [],
      maxOutputTokens: answerTokens,
      key: `test:${nowMs}:${key}`,
    };
    const outcome = await tested.client.complete({ ...request, ...more }, { signal, onText: () => pieces++ });
    const spent = outcome.ok ? outcome.value.usage : outcome.usage;
    usage.inputTokens += spent.inputTokens;
    usage.outputTokens += spent.outputTokens;
    return outcome;
  };

  const counted = await ask('count', [
    { role: 'user', content: 'Count from one to ten in English words, with commas.' },
  ]);
  const checks: ModelCheck[] = [
    checked(
      'answers',
      true,
      failureOf(counted) ?? (textOf(counted) === '' ? 'It answered with no text.' : null),
      'It answers.',
    ),
  ];
  // Where nothing answers, asking on would only wait for the same failure again.
  if (counted.ok) {
    checks.push(
      checked(
        'streaming',
        false,
        pieces > 1 ? null : 'The answer came in one piece.',
        `The answer came in ${pieces} pieces.`,
      ),
      checked('tools', true, await toolProblem(ask), 'It calls a tool with the right arguments and uses the result.'),
      checked('json-schema', false, await schemaProblem(ask), 'It keeps to a JSON schema.'),
    );
  }
  const listed = await tested.listedContext(signal);
  const context = listed ?? tested.contextTokens;
  const source = listed === null ? 'as configured' : 'as the endpoint says';
  checks.push(
    checked(
      'context',
      true,
      context >= smallestContext ? null : `${context} tokens (${source}) are too few; it needs ${smallestContext}.`,
      `${context} tokens, ${source}.`,
    ),
  );
  return { atMs: nowMs, usable: checks.every(({ ok, needed }) => ok || !needed), checks, contextTokens: listed, usage };
}

type Ask = (
  key: string,
  messages: ModelMessage[],
  more?: Pick<ModelRequest, 'responseSchema'> & { tools?: ModelRequest['tools'] },
) => Promise<ModelOutcome>;

/** @returns what is wrong, or null */
async function toolProblem(ask: Ask): Promise<string | null> {
  const question: ModelMessage = {
    role: 'user',
    content: 'Use the tool add_numbers to add 2 and 40, then tell me the sum.',
  };
  const first = await ask('tool', [question], { tools: [addNumbers] });
  if (!first.ok) return first.error.message;
  const [call] = first.value.toolCalls;
  if (!call) return 'It answered in words instead of calling the tool.';
  const args = parsed(call.argumentsText);
  if (call.name !== addNumbers.name) return `It called ${call.name || 'a tool without a name'}, which there is not.`;
  if (args === null) return `It called the tool with arguments that are not JSON: ${call.argumentsText.slice(0, 200)}`;
  if (
    [args.a, args.b]
      .map(Number)
      .sort((a, b) => a - b)
      .join() !== '2,40'
  )
    return `It called the tool with the wrong arguments: ${call.argumentsText.slice(0, 200)}`;
  const second = await ask(
    'tool-result',
    [
      question,
      { role: 'assistant', content: first.value.text, toolCalls: [call] },
      { role: 'tool', toolCallId: call.id, content: '{"sum":42}' },
    ],
    { tools: [addNumbers] },
  );
  if (!second.ok) return second.error.message;
  return second.value.text.includes('42') ? null : 'It did not use the result of the tool.';
}

async function schemaProblem(ask: Ask): Promise<string | null> {
  const outcome = await ask('schema', [{ role: 'user', content: 'Ada is 36 years old. Give her age as JSON.' }], {
    responseSchema: { name: 'age', schema: ageSchema },
  });
  if (!outcome.ok) return outcome.error.message;
  const value = parsed(outcome.value.text);
  return value !== null && value.age === 36 && Object.keys(value).length === 1
    ? null
    : `It did not keep to the schema: ${outcome.value.text.slice(0, 200)}`;
}

function checked(name: ModelCheck['name'], needed: boolean, problem: string | null, otherwise: string): ModelCheck {
  return { name, needed, ok: problem === null, detail: problem ?? otherwise };
}

function failureOf(outcome: ModelOutcome): string | null {
  return outcome.ok ? null : outcome.error.message;
}

function textOf(outcome: ModelOutcome): string {
  return outcome.ok ? outcome.value.text.trim() : '';
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
