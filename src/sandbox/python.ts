/** Python in a realm: Pyodide from its memory snapshot, and one script run by `majordomo_runner` (python/runner.py). */
import type { PyodideAPI, PyodideConfig } from 'pyodide';
import type { HostMessage } from '../shared/sandbox-protocol.ts';
import { utf8Decoder } from './captured.ts';
import type { HostLink } from './host-link.ts';

type RunMessage = Extract<HostMessage, { type: 'run' }>;

export interface Python {
  run(run: RunMessage, link: HostLink): Promise<void>;
}

/** `_loadSnapshot` is what Pyodide calls it; its types leave it out. */
type LoadPyodide = (options: PyodideConfig & { _loadSnapshot?: Promise<ArrayBuffer> }) => Promise<PyodideAPI>;

interface Runner {
  run(code: string, input: string, callTool: unknown, valueBytes: number): Promise<string>;
}

type Ended = { ok: true; value: string } | { ok: false; code: string; message: string; line: number | null };

const indexURL = '/python/';

export async function loadPython(snapshot: boolean, interrupt: Uint8Array): Promise<Python> {
  const memory = limitMemory();
  const moduleUrl = `${indexURL}pyodide.mjs`;
  const { loadPyodide } = (await import(/* @vite-ignore */ moduleUrl)) as { loadPyodide: LoadPyodide };
  const pyodide = await loadPyodide({
    indexURL,
    ...(snapshot ? { _loadSnapshot: inParts('snapshot.bin') } : {}),
  });
  if (!snapshot) pyodide.runPython(await (await fetched('runner.py')).text());
  pyodide.runPython('import majordomo_runner; majordomo_runner.begin()');
  const runner = pyodide.pyimport('majordomo_runner') as unknown as Runner;
  // The first script would wait for what is compiled on first use.
  await runner.run('1 + 1', 'null', () => undefined, 100);

  return {
    async run(run, link) {
      memory.limitBytes = run.limits.memoryBytes;
      for (const stream of ['stdout', 'stderr'] as const) {
        const decode = utf8Decoder();
        const write = (bytes: Uint8Array): number => {
          link.print(stream, decode(bytes));
          return bytes.length;
        };
        if (stream === 'stdout') pyodide.setStdout({ write });
        else pyodide.setStderr({ write });
      }
      pyodide.setStdin({ error: true });
      const { FS } = pyodide;
      for (const { path, bytes } of run.files) {
        FS.mkdirTree(folderOf(`/inputs/${path}`));
        FS.writeFile(`/inputs/${path}`, bytes);
      }
      for (const path of run.outputs) FS.mkdirTree(folderOf(`/outputs/${path}`));
      for (const { name, bytes } of run.wheels) {
        try {
          pyodide.unpackArchive(bytes, 'wheel');
        } catch (error) {
          const message = `The package ${name} could not be installed: ${error instanceof Error ? error.message : String(error)}`;
          return link.ended({ ok: false, error: { code: 'Sandbox.BadPackage', message, line: null } });
        }
      }
      pyodide.setInterruptBuffer(interrupt);
      const text = await Promise.race([
        runner.run(run.code, run.input, link.callTool, run.limits.valueBytes),
        endOf(pyodide),
      ]);
      const ended = JSON.parse(text) as Ended;
      if (!ended.ok) {
        const { code, message, line } = ended;
        return link.ended({ ok: false, error: { code: code as 'Sandbox.ScriptError', message, line } });
      }
      for (const path of run.outputs) {
        const bytes = readIfThere(FS, `/outputs/${path}`);
        if (bytes) link.file(path, bytes);
      }
      link.ended({ ok: true, value: ended.value });
    },
  };
}

/**
 * The interpreter's own end, told as a result: what it was about to answer never comes then. All that a script can bring it to is
 * freeing a value nested tens of thousands deep.
 */
function endOf(pyodide: PyodideAPI): Promise<string> {
  const { _api: api } = pyodide as PyodideAPI & { _api: { on_fatal?: (error: unknown) => Promise<void> } };
  return new Promise((resolve) => {
    api.on_fatal = (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The script brought Python's interpreter to its end (${reason}). Values nested thousands deep do that: keep them flat, such as a list of rows.`;
      resolve(JSON.stringify({ ok: false, code: 'Sandbox.Crashed', message, line: null } satisfies Ended));
      return Promise.resolve();
    };
  });
}

/** Python asks for memory here; past the limit it is told that there is none, and raises MemoryError. */
function limitMemory(): { limitBytes: number } {
  const limit = { limitBytes: Number.POSITIVE_INFINITY };
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * 65_536 > limit.limitBytes)
      throw new RangeError('The memory limit is reached.');
    return Reflect.apply(grow, this, [pages]) as number;
  };
  return limit;
}

const partBytes = 4 * 1024 * 1024;

/** A large file, a part at a time: as one it would hold up the main process, which serves it. */
async function inParts(name: string): Promise<ArrayBuffer> {
  let whole: Uint8Array<ArrayBuffer> | null = null;
  for (let from = 0; whole === null || from < whole.length; from += partBytes) {
    const response = await fetched(name, { range: `bytes=${from}-${from + partBytes - 1}` });
    whole ??= new Uint8Array(Number(response.headers.get('x-file-size')));
    whole.set(new Uint8Array(await response.arrayBuffer()), from);
  }
  return whole.buffer;
}

async function fetched(name: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(`${indexURL}${name}`, { headers });
  if (!response.ok) throw new Error(`${name} is missing (${response.status})`);
  return response;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function readIfThere(fs: PyodideAPI['FS'], path: string): Uint8Array | null {
  const { exists } = fs.analyzePath(path) as { exists: boolean };
  return exists ? (fs.readFile(path) as Uint8Array) : null;
}
