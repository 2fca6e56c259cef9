/** Bytes of an answer to text: is it text at all, and in which character set. */
import { TextDecoder } from 'node:util';
import type { JsonValue } from '../shared/json.ts';

const TEXT_TYPE =
  /^(text\/|application\/(.*[+/-])?(json|xml|javascript|ecmascript|x-ndjson|yaml|x-yaml|csv|x-www-form-urlencoded|ld\+json|graphql|toml|sql)\b)|\+(json|xml)\b/;
const BINARY_TYPE =
  /^(image\/(?!svg)|audio\/|video\/|font\/|model\/)|^application\/(pdf|zip|gzip|x-gzip|x-tar|x-7z|x-rar|vnd\.(ms-|openxml)|wasm|java-archive|msword|x-msdownload)/;

export function isBinaryType(contentType: string): boolean {
  const type = contentType.trim().toLowerCase();
  return BINARY_TYPE.test(type) && !TEXT_TYPE.test(type);
}

function isJsonType(contentType: string): boolean {
  return /^(application|text)\/(.*\+)?(json|x-json|ld\+json)\b/.test(contentType.trim().toLowerCase());
}

/** A type that says neither way: the body may be JSON without being called so. */
function mayBeJson(contentType: string): boolean {
  return (
    isJsonType(contentType) ||
    /^(text\/(plain|javascript)|application\/(javascript|octet-stream)|)\s*(;|$)/.test(contentType.trim().toLowerCase())
  );
}

/** The text, or null when the bytes are not text. */
export function decodeText(bytes: Buffer, contentType: string): string | null {
  const charset = byteOrderMark(bytes) ?? charsetOf(contentType) ?? declaredInside(bytes);
  const decoder = charset === null ? null : decoderFor(charset);
  const text = decoder === null ? decodeUndeclared(bytes) : decoder.decode(bytes);
  return text.includes('\0') ? null : text;
}

function decodeUndeclared(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What browsers take for a western page that declares nothing.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

function charsetOf(contentType: string): string | null {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
}

/** `<meta charset>`, `<meta http-equiv content>` or `<?xml encoding>` in the first kilobyte, as browsers look for it. */
function declaredInside(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 1024).toString('latin1');
  const found =
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
  // A document that could be read as bytes so far is not UTF-16, whatever it says.
  return found === undefined || /^utf-?16/i.test(found) ? null : found;
}

function decoderFor(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset);
  } catch {
    return null;
  }
}

/** The value of a text that its type calls JSON, or that looks like it where the type says neither; undefined for any other. */
export function parseJsonText(text: string, contentType: string): JsonValue | undefined {
  if (!mayBeJson(contentType)) return undefined;
  // Plain text such as `12` parses as well; only a type that says JSON makes it JSON.
  if (!isJsonType(contentType) && !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
