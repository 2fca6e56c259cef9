/** Python that takes without end, gives back what cannot be taken, or spoils its interpreter for whoever comes next. */
import { type Attack, endsWith } from './attack.ts';

const py = (name: string, code: string, ends: readonly string[], more: Parameters<typeof endsWith>[4] = {}): Attack =>
  endsWith('python', name, code, ends, more);

const TIME = ['Sandbox.Timeout'];
const MEMORY = ['Sandbox.OutOfMemory', 'Sandbox.Crashed', 'Sandbox.Timeout'];
const OUTPUT = ['Sandbox.OutputTooLarge'];
const VALUE = ['Sandbox.NotJson', 'Sandbox.OutputTooLarge', 'Sandbox.ScriptError'];
const ANY_END = [
  'ok',
  'Sandbox.ScriptError',
  'Sandbox.Crashed',
  'Sandbox.Timeout',
  'Sandbox.NotJson',
  'Sandbox.OutOfMemory',
];
const short = { timeoutMs: 1_000 };
/** Of what may also end by itself, or by another limit, but sits out its time as a rule. */
const brief = { timeoutMs: 2_000 };

export const pythonExhaust: Attack[] = [
  py('loops for ever', 'while True:\n    pass', TIME, short),
  py(
    'loops for ever and will not be interrupted',
    'while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass',
    TIME,
    short,
  ),
  py('sleeps for ever', 'import time\ntime.sleep(10**6)', TIME, short),
  py('waits for ever', 'import asyncio\nawait asyncio.Event().wait()', TIME, short),
  py('yields for ever', 'import asyncio\nwhile True:\n    await asyncio.sleep(0)', TIME, short),
  py(
    'traces itself without end',
    'import sys\ndef trace(*_):\n    while True:\n        pass\nsys.settrace(trace)\ndef f():\n    pass\nf()',
    TIME,
    short,
  ),
  py('has a regular expression that explodes', "import re\nre.match(r'^(a+)+$', 'a' * 60 + 'b')", TIME, short),
  py('computes a number without end', '10 ** (10 ** 9)', [...TIME, ...MEMORY], short),
  py('loops for ever in JavaScript', "from pyodide.code import run_js\nrun_js('for (;;);')", TIME, short),
  py('fills its memory with lists', 'all = []\nwhile True:\n    all.append([0] * 1_000_000)', MEMORY, {
    timeoutMs: 15_000,
  }),
  py('asks for 1.5 GB at once', 'bytearray(1_500_000_000)', MEMORY),
  py(
    'fills its memory through JavaScript',
    "from pyodide.code import run_js\nrun_js('const all = []; for (;;) all.push(new Uint8Array(16000000).fill(1))')",
    [...MEMORY, 'Sandbox.ScriptError'],
    { timeoutMs: 8_000 },
  ),
  py('calls itself for ever', 'def f():\n    return f() + 1\nf()', ['Sandbox.ScriptError']),
  py(
    'calls itself for ever without a limit',
    'import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    return f() + 1\nf()',
    ANY_END,
    brief,
  ),
  py('has an expression nested a hundred thousand deep', "eval('(' * 100_000 + ')' * 100_000)", [
    'Sandbox.ScriptError',
    'Sandbox.SyntaxError',
    'Sandbox.OutOfMemory',
    'Sandbox.Crashed',
  ]),
  py('prints for ever', "while True:\n    print('flood ' * 100)", OUTPUT),
  py('prints one line of 100 MB', "print('x' * 100_000_000)", [...OUTPUT, ...MEMORY]),
  py('writes into the streams from below', "import os\nwhile True:\n    os.write(1, b'flood ' * 1000)", OUTPUT),
  py('gives back 3 MB', "'x' * 3_000_000", OUTPUT),
  py(
    'gives back a value nested a hundred thousand deep',
    'value = 1\nfor _ in range(100_000):\n    value = [value]\nvalue',
    [...VALUE, 'Sandbox.Crashed', 'Sandbox.Timeout'],
    brief,
  ),
  py('gives back what contains itself', "value = {}\nvalue['value'] = value\nvalue", VALUE),
  py(
    'gives back an object that lies about its class',
    "class Liar:\n    @property\n    def __class__(self):\n        return dict\n    def items(self):\n        while True:\n            yield 'a', 1\nLiar()",
    [...VALUE, ...TIME, ...MEMORY],
    { timeoutMs: 4_000 },
  ),
  py(
    'gives back a dict whose items never end',
    'class Endless(dict):\n    def items(self):\n        at = 0\n        while True:\n            at += 1\n            yield str(at), 1\nEndless(a=1)',
    [...VALUE, ...TIME, ...MEMORY],
    { timeoutMs: 8_000 },
  ),
  py(
    'gives back a text that is not one',
    "class Text(str):\n    def __str__(self):\n        return self * 10**9\n    def __len__(self):\n        return 0\nText('x')",
    ['ok', ...VALUE, ...TIME, ...MEMORY],
    { timeoutMs: 8_000 },
  ),
  py('gives back a function', 'lambda: 1', VALUE),
  py(
    'raises what cannot be shown',
    'class E(Exception):\n    def __str__(self):\n        raise self\n    __repr__ = __str__\nraise E()',
    ['Sandbox.ScriptError'],
  ),
  py('raises ten megabytes', "raise Exception('x' * 10_000_000)", ['Sandbox.ScriptError']),
  py('ends the interpreter', 'import os\nos._exit(0)', ANY_END, brief),
  py('aborts the interpreter', 'import os\nos.abort()', ANY_END, brief),
  py('exits with a code', 'import sys\nsys.exit(3)', ['Sandbox.ScriptError']),
  py('overwrites the interpreter’s memory', 'import ctypes\nctypes.memset(1024, 65, 20_000_000)', ANY_END, {
    timeoutMs: 4_000,
  }),
  py(
    'poisons builtins and modules for the next script',
    "import builtins, json, sys, os\nbuiltins.planted = 'x'\nbuiltins.len = lambda _: -1\nbuiltins.sum = builtins.len\nsys.modules['math'] = None\nopen('/tmp/planted', 'w').write('x')\nos.environ['PLANTED'] = 'x'\n1",
    ['ok', 'Sandbox.ScriptError', 'Sandbox.Crashed', 'Sandbox.Timeout'],
    { timeoutMs: 4_000 },
  ),
  py(
    'replaces the runner',
    "import majordomo_runner, sys\nmajordomo_runner.run = lambda *_: 'forged'\nmajordomo_runner._plain = lambda *_: 1 / 0\n1",
    ANY_END,
  ),
  py('makes the runner give nonsense', "import json\njson.dumps = lambda *_, **__: 'forged'\n1", ANY_END),
  py('makes the runner give 50 MB', "import json\njson.dumps = lambda *_, **__: 'x' * 50_000_000\n1", [
    ...ANY_END,
    ...OUTPUT,
  ]),
  py('leaves its streams broken', 'import sys\nsys.stdout = None\nsys.stderr = object()\n1', ANY_END),
];
