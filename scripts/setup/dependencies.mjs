import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, say, withHeartbeat } from './log.mjs';
import { nodeModules, root } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/**
 * Install scripts are left out: newer npm versions skip them anyway, and the one we need is run by node-for-tools.mjs.
 * Only errors are shown, since Node 20 makes npm warn about every tool that wants a newer one.
 */
const OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Whether one list of installed packages has what another one asks for: every package in its version, none besides.
 * @param {Record<string, { version?: string, optional?: boolean, link?: boolean }>} wanted `packages` of package-lock.json
 * @param {Record<string, { version?: string }>} installed `packages` of node_modules/.package-lock.json
 */
export function hasAllPackages(wanted, installed) {
  const missing = Object.entries(wanted).some(
    ([place, entry]) =>
      place !== '' && entry.version !== installed[place]?.version && !(entry.optional && !installed[place]),
  );
  return !missing && Object.keys(installed).every((place) => wanted[place] !== undefined);
}

/** Whether node_modules already holds what package-lock.json lists, for instance after a developer's own `npm install`. */
export function dependenciesInstalled() {
  try {
    const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
    const installed = read(join(nodeModules, '.package-lock.json'));
    if (!hasAllPackages(read(join(root, 'package-lock.json')), installed)) return false;
    return Object.keys(installed).every((place) => existsSync(join(root, place, 'package.json')));
  } catch {
    return false;
  }
}

/** Installs what package-lock.json lists. */
export async function installDependencies() {
  say('Installing the dependencies with npm (about half a minute)');
  let result = await withHeartbeat('still installing', run('npm', ['ci', ...OPTIONS], { cwd: root }));
  if (result.code === 127) {
    throw new SetupError('npm was not found. Install Node 20 or newer together with npm, then run it again.');
  }
  if (result.code !== 0 && /in sync/.test(result.output)) {
    // A lock file written against a registry that lacks some packages for other platforms omits them, which `npm ci` refuses.
    say('  package-lock.json does not list every package: using npm install, which keeps to the versions it does list');
    const installing = run('npm', ['install', '--no-save', ...OPTIONS], { cwd: root });
    result = await withHeartbeat('still installing', installing);
  }
  if (result.code !== 0) {
    throw new SetupError(
      `npm could not install the dependencies. Check that the package registry can be reached, then run it again.\n${lastLines(result.output, 20)}`,
    );
  }
}
