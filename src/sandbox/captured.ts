/**
 * The engine's own functions, taken before any script runs: a script may replace every prototype of its realm, and what reports for it
 * to main must neither be misled by that nor hand its port to whoever listens in.
 */
const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { setPrototypeOf } = Object;

/** `method(self, ...)` in place of `self.method(...)`. */
function uncurried<A extends readonly unknown[], R>(method: (...args: A) => R): (self: unknown, ...args: A) => R {
  return (self, ...args) => apply(method, self, args);
}

function getter<R>(prototype: object, name: string): (self: unknown) => R {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`${name} is a getter`);
  return (self) => apply(get, self, []) as R;
}

export { getOwnPropertyDescriptor, ownKeys };
export const isArray = Array.isArray;
export const isFiniteNumber = Number.isFinite;
export const isSafeInteger = Number.isSafeInteger;
export const toText = String;
export const jsonParse = JSON.parse;
export const stringAsJson = JSON.stringify as (text: string) => string;
export const bigIntAsNumber = Number;
export const postToPort = uncurried(MessagePort.prototype.postMessage as (message: unknown) => void);
export const dataOf = getter<unknown>(MessageEvent.prototype, 'data');
export const addListener = uncurried(EventTarget.prototype.addEventListener);
export const stringIncludes = uncurried(String.prototype.includes);
export const stringSlice = uncurried(String.prototype.slice);
export const charCodeAt = uncurried(String.prototype.charCodeAt);
export const joined = uncurried(Array.prototype.join);
export const matched = uncurried(RegExp.prototype.exec);
export const mapGet = uncurried(Map.prototype.get);
export const mapSet = uncurried(Map.prototype.set);
export const mapDelete = uncurried(Map.prototype.delete);
export const mapForEach = uncurried(Map.prototype.forEach);
export const setForEach = uncurried(Set.prototype.forEach);
export const SafeMap = Map;
export const SafeUint8Array = Uint8Array;
export const bytesLength = getter<number>(Object.getPrototypeOf(Uint8Array.prototype) as object, 'byteLength');
export const isView = ArrayBuffer.isView;
export const bufferOf = getter<ArrayBufferLike>(Object.getPrototypeOf(Uint8Array.prototype) as object, 'buffer');
export const offsetOf = getter<number>(Object.getPrototypeOf(Uint8Array.prototype) as object, 'byteOffset');
export const charOf = String.fromCharCode;
export const toBase64 = btoa;
export const fromBase64 = atob;
const encoder = new TextEncoder();
const encode = TextEncoder.prototype.encode;
export const asUtf8 = (text: string): Uint8Array => apply(encode, encoder, [text]) as Uint8Array;
const decode = TextDecoder.prototype.decode;
/** A decoder of its own for each stream: a character may arrive in two parts. */
export function utf8Decoder(): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder();
  return (bytes) => apply(decode, decoder, [bytes, { stream: true }]) as string;
}

/** `list[index] = value` that meets no setter planted on Array.prototype. */
export function define<T>(list: T[], index: number, value: T): void {
  defineProperty(list, index, bare({ value, writable: true, enumerable: true, configurable: true }));
}

/** An object without a prototype: nothing is inherited that a script could have planted. */
export function bare<T extends object>(fields: T): T {
  return setPrototypeOf(fields, null) as T;
}
