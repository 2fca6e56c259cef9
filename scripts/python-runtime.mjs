/**
 * Python of the sandbox: Pyodide's files and a memory snapshot of an interpreter that has started and imported the common library.
 * The snapshot is made once per version on a machine (about 4 s) and kept in the cache folder, outside the checkout.
 *
 *   node scripts/python-runtime.mjs --make FILE    makes a snapshot; needs Node 24
 */
import { createHash } from 'node:crypto';
import { constants, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SetupError, say, withHeartbeat } from './setup/log.mjs';
import { cacheFolder, nodeModules, root, toolNode } from './setup/paths.mjs';
import { lastLines, run } from './setup/run.mjs';

const pyodideFolder = join(nodeModules, 'pyodide');
const runnerFile = join(root, 'src', 'sandbox', 'python', 'runner.py');
const FILES = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];
/** Changes with what the snapshot is made of besides Pyodide and the runner. */
const RECIPE = '1';

/** Python that puts the runner into `sys.modules`; JSON's strings are Python's as well. */
function runnerAsModule() {
  return [
    'import sys, types',
    'module = types.ModuleType("majordomo_runner")',
    'sys.modules["majordomo_runner"] = module',
    `exec(compile(${JSON.stringify(readFileSync(runnerFile, 'utf8'))}, "<majordomo>", "exec"), module.__dict__)`,
    'del module',
  ].join('\n');
}

function snapshotFile() {
  const { version } = JSON.parse(readFileSync(join(pyodideFolder, 'package.json'), 'utf8'));
  const key = createHash('sha256').update(runnerAsModule()).update(RECIPE).digest('hex').slice(0, 12);
  return join(cacheFolder(), `pyodide-${version}-snapshot-${key}.bin`);
}

async function makeSnapshot(target) {
  const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, 'pyodide.mjs')).href);
  const pyodide = await loadPyodide({ _makeSnapshot: true, indexURL: `${pyodideFolder}/` });
  pyodide.runPython(runnerAsModule());
  await writeFile(target, pyodide.makeMemorySnapshot());
}

/**
 * Makes the snapshot where the cache has none.
 * @returns {Promise<string>} where it is
 */
export async function ensureSnapshot() {
  const file = snapshotFile();
  if (existsSync(file)) return file;
  say('Making the memory snapshot of Python (once per version)');
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    const making = run(toolNode, [fileURLToPath(import.meta.url), '--make', unfinished]);
    const { code, output } = await withHeartbeat('still making it', making);
    if (code !== 0) throw new SetupError(`the snapshot of Python could not be made:\n${lastLines(output)}`);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return file;
}

/**
 * Puts Pyodide, the snapshot and the runner into a folder of the build.
 * @param {string} folder
 */
export async function placePython(folder) {
  const snapshot = await ensureSnapshot();
  await mkdir(folder, { recursive: true });
  const copy = (from, name) => copyFile(from, join(folder, name), constants.COPYFILE_FICLONE);
  await Promise.all([
    ...FILES.map((name) => copy(join(pyodideFolder, name), name)),
    copy(snapshot, 'snapshot.bin'),
    // For a start without the snapshot, which the benchmark compares with.
    writeFile(join(folder, 'runner.py'), runnerAsModule()),
  ]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [flag, target] = process.argv.slice(2);
  if (flag !== '--make' || target === undefined)
    throw new SetupError('usage: node scripts/python-runtime.mjs --make FILE');
  await makeSnapshot(target);
}
