import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeModules, root } from './paths.mjs';

/**
 * The note in node_modules that says what set-up has done there. Deleting node_modules deletes it too.
 * @typedef {object} Stamp
 * @property {string} lock hash of what npm installs from
 * @property {string} scripts hash of the set-up scripts
 * @property {string} machine platform and architecture
 * @property {string} wanted the way to Electron that was asked for, empty for the usual order
 * @property {'official' | 'registry'} [way] missing while set-up has not finished
 * @property {string} [electronVersion]
 * @property {boolean} [built] whether better-sqlite3 was built here
 */
const stampFile = join(nodeModules, '.majordomo-setup.json');
const setupFolder = fileURLToPath(new URL('.', import.meta.url));

function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

/**
 * What set-up depends on: where one of these differs from the stamp, there is something to do.
 * @returns {Pick<Stamp, 'lock' | 'scripts' | 'machine' | 'wanted'>}
 */
export function currentKeys() {
  const scripts = readdirSync(setupFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  return {
    lock: hashFiles([join(root, 'package-lock.json')]),
    scripts: hashFiles(scripts),
    machine: `${process.platform}-${process.arch}`,
    wanted: process.env.MAJORDOMO_ELECTRON ?? '',
  };
}

/** @returns {Partial<Stamp>} */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Stamp} stamp */
export function writeStamp(stamp) {
  writeFileSync(stampFile, `${JSON.stringify(stamp, null, 2)}\n`);
}

export function removeStamp() {
  rmSync(stampFile, { force: true });
}
