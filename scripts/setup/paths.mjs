import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');
export const nodeModules = join(root, 'node_modules');
export const electronPackage = join(nodeModules, 'electron');
export const electronDist = join(electronPackage, 'dist');

/** Where downloads and builds are kept for the next checkout: `$MAJORDOMO_CACHE`, else the user's cache folder. */
export function cacheFolder(env = process.env) {
  return env.MAJORDOMO_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'majordomo');
}

/** The Node that the devDependency `node` brings. Today's tools want it; the machine's own may be older. */
export const toolNode = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment for tools: their `node` is the newer one, wherever they look it up. */
export function toolEnvironment(env = process.env) {
  return { ...env, PATH: [join(nodeModules, '.bin'), env.PATH].join(delimiter) };
}

/**
 * Where a command is on the PATH, or undefined.
 * @param {string} name
 */
export function findCommand(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder && existsSync(path)) return path;
  }
  return undefined;
}
