import { MajordomoError } from '../errors.ts';
import type { JsonObject } from '../json.ts';

/** How a tool fails: the code is for the flow, the message names the part and the remedy, `data` holds what it was made from. */
export function toolFailure(code: string, message: string, data: JsonObject = {}): MajordomoError {
  return new MajordomoError({ code, message, data });
}
