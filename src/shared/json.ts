import { z } from 'zod';

/** Any value that JSON can carry; what travels between processes, into the journal and into expressions. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * Accepts exactly what JSON can carry (no undefined, NaN, dates, functions). Checked by hand: `z.json()` takes 8 ms for a
 * result of 100 KB, half of the frame that the main process may block, and every call's result passes three times.
 */
export const jsonValue: z.ZodType<JsonValue> = z
  .unknown()
  .refine(isJsonValue, 'is not a JSON value') as unknown as z.ZodType<JsonValue>;
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), jsonValue);

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonValue(value: unknown): value is JsonValue {
  if (value === null) return true;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object': {
      if (Array.isArray(value)) return value.every(isJsonValue);
      const prototype: unknown = Object.getPrototypeOf(value);
      // A plain object of any realm: its prototype is the end of the chain.
      return (
        (prototype === null || Object.getPrototypeOf(prototype) === null) && Object.values(value).every(isJsonValue)
      );
    }
    default:
      return false;
  }
}
