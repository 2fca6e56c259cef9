/**
 * Takes away from a realm, before the script, everything but computing: what is not on the list below is deleted from the global
 * object, so that what a newer Chromium adds is gone as well. Network and storage are refused again further out (policy, session);
 * this is the nearest wall, not the only one.
 */
const KEPT = new Set([
  // The language.
  ...['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'undefined', 'Boolean'],
  ...['String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError'],
  ...[
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
    'SuppressedError',
    'globalThis',
    'JSON',
    'Math',
    'Intl',
  ],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'Atomics', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array'],
  ...['Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray'],
  ...['BigUint64Array', 'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set', 'Iterator', 'WeakMap', 'WeakSet'],
  ...['WeakRef', 'FinalizationRegistry', 'Proxy', 'Reflect', 'decodeURI', 'decodeURIComponent', 'encodeURI'],
  ...['encodeURIComponent', 'escape', 'unescape', 'eval', 'isFinite', 'isNaN', 'WebAssembly', 'Temporal'],
  ...['DisposableStack', 'AsyncDisposableStack'],
  // Of the web: time, text, addresses, random numbers, streams in memory. Nothing that reaches out, keeps or starts something.
  ...['self', 'console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'],
  ...['structuredClone', 'atob', 'btoa', 'crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto', 'performance'],
  ...['Performance', 'TextEncoder', 'TextDecoder', 'URL', 'URLSearchParams', 'AbortController', 'AbortSignal'],
  ...['Event', 'EventTarget', 'MessageEvent', 'DOMException', 'Blob', 'ReadableStream', 'WritableStream'],
  ...['TransformStream', 'ReadableStreamDefaultReader', 'ReadableStreamDefaultController'],
  ...['WritableStreamDefaultWriter', 'CompressionStream', 'DecompressionStream'],
  // Pyodide's event loop posts to itself through them.
  ...['MessageChannel', 'MessagePort'],
]);

/** @returns what could not be taken away: names that a browser does not let go of */
export function lockDown(): string[] {
  const kept: string[] = [];
  stripNavigator();
  // An address for what is in memory: nothing here may load one.
  Reflect.deleteProperty(URL, 'createObjectURL');
  Reflect.deleteProperty(URL, 'revokeObjectURL');
  for (let holder: object | null = globalThis; holder && holder !== EventTarget.prototype; holder = parentOf(holder)) {
    for (const name of Reflect.ownKeys(holder)) {
      if (typeof name !== 'string' || KEPT.has(name) || name === 'constructor') continue;
      if (!Reflect.deleteProperty(holder, name) && !isConstant(holder, name)) kept.push(name);
    }
  }
  return kept;
}

/** `TEMPORARY` and `PERSISTENT` cannot be deleted, and are numbers. */
function isConstant(holder: object, name: string): boolean {
  return typeof Reflect.getOwnPropertyDescriptor(holder, name)?.value === 'number';
}

function parentOf(holder: object): object | null {
  return Object.getPrototypeOf(holder) as object | null;
}

/** Storage, locks, devices: whoever kept a reference to the navigator finds it empty. */
function stripNavigator(): void {
  const prototype = Object.getPrototypeOf(navigator) as object;
  for (const name of Reflect.ownKeys(prototype)) if (name !== 'constructor') Reflect.deleteProperty(prototype, name);
}
