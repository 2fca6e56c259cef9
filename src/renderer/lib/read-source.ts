import type { JsonValue } from '../../shared/json.ts';

export type ReadSource = { ok: true; value: JsonValue } | { ok: false; message: string; offset: number };

/** A text as JSON, or why it is none and where. */
export function readSource(text: string): ReadSource {
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    return {
      ok: false,
      message: message.replace(/ in JSON at position.*$/s, '').replace(/, ?\.{3}.*$/s, ''),
      // Without a position the text ended too early.
      offset: position === undefined ? text.length : Number(position),
    };
  }
}
