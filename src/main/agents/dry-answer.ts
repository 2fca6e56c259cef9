/** What stands in for an agent's result in a dry run: no model is asked, so it is made up from the result's schema. */
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';

const deepest = 8;
const placeholder = '(what the model would say)';

export function dryAnswer({ agent }: Pick<WorkerSpec, 'agent'>): JsonValue {
  return agent?.outputSchema === undefined ? { text: placeholder } : sampleOf(agent.outputSchema, deepest);
}

/** The plan's line of what was not done. */
export function dryWords({ name }: Pick<WorkerSpec, 'name'>): string {
  return `would ask the model as ‘${name}’; a dry run does not, and goes on with a made-up answer`;
}

function sampleOf(schema: JsonObject, depth: number): JsonValue {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0] ?? null;
  const [either] = [schema.anyOf, schema.oneOf].flatMap((choices) => (Array.isArray(choices) ? choices : []));
  if (isJsonObject(either)) return sampleOf(either, depth - 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? (schema.properties ? 'object' : 'string'));
  switch (type) {
    case 'object': {
      if (depth <= 0 || !isJsonObject(schema.properties)) return {};
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [
          name,
          isJsonObject(inner) ? sampleOf(inner, depth - 1) : null,
        ]),
      );
    }
    case 'array':
      return depth > 0 && isJsonObject(schema.items) ? [sampleOf(schema.items, depth - 1)] : [];
    case 'number':
    case 'integer':
      return typeof schema.minimum === 'number' ? schema.minimum : 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return placeholder;
  }
}
