/**
 * Adds to package-lock.json the optional packages for other platforms that it omits. npm leaves out what the registry in use
 * does not carry, and newer npm versions then refuse `npm ci`. Run it after `npm install`:
 *
 *   node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError, say } from './setup/log.mjs';
import { root } from './setup/paths.mjs';

const PLATFORMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const ARCHITECTURES = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * What a package's name says about where it runs: `@scope/tool-linux-x64-musl`.
 * @param {string} name
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => PLATFORMS.includes(word));
  const cpu = words.filter((word) => ARCHITECTURES.includes(word));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return { ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }), ...(os.length > 0 && { os }) };
}

/**
 * The entries that a lock file's packages lack.
 * @param {Record<string, { dev?: boolean, optionalDependencies?: Record<string, string> }>} packages
 */
export function missingOptional(packages) {
  const missing = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const top = `node_modules/${name}`;
      if (packages[top] || packages[`${place}/${top}`]) continue;
      if (!/^\d/.test(version))
        throw new SetupError(`${place} wants ${name} ${version}: only exact versions can be added`);
      missing[top] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
    }
  }
  return missing;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingOptional(lock.packages);
  const byPlace = ([a], [b]) => (a < b ? -1 : 1);
  lock.packages = Object.fromEntries(Object.entries({ ...lock.packages, ...missing }).sort(byPlace));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${Object.keys(missing).length} packages added to package-lock.json`);
}
