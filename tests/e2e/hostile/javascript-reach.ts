/** JavaScript that reaches for something outside its realm, or for the realm's own way to the host. */
import { type Attack, tries } from './attack.ts';

/** A name that must not be there at all, in any spelling of the global object. */
const absent = (name: string): Attack =>
  tries(
    `finds ${name}`,
    `for (let holder = globalThis; holder; holder = Object.getPrototypeOf(holder))
  if (Object.getOwnPropertyNames(holder).includes('${name}')) return 'REACHED ${name}';
if ((0, eval)('typeof ${name}') !== 'undefined') return 'REACHED by eval';
if (Function('return typeof ${name}')() !== 'undefined') return 'REACHED by Function';
if ((() => {}).constructor('return typeof this.${name}')() !== 'undefined') return 'REACHED by a constructor';
throw 0;`,
  );

export const javascriptReach: Attack[] = [
  ...[
    'process',
    'require',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'importScripts',
    'Worker',
    'SharedWorker',
  ].map(absent),
  ...[
    'BroadcastChannel',
    'indexedDB',
    'caches',
    'localStorage',
    'cookieStore',
    'navigator',
    'postMessage',
    'close',
  ].map(absent),
  ...['RTCPeerConnection', 'WebTransport', 'WebSocketStream', 'Notification', 'FileReaderSync', 'document'].map(absent),
  tries('fetches a page of this machine', "await fetch('http://127.0.0.1:' + input.port);"),
  tries('imports a module of a server', "await import('http://127.0.0.1:' + input.port + '/module.js');"),
  tries('imports a module from a data: address', "await import('data:text/javascript,export default 1');"),
  tries(
    'imports a module from memory',
    "await import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' })));",
  ),
  tries('imports a module of Node', "await import('node:fs');"),
  tries('imports the realm’s own files again', "await import('/worker.js?again');"),
  tries('imports another realm’s page', "await import('sandbox://0123456789abcdef0123456789abcdef/worker.js');"),
  tries('imports the app’s own files', "await import('app://majordomo/index.html');"),
  tries(
    'finds storage through the navigator’s prototype',
    `const found = Object.getOwnPropertyNames(globalThis).filter((name) => /navigator|storage|lock/i.test(name));
if (found.length === 0) throw 0;`,
  ),
  tries(
    'catches the port to the host by replacing postMessage',
    `let port = null;
MessagePort.prototype.postMessage = function () { port = this; };
console.log('x');
await tools.file_exists({ path: 'a' }).catch(() => undefined);
if (port === null) throw 0;`,
  ),
  tries(
    'catches the host’s messages by replacing addEventListener and data',
    `let seen = null;
EventTarget.prototype.addEventListener = function () { seen = this; };
Object.defineProperty(MessageEvent.prototype, 'data', { get() { seen = this; return {}; } });
await tools.file_exists({ path: 'a' }).catch(() => undefined);
if (seen === null) throw 0;`,
  ),
  tries(
    'catches the port by replacing apply, call and bind',
    `let port = null;
const spy = () => function (...values) {
  for (const value of [this, ...values]) if (value instanceof MessagePort) port = value;
  return undefined;
};
Function.prototype.call = spy();
Function.prototype.bind = spy();
Reflect.apply = spy();
console.log('x');
tools.file_exists({ path: 'a' }).catch(() => undefined);
if (port === null) throw 0;`,
  ),
  tries(
    'catches a resolver or a message by setters on Object.prototype',
    `let caught = null;
for (const name of ['type', 'id', 'answer', 'tool', 'port', 'error', 'ok', 'stream', 'then'])
  Object.defineProperty(Object.prototype, name, {
    configurable: true,
    set(value) { if (value instanceof MessagePort || typeof value === 'function') caught = [name, value]; },
    get() { return undefined; },
  });
console.log('x');
await tools.file_exists({ path: 'a' }).catch(() => undefined);
if (caught === null) throw 0;`,
  ),
  tries(
    'catches internals by a patched Map, Promise and Array',
    `let caught = null;
Map.prototype.set = function (key, value) { caught = value; return this; };
Map.prototype.get = function () { caught = this; };
Object.defineProperty(Array.prototype, 0, { configurable: true, set(value) { if (value instanceof MessagePort) caught = value; } });
await tools.file_exists({ path: 'a' }).catch(() => undefined);
if (caught === null) throw 0;`,
  ),
  tries(
    'reads the host’s functions from the stack',
    `Error.prepareStackTrace = (_error, frames) => frames.map((frame) => [frame.getFunction(), frame.getThis()]);
const frames = new Error('x').stack;
const found = frames.flat().filter((thing) => typeof thing === 'function' || thing instanceof MessagePort);
if (found.length === 0) throw 0;`,
  ),
  tries(
    'takes the caller’s function',
    "const own = function () { return own.caller; };\nif (typeof own() !== 'function') throw 0;",
  ),
  tries(
    'hears what another realm says over a channel',
    "const channel = new BroadcastChannel('x');\nchannel.postMessage(1);",
  ),
  tries(
    'waits for a message to the global object',
    'self.onmessage = () => undefined;\nself.postMessage({ type: "ended", ok: true, value: "1" });',
  ),
  tries('calls a tool that it was not granted', "await tools.notify({ title: 'x' });"),
  tries('calls a tool by the name of a prototype’s member', "await tools['__proto__']({});"),
  tries('calls a tool whose name is a path', "await tools['../../notify']({ title: 'x' });"),
  tries('hands a tool a getter that throws', "await tools.file_exists({ get path() { throw new Error('x'); } });"),
  tries('hands a tool an argument that contains itself', 'const a = {};\na.a = a;\nawait tools.file_exists(a);'),
  tries('hands a tool ten megabytes', "await tools.file_exists({ path: 'x'.repeat(10_000_000) });"),
  tries(
    'hands a tool a value nested ten thousand deep',
    'let a = 1;\nfor (let at = 0; at < 10_000; at++) a = [a];\nawait tools.file_exists({ path: a });',
  ),
];
