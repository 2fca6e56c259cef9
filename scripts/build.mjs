/**
 * Builds the app into out/ where its sources have changed since the last time.
 *
 *   node scripts/build.mjs [--force]
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { placePython } from './python-runtime.mjs';
import { withLock } from './setup/lock.mjs';
import { runMain, SetupError, say, withHeartbeat } from './setup/log.mjs';
import { nodeModules, root, toolEnvironment, toolNode } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

const SOURCES = [
  ...['src', 'resources', 'electron.vite.config.ts', 'sandbox.vite.config.ts', 'scripts/python-runtime.mjs'],
  ...['package.json', 'package-lock.json'],
];
const outFolder = join(root, 'out');
const stampFile = join(outFolder, '.sources');
const mainFile = join(outFolder, 'main', 'index.js');

function* filesUnder(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return;
  if (!info.isDirectory()) {
    yield [path, info];
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** Tells one state of the sources from another, by path, size and time of change: reading them all would cost more. */
function sourcesState() {
  const hash = createHash('sha256');
  const configs = readdirSync(root)
    .filter((name) => /^tsconfig.*\.json$/.test(name))
    .sort();
  for (const source of [...SOURCES, ...configs]) {
    for (const [path, info] of filesUnder(join(root, source)))
      hash.update(`${relative(root, path)}\0${info.size}\0${info.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function isFresh(state) {
  return existsSync(mainFile) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === state;
}

async function bundle(bin, args) {
  const building = run(toolNode, [join(nodeModules, bin), 'build', ...args], { cwd: root, env: toolEnvironment() });
  const { code, output } = await withHeartbeat('still building', building);
  if (code !== 0) throw new SetupError(`the app could not be built:\n${output.trim()}`);
}

async function build() {
  // Taken before building: a file that is changed meanwhile makes the next start build again.
  const state = sourcesState();
  if (isFresh(state)) return false;
  say('Building the app');
  const startedAtMs = Date.now();
  await bundle('electron-vite/bin/electron-vite.js', []);
  await bundle('vite/bin/vite.js', ['--config', 'sandbox.vite.config.ts']);
  await placePython(join(outFolder, 'sandbox', 'python'));
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(stampFile, state);
  say(`Built in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return true;
}

/**
 * Builds the app unless out/ is up to date.
 * @returns {Promise<boolean>} whether it was built
 */
export async function ensureBuilt({ force = false } = {}) {
  if (force) writeFileSync(stampFile, '');
  else if (isFresh(sourcesState())) return false;
  return withLock('build', build);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const built = await ensureBuilt({ force: process.argv.includes('--force') });
    if (!built) say('Already built');
  });
}
