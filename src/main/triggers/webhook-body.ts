import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { boundExceeded, hasPrototypeKey } from '../../shared/json-bounds.ts';

/** Bytes of a call's body at most. */
export const longestBody = 262_144;
const deepestBody = 100;

/** Null when it is too long; it is not read further then, and can still be answered. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= longestBody) return void chunks.push(chunk);
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the caller went away before its request was complete')));
  });
}

export type ParsedBody =
  | { ok: true; body: JsonValue }
  | { ok: false; status: 400 | 415; reason: 'not-text' | 'not-json' | 'bad-json' | 'bad-type' };

/** JSON or text, by its content type; text when none is said. */
export function parseBody(bytes: Buffer, contentType: string | undefined): ParsedBody {
  const type = (contentType ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isJson = type === 'application/json' || type.endsWith('+json');
  if (!isJson && !type.startsWith('text/')) return { ok: false, status: 415, reason: 'bad-type' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, status: 400, reason: 'not-text' };
  }
  if (!isJson) return { ok: true, body: text };
  if (text.trim() === '') return { ok: true, body: null };
  let body: JsonValue;
  try {
    body = JSON.parse(text) as JsonValue;
  } catch {
    return { ok: false, status: 400, reason: 'not-json' };
  }
  const isBad = boundExceeded(body, { maxSize: 8 * longestBody, maxDepth: deepestBody }) !== null;
  if (isBad || ((isJsonObject(body) || Array.isArray(body)) && hasPrototypeKey(body)))
    return { ok: false, status: 400, reason: 'bad-json' };
  return { ok: true, body };
}
