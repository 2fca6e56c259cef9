/** JSON text that a realm claims is its script's value. Nothing about it is trusted. */
import { isJsonValue, type JsonValue } from '../../shared/json.ts';

/** Deeper ones would overflow the stack of whatever walks the value later. */
const DEEPEST = 200;

/** The value, or null when it is none: too long, too deep, or not JSON. */
export function readValue(text: string, maxBytes: number): { value: JsonValue } | null {
  if (text.length > maxBytes || depthOf(text) > DEEPEST) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonValue(value) ? { value } : null;
  } catch {
    return null;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === 92) at++;
      else if (character === 34) quoted = false;
    } else if (character === 34) quoted = true;
    else if (character === 91 || character === 123) deepest = Math.max(deepest, ++depth);
    else if (character === 93 || character === 125) depth--;
  }
  return deepest;
}
