import Ajv from 'ajv';
import type { JsonObject } from '../../shared/json.ts';

/** What is wrong with a JSON Schema, in words; null when results can be checked with it. */
export function schemaProblem(schema: JsonObject): string | null {
  try {
    new Ajv({ strict: false, validateFormats: false }).compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
