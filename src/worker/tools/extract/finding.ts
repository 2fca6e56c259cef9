import type { JsonValue } from '../../../shared/json.ts';

/** One thing found, and where, in words. Finders give them best first; none found is an empty list. */
export interface Finding {
  value: JsonValue;
  foundBy: string;
}
