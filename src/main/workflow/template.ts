import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { evaluateExpression, expressionBody, isExpression, toJson } from './expression.ts';
import { StateError } from './state-error.ts';

const queryError = 'States.QueryEvaluationError';

/**
 * Evaluates a template: every string of the form `{% … %}`, at any depth, is replaced by its expression's value.
 * @param field where it stands, such as `Output` or `Assign/total`: named in errors.
 * @throws StateError `States.QueryEvaluationError`
 */
export async function evaluateTemplate(template: JsonValue, bindings: JsonObject, field: string): Promise<JsonValue> {
  if (typeof template === 'string')
    return isExpression(template) ? await evaluateField(template, bindings, field) : template;
  if (template === null || typeof template !== 'object') return template;
  if (Array.isArray(template)) {
    const values: JsonValue[] = [];
    for (const [index, item] of template.entries())
      values.push(isConstant(item) ? item : await evaluateTemplate(item, bindings, `${field}[${index}]`));
    return values;
  }
  const values: JsonObject = {};
  for (const [key, member] of Object.entries(template))
    values[key] = isConstant(member) ? member : await evaluateTemplate(member, bindings, `${field}/${key}`);
  return values;
}

function isConstant(template: JsonValue): boolean {
  return typeof template === 'string' ? !isExpression(template) : template === null || typeof template !== 'object';
}

async function evaluateField(text: string, bindings: JsonObject, field: string): Promise<JsonValue> {
  const body = expressionBody(text);
  let value: JsonValue | undefined;
  try {
    value = toJson(await evaluateExpression(body, bindings));
  } catch (error) {
    throw new StateError(
      queryError,
      `The JSONata expression '${body}' specified for the field '${field}' threw an error during evaluation. ${describe(error)}`,
      field,
    );
  }
  if (value === undefined)
    throw new StateError(
      queryError,
      `The JSONata expression '${body}' specified for the field '${field}' returned nothing (undefined).`,
      field,
    );
  return value;
}

/** JSONata throws plain objects with a code and a message. */
function describe(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
    return `${code}${String(error.message)}`;
  }
  return String(error);
}

/** A field that must come out as one type, as `Seconds` or `Items` must. */
export async function evaluateTyped<T extends JsonValue>(
  template: JsonValue,
  bindings: JsonObject,
  field: string,
  expected: string,
  accepts: (value: JsonValue) => value is T,
): Promise<T> {
  const value = await evaluateTemplate(template, bindings, field);
  if (accepts(value)) return value;
  const body =
    typeof template === 'string' && isExpression(template) ? expressionBody(template) : JSON.stringify(template);
  throw new StateError(
    queryError,
    `The JSONata expression '${body}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
