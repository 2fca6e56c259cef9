/** The packages that are in the app, with their licences: what the settings' About shows. Read from node_modules when the app is built. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const virtualId = 'virtual:licences';

/** @returns {import('vite').Plugin} a module `virtual:licences` */
export function licencesPlugin() {
  return {
    name: 'majordomo-licences',
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : null),
    load: (id) => (id === `\0${virtualId}` ? `export const licences = ${JSON.stringify(licencesOf('.'))};` : null),
  };
}

/**
 * The app's dependencies and theirs, and Electron, once each by name and version.
 * @param {string} root
 * @returns {{ name: string, version: string, licence: string }[]}
 */
export function licencesOf(root) {
  /** @type {Map<string, { name: string, version: string, licence: string }>} */
  const found = new Map();
  const { dependencies } = packageAt(root) ?? { dependencies: {} };
  const waiting = ['electron', ...Object.keys(dependencies ?? {})].map((name) => ({ name, from: root }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const folder = folderOf(next.name, next.from, root);
    const about = folder === null ? null : packageAt(folder);
    if (about === null || folder === null) continue;
    const key = `${about.name} ${about.version}`;
    if (found.has(key)) continue;
    const licence = typeof about.license === 'string' ? about.license : (about.license?.type ?? 'see its package');
    found.set(key, { name: about.name, version: about.version, licence });
    // Electron's own dependencies only download it.
    if (about.name === 'electron') continue;
    for (const name of Object.keys(about.dependencies ?? {})) waiting.push({ name, from: folder });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** As Node looks for it: beside the package that wants it, then in the project. */
function folderOf(name, from, root) {
  const places = [join(from, 'node_modules', name), join(root, 'node_modules', name)];
  return places.find((place) => existsSync(join(place, 'package.json'))) ?? null;
}

function packageAt(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
