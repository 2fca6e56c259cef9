/** The model's last words as the step's result: JSON of the schema, or what is wrong with it in words for the model. */
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

export type FinalAnswer = { ok: true; value: JsonValue } | { ok: false; problem: string };
export type ReadAnswer = (text: string, cut: boolean) => FinalAnswer;

/** @throws Error when the schema is not one */
export function answerReader(schema: JsonObject | null): ReadAnswer {
  if (schema === null)
    return (text, cut) => {
      if (cut) return { ok: false, problem: 'Your answer was cut off because it was too long. Give a shorter one.' };
      return text.trim() === ''
        ? { ok: false, problem: 'Your answer is empty.' }
        : { ok: true, value: { text: text.trim() } };
    };
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  return (text, cut) => {
    const value = jsonIn(text);
    if (value === undefined) {
      if (schema.type === 'string' && !cut && validate(text.trim())) return { ok: true, value: text.trim() };
      return {
        ok: false,
        problem: cut
          ? 'Your answer was cut off because it was too long. Give a shorter one.'
          : 'Your answer is not JSON. Answer with one JSON value of the schema and nothing else.',
      };
    }
    return validate(value) ? { ok: true, value } : { ok: false, problem: problemWords(validate) };
  };
}

/** The JSON that the text is, or that it holds in a code block. */
function jsonIn(text: string): JsonValue | undefined {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  for (const candidate of [text, fenced]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate) as JsonValue;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

function problemWords(validate: ValidateFunction): string {
  const words = (validate.errors ?? []).slice(0, 20).map((error: ErrorObject) => {
    const where = error.instancePath === '' ? 'the answer' : error.instancePath;
    const extra = 'additionalProperty' in error.params ? ` (${String(error.params.additionalProperty)})` : '';
    const allowed =
      'allowedValues' in error.params
        ? `: ${JSON.stringify((error.params as { allowedValues: unknown }).allowedValues)}`
        : '';
    return `${where} ${error.message ?? 'is wrong'}${extra}${allowed}`;
  });
  return `Your answer does not fit the schema: ${words.join('; ')}. Give the whole answer again, mended.`;
}
