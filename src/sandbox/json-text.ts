/**
 * A script's value as JSON text, whatever it is: the object may be hostile (getters, proxies, cycles, patched prototypes), which
 * costs the script its own time or an error, never more.
 *
 * undefined, NaN and the infinities become null; dates ISO strings (by `toJSON`); bytes {"$bytes": base64}; maps objects; sets lists;
 * a bigint a number where that is exact, else a string of its digits. Functions and symbols are refused.
 */
import {
  bigIntAsNumber,
  bufferOf,
  bytesLength,
  charOf,
  define,
  fromBase64,
  getOwnPropertyDescriptor,
  isArray,
  isFiniteNumber,
  isSafeInteger,
  isView,
  joined,
  jsonParse,
  mapForEach,
  offsetOf,
  ownKeys,
  SafeUint8Array,
  setForEach,
  stringAsJson,
  toBase64,
  toText,
} from './captured.ts';

const DEEPEST = 100;
const bytesKey = '$bytes';

/** `why` is for people; `tooLarge` tells the two reasons apart. */
export class NotJson extends Error {
  readonly tooLarge: boolean;

  constructor(why: string, tooLarge = false) {
    super(why);
    this.tooLarge = tooLarge;
  }
}

/** @throws NotJson; whatever a getter or `toJSON` of the value throws */
export function jsonText(value: unknown, maxBytes: number): string {
  let size = 0;
  const path: unknown[] = [];

  function counted(text: string): string {
    size += text.length;
    if (size > maxBytes) throw new NotJson(`it takes more than ${maxBytes} bytes`, true);
    return text;
  }

  function inside(value: object, work: () => string): string {
    if (path.length >= DEEPEST)
      throw new NotJson(`it is nested more than ${DEEPEST} deep: give back something flatter, such as a list of rows`);
    for (let at = 0; at < path.length; at++) if (path[at] === value) throw new NotJson('it contains itself');
    define(path, path.length, value);
    const text = work();
    path.length -= 1;
    return text;
  }

  function list(count: number, at: (index: number) => unknown): string {
    // Each item takes a character at least: what cannot fit is not even begun.
    if (count > maxBytes) throw new NotJson(`it takes more than ${maxBytes} bytes`, true);
    const parts: string[] = [];
    for (let index = 0; index < count; index++) {
      size += 1;
      define(parts, index, text(at(index)));
    }
    return `[${joined(parts, ',')}]`;
  }

  function entries(keys: readonly string[], at: (key: string, index: number) => unknown): string {
    const parts: string[] = [];
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      define(parts, index, `${counted(stringAsJson(key))}:${text(at(key, index))}`);
    }
    return `{${joined(parts, ',')}}`;
  }

  function object(value: object): string {
    const toJson = (value as { toJSON?: unknown }).toJSON;
    if (typeof toJson === 'function') return text((value as { toJSON(): unknown }).toJSON());
    if (isArray(value)) return list(value.length, (index) => value[index] as unknown);
    if (isView(value)) return counted(`{"${bytesKey}":"${base64(viewBytes(value))}"}`);
    if (value instanceof ArrayBuffer) return counted(`{"${bytesKey}":"${base64(new SafeUint8Array(value))}"}`);
    if (value instanceof Map) {
      const keys: string[] = [];
      const values: unknown[] = [];
      mapForEach(value, (item, key) => {
        define(values, keys.length, item);
        define(keys, keys.length, toText(key));
      });
      return entries(keys, (_key, index) => values[index]);
    }
    if (value instanceof Set) {
      const items: unknown[] = [];
      setForEach(value, (item) => define(items, items.length, item));
      return list(items.length, (index) => items[index]);
    }
    if (value instanceof Error) {
      const { name, message } = value;
      return entries(['name', 'message'], (key) => (key === 'name' ? toText(name) : toText(message)));
    }
    const all = ownKeys(value);
    const keys: string[] = [];
    for (let index = 0; index < all.length; index++) {
      const key = all[index];
      if (typeof key === 'string' && isEnumerable(value, key)) define(keys, keys.length, key);
    }
    return entries(keys, (key) => (value as Record<string, unknown>)[key]);
  }

  function text(value: unknown): string {
    switch (typeof value) {
      case 'undefined':
        return counted('null');
      case 'boolean':
        return counted(value ? 'true' : 'false');
      case 'number':
        return counted(isFiniteNumber(value) ? toText(value) : 'null');
      case 'bigint': {
        const number = bigIntAsNumber(value);
        return counted(isSafeInteger(number) ? toText(number) : stringAsJson(toText(value)));
      }
      case 'string':
        if (value.length > maxBytes) throw new NotJson(`it takes more than ${maxBytes} bytes`, true);
        return counted(stringAsJson(value));
      case 'object':
        return value === null ? counted('null') : inside(value, () => object(value));
      default:
        throw new NotJson(`it is or contains a ${typeof value}`);
    }
  }

  return text(value);
}

/** JSON text as a value; `{"$bytes": base64}` becomes a Uint8Array. */
export function jsonValue(json: string): unknown {
  return jsonParse(json, (_key, value: unknown) => {
    const keys = typeof value === 'object' && value !== null ? ownKeys(value) : [];
    const bytes = (value as Record<string, unknown> | null)?.[bytesKey];
    return keys.length === 1 && typeof bytes === 'string' ? bytesOf(bytes) : value;
  }) as unknown;
}

function bytesOf(base64Text: string): Uint8Array {
  const binary = fromBase64(base64Text);
  return SafeUint8Array.from(binary, (character) => character.charCodeAt(0));
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at++) binary += charOf(bytes[at] as number);
  return toBase64(binary);
}

function viewBytes(view: ArrayBufferView): Uint8Array {
  if (view instanceof DataView) return new SafeUint8Array(view.buffer, view.byteOffset, view.byteLength);
  return new SafeUint8Array(bufferOf(view), offsetOf(view), bytesLength(view));
}

function isEnumerable(value: object, key: string): boolean {
  return getOwnPropertyDescriptor(value, key)?.enumerable === true;
}
