/** Python that reaches for something outside its realm: files, processes, the network, JavaScript, the runner around it. */
import { type Attack, triesPython } from './attack.ts';

/** JavaScript through Python: it is the same realm with the same walls. */
const throughJs = (name: string, expression: string): Attack =>
  triesPython(
    `runs JavaScript: ${name}`,
    `from pyodide.code import run_js
found = run_js(${JSON.stringify(`(() => { try { return ${expression}; } catch { return false; } })()`)})
if not found:
    raise RuntimeError('not there')`,
  );

export const pythonReach: Attack[] = [
  triesPython('reads a file of the host', "open(input['secretFile']).read()"),
  triesPython(
    'reads a file of the host by its descriptor',
    "import os\nos.read(os.open(input['secretFile'], os.O_RDONLY), 100)",
  ),
  triesPython(
    'reads the host’s passwords',
    "text = open('/etc/passwd').read()\nif 'root:' not in text:\n    raise RuntimeError('not the host’s')",
  ),
  triesPython(
    'lists the host’s folders',
    "import os\nif not {'root', 'usr', 'bin'} & set(os.listdir('/')):\n    raise RuntimeError('not the host’s')",
  ),
  triesPython(
    'reads what the kernel says of processes',
    "text = open('/proc/self/status').read()\nif 'Seccomp' not in text:\n    raise RuntimeError('made up')",
  ),
  triesPython('leaves the folder of inputs', "open('/inputs/../../../../etc/shadow').read()"),
  triesPython(
    'finds the host’s environment',
    "import os\nif not any('planted-secret' in value for value in os.environ.values()):\n    raise RuntimeError('not the host’s')",
  ),
  triesPython('runs a shell command', "import os\nif os.system('id') != 0:\n    raise RuntimeError('no shell')"),
  triesPython(
    'opens a pipe to a command',
    "import os\nif not os.popen('id').read():\n    raise RuntimeError('no shell')",
  ),
  triesPython('starts a process', "import subprocess\nsubprocess.run(['id'], check=True)"),
  triesPython('starts a process from below', "import _posixsubprocess, os\nos.posix_spawn('/bin/id', ['id'], {})"),
  triesPython('forks', 'import os\nos.fork()'),
  triesPython('replaces itself', "import os\nos.execv('/bin/sh', ['sh'])"),
  triesPython(
    'starts processes by multiprocessing',
    'import multiprocessing\nprocess = multiprocessing.Process(target=print)\nprocess.start()',
  ),
  triesPython('starts a thread', 'import threading\nthread = threading.Thread(target=print)\nthread.start()'),
  triesPython(
    'opens a socket',
    "import socket\nconnection = socket.create_connection(('127.0.0.1', input['port']), timeout=1)\nconnection.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')\nif not connection.recv(10):\n    raise RuntimeError('nobody')",
  ),
  triesPython(
    'listens on a port',
    "import socket\nserver = socket.socket()\nserver.bind(('127.0.0.1', 0))\nserver.listen()\nserver.settimeout(0.1)\nserver.accept()",
  ),
  triesPython(
    'opens an address by urllib',
    'import urllib.request\nurllib.request.urlopen(f"http://127.0.0.1:{input[\'port\']}/", timeout=1).read()',
  ),
  triesPython(
    'opens an address by http.client',
    "import http.client\nconnection = http.client.HTTPConnection('127.0.0.1', input['port'], timeout=1)\nconnection.request('GET', '/')\nconnection.getresponse().read()",
  ),
  triesPython(
    'opens an address by asyncio',
    "import asyncio\nawait asyncio.open_connection('127.0.0.1', input['port'])",
  ),
  triesPython(
    'fetches by pyodide.http',
    'from pyodide.http import pyfetch\nawait (await pyfetch(f"http://127.0.0.1:{input[\'port\']}/")).text()',
  ),
  triesPython(
    'opens an address by pyodide.http',
    'from pyodide.http import open_url\nopen_url(f"http://127.0.0.1:{input[\'port\']}/").read()',
  ),
  triesPython('fetches by the js module', 'import js\nawait js.fetch(f"http://127.0.0.1:{input[\'port\']}/")'),
  triesPython(
    'loads a package by pyodide_js',
    'import pyodide_js\nawait pyodide_js.loadPackage(f"http://127.0.0.1:{input[\'port\']}/a.whl", checkIntegrity=False)\nimport a',
  ),
  triesPython(
    'installs a package by micropip',
    'import micropip\nawait micropip.install(f"http://127.0.0.1:{input[\'port\']}/a.whl")',
  ),
  triesPython(
    'mounts a file system of Node',
    "import pyodide_js\nfs = pyodide_js.FS\nfs.mkdir('/host')\nfs.mount(fs.filesystems.NODEFS, {'root': '/'}, '/host')\nopen('/host/etc/passwd').read()",
  ),
  triesPython(
    'mounts a store of the browser',
    "import pyodide_js\nfs = pyodide_js.FS\nfs.mkdir('/store')\nfs.mount(fs.filesystems.IDBFS, None, '/store')\nfrom pyodide.code import run_js\nif run_js('typeof indexedDB') == 'undefined':\n    raise RuntimeError('no store')",
  ),
  throughJs('process', "typeof process !== 'undefined'"),
  throughJs('require', "typeof require !== 'undefined'"),
  throughJs('fetch', "typeof fetch !== 'undefined'"),
  throughJs('XMLHttpRequest', "typeof XMLHttpRequest !== 'undefined'"),
  throughJs('importScripts', "typeof importScripts !== 'undefined'"),
  throughJs('Worker', "typeof Worker !== 'undefined'"),
  throughJs('indexedDB', "typeof indexedDB !== 'undefined'"),
  throughJs('postMessage', "typeof self.postMessage !== 'undefined'"),
  throughJs('the constructor of a function', "(() => {}).constructor('return typeof fetch')() !== 'undefined'"),
  triesPython(
    'imports a module by JavaScript',
    'from pyodide.code import run_js\nawait run_js("import(\'data:text/javascript,export default 1\')")',
  ),
  triesPython(
    'imports a module of Node by JavaScript',
    'from pyodide.code import run_js\nawait run_js("import(\'node:fs\')")',
  ),
  triesPython(
    'catches the port to the host by JavaScript',
    `from pyodide.code import run_js
run_js("globalThis.caught = null; const post = MessagePort.prototype.postMessage; MessagePort.prototype.postMessage = function (message, ...rest) { if (message && message.type) globalThis.caught = this; return post.call(this, message, ...rest); }")
print('x')
try:
    await tools.file_exists({'path': 'a'})
except ToolError:
    pass
if not run_js('globalThis.caught !== null'):
    raise RuntimeError('not caught')`,
  ),
  triesPython(
    'reaches the host through the runner’s frames',
    `import sys
from pyodide.ffi import JsProxy
frame = sys._getframe()
found = None
while frame:
    for value in list(frame.f_locals.values()):
        if isinstance(value, JsProxy):
            made = value.constructor.new('return typeof fetch + typeof process + typeof postMessage') if hasattr(value, 'constructor') else None
            if made is not None and made() != 'undefinedundefinedundefined':
                found = made()
    frame = frame.f_back
if found is None:
    raise RuntimeError('nothing beyond the walls')`,
  ),
  triesPython(
    'reaches the host through the garbage collector',
    `import gc
from pyodide.ffi import JsProxy
ports = [thing for thing in gc.get_objects() if isinstance(thing, JsProxy) and 'MessagePort' in str(thing)]
if not ports:
    raise RuntimeError('no port')`,
  ),
  triesPython(
    'hunts for a subclass that opens a process',
    `found = [cls for cls in ().__class__.__base__.__subclasses__() if cls.__name__ == 'Popen']
if not found:
    import subprocess
    found = [subprocess.Popen]
found[0](['id']).wait()`,
  ),
  triesPython(
    'unpickles a command',
    "import pickle\nclass Bomb:\n    def __reduce__(self):\n        import os\n        return (os.execv, ('/bin/sh', ['sh']))\npickle.loads(pickle.dumps(Bomb()))",
  ),
  triesPython(
    'calls the C library',
    "import ctypes\nif ctypes.CDLL(None).system(b'id') != 0:\n    raise RuntimeError('no shell')",
  ),
  triesPython('calls a tool that it was not granted', "await tools.notify({'title': 'x'})"),
  triesPython('calls a tool by an attribute of objects', "await tools.__class__({'title': 'x'})"),
  triesPython('hands a tool what contains itself', "a = {}\na['path'] = a\nawait tools.file_exists(a)"),
  triesPython('hands a tool ten megabytes', "await tools.file_exists({'path': 'x' * 10_000_000})"),
];
