/** JavaScript that takes without end, gives back what cannot be taken, or spoils its realm for whoever comes next. */
import { type Attack, endsWith } from './attack.ts';

const js = (name: string, code: string, ends: readonly string[], more: Parameters<typeof endsWith>[4] = {}): Attack =>
  endsWith('javascript', name, code, ends, more);

const TIME = ['Sandbox.Timeout'];
const MEMORY = ['Sandbox.OutOfMemory', 'Sandbox.Crashed', 'Sandbox.Timeout', 'Sandbox.ScriptError'];
const OUTPUT = ['Sandbox.OutputTooLarge'];
const VALUE = ['Sandbox.NotJson', 'Sandbox.OutputTooLarge', 'Sandbox.ScriptError'];
const short = { timeoutMs: 700 };

export const javascriptExhaust: Attack[] = [
  js('loops for ever', 'for (;;);', TIME, short),
  js('loops for ever over promises', 'for (;;) await null;', TIME, short),
  js(
    'queues microtasks for ever',
    'const again = () => queueMicrotask(again);\nagain();\nawait new Promise(() => {});',
    TIME,
    short,
  ),
  js(
    'sets timers for ever',
    'const again = () => { setTimeout(again); setTimeout(again); };\nagain();\nawait new Promise(() => {});',
    [...TIME, ...MEMORY],
    short,
  ),
  js(
    'sets a hundred thousand timers and returns',
    'for (let at = 0; at < 100_000; at++) setTimeout(() => {}, 1e6);\nreturn 1;',
    ['ok'],
    { value: 1 },
  ),
  js('never ends', 'await new Promise(() => {});', TIME, short),
  js('blocks its thread', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', TIME, short),
  js('has a regular expression that explodes', "return /^(a+)+$/.test('a'.repeat(60) + 'b');", TIME, short),
  js('computes a number without end', 'let a = 3n;\nfor (;;) a = a * a;', [...TIME, ...MEMORY], { timeoutMs: 2_000 }),
  js('never stops resolving', 'return { then(resolve) { resolve(this); } };', TIME, short),
  js(
    'fills its memory with arrays',
    'const all = [];\nfor (;;) all.push(new Array(100_000).fill(Math.random()));',
    MEMORY,
    { timeoutMs: 8_000 },
  ),
  js(
    'fills its memory outside the heap',
    'const all = [];\nfor (;;) all.push(new Uint8Array(16_000_000).fill(1));',
    MEMORY,
    { timeoutMs: 8_000 },
  ),
  js(
    'fills its memory with a WebAssembly memory',
    'const memory = new WebAssembly.Memory({ initial: 1 });\nfor (;;) { memory.grow(256); new Uint8Array(memory.buffer).fill(1); }',
    MEMORY,
    { timeoutMs: 8_000 },
  ),
  js('doubles a text for ever', "let text = 'x';\nfor (;;) text += text;", ['Sandbox.ScriptError']),
  js('fills a map', 'const map = new Map();\nfor (let at = 0; ; at++) map.set(at, { at });', MEMORY, {
    timeoutMs: 3_000,
  }),
  js('calls itself for ever', 'const f = () => f() + 1;\nreturn f();', ['Sandbox.ScriptError']),
  js('prints for ever', "for (;;) console.log('flood '.repeat(100));", OUTPUT),
  js('prints one line of 200 MB', "console.log('x'.repeat(200_000_000));", [...OUTPUT, ...MEMORY]),
  js(
    'prints objects whose printing never ends',
    'console.log(new Proxy({}, { ownKeys: () => { for (;;); } }));',
    TIME,
    short,
  ),
  js(
    'lets a hundred thousand promises fail',
    "for (let at = 0; at < 100_000; at++) Promise.reject(new Error('x'));\nawait new Promise((resolve) => setTimeout(resolve, 200));\nreturn 1;",
    ['ok', ...OUTPUT, 'Sandbox.Timeout'],
    { timeoutMs: 5_000 },
  ),
  js(
    'calls ten thousand tools',
    'const all = [];\nfor (let at = 0; at < 10_000; at++) all.push(tools.file_exists({ path: "a" }).catch(() => 0));\nawait Promise.all(all);\nreturn 1;',
    ['Sandbox.ScriptError'],
  ),
  js('gives back 3 MB', "return 'x'.repeat(3_000_000);", OUTPUT),
  js('gives back a list of four thousand million', 'return new Array(4_000_000_000);', OUTPUT),
  js(
    'gives back a value nested a million deep',
    'let value = 1;\nfor (let at = 0; at < 1_000_000; at++) value = [value];\nreturn value;',
    VALUE,
  ),
  js('gives back what contains itself', 'const value = {};\nvalue.value = value;\nreturn value;', VALUE),
  js('gives back a getter that throws', "return { get a() { throw new Error('gotcha'); } };", VALUE),
  js('gives back a getter that never ends', 'return { get a() { for (;;); } };', TIME, short),
  js(
    'gives back a proxy that lies about its keys',
    "return new Proxy({}, { ownKeys: () => ['a', 'b'], get: () => { throw 1; }, getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });",
    VALUE,
  ),
  js(
    'gives back a proxy that grows as it is read',
    'const grow = () => new Proxy({}, { ownKeys: () => ["a"], get: (_, name) => (name === "toJSON" || name === "then" ? undefined : grow()), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });\nreturn grow();',
    VALUE,
  ),
  js('gives back a toJSON that gives another one', 'const bomb = () => ({ toJSON: bomb });\nreturn bomb();', VALUE),
  js('gives back a function', 'return () => 1;', VALUE),
  js('gives back a symbol', "return { a: Symbol('x') };", VALUE),
  js(
    'throws what cannot be shown',
    'throw new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } });',
    ['Sandbox.ScriptError'],
  ),
  js(
    'throws an error whose message throws',
    'const error = new Error();\nObject.defineProperty(error, "message", { get() { throw 1; } });\nthrow error;',
    ['Sandbox.ScriptError'],
  ),
  js('throws ten megabytes', "throw new Error('x'.repeat(10_000_000));", ['Sandbox.ScriptError']),
  js('closes the function that it stands in', "});\nself.planted = 'x';\n(async function () {", [
    'Sandbox.SyntaxError',
  ]),
  js(
    'traps in WebAssembly',
    'const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,97,0,0,10,5,1,3,0,0,11]);\nnew WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.a();',
    ['Sandbox.ScriptError'],
  ),
  js(
    'poisons every prototype for the next script',
    "Object.prototype.planted = 'x';\nArray.prototype.map = () => ['poison'];\nJSON.stringify = () => 'poison';\nJSON.parse = () => 'poison';\nMap.prototype.get = () => 'poison';\nPromise.prototype.then = function () { return this; };\nString.prototype.toUpperCase = () => 'poison';\nglobalThis.planted = 'x';\nreturn 1;",
    ['ok', 'Sandbox.Timeout'],
    short,
  ),
  js(
    'freezes and deletes what there is',
    'for (const name of Object.getOwnPropertyNames(globalThis)) { try { delete globalThis[name]; } catch {} }\nObject.freeze(Object.prototype);\nObject.freeze(Array.prototype);\nreturn 1;',
    ['ok', 'Sandbox.ScriptError'],
  ),
  js(
    'gives back keys that poison whoever copies them',
    'return JSON.parse(\'{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}\');',
    ['ok', ...VALUE],
  ),
  js(
    'goes on after its end',
    "setInterval(() => { console.log('still here'); tools.file_exists({ path: 'a' }); }, 1);\nreturn 1;",
    ['ok'],
    { value: 1 },
  ),
];
