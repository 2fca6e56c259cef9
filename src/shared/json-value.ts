/** JSON as types and guards, without the schemas: what the page's first chunk can afford. */

/** Any value that JSON can carry; what travels between processes, into the journal and into expressions. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

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
