import { existsSync } from 'node:fs';
import { electronBinary } from './electron.mjs';
import { SetupError, say, withHeartbeat } from './log.mjs';
import { findCommand } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/**
 * What Electron needs of a Linux system, what building needs and what the tests need. A need is met by a file's presence on the
 * machine, not by a package's name, so that it is judged alike on every distribution.
 */

/** Debian's packages for the libraries Electron links to, and for those it loads later by name (libXss, libnotify). */
const ELECTRON_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libnotify4',
];

const COMPILER_COMMANDS = [
  ['g++', 'build-essential'],
  ['make', 'build-essential'],
  ['python3', 'python3'],
];

const TEST_COMMANDS = [
  ['Xvfb', 'xvfb'],
  ['xauth', 'xauth'],
  ['dbus-daemon', 'dbus'],
  ['dbus-launch', 'dbus-x11'],
  ['dbus-send', 'dbus'],
  ['dunst', 'dunst'],
  ['xdotool', 'xdotool'],
];

/**
 * The shared libraries that `ldd` reports as missing.
 * @param {string} output
 * @returns {string[]}
 */
export function missingLibraries(output) {
  const names = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
  return [...new Set(names)];
}

function missingCommands(list) {
  return list.filter(([command]) => findCommand(command) === undefined);
}

async function libraryState() {
  const binary = electronBinary();
  if (process.platform !== 'linux' || binary === undefined) return { missing: [], packages: [] };
  const { code, output } = await run('ldd', [binary]);
  const missing = code === 127 ? [] : missingLibraries(output);
  return { missing, packages: missing.length > 0 ? ELECTRON_PACKAGES : [] };
}

async function aptNames(packages) {
  // Debian 13 and Ubuntu 24.04 renamed some libraries when their time became 64 bits wide.
  const names = [];
  for (const name of packages) {
    const { stdout } = await run('apt-cache', ['policy', name]);
    const known = /Candidate: (?!\(none\))/.test(stdout);
    if (known) {
      names.push(name);
      continue;
    }
    const renamed = await run('apt-cache', ['policy', `${name}t64`]);
    names.push(/Candidate: (?!\(none\))/.test(renamed.stdout) ? `${name}t64` : name);
  }
  return names;
}

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = async () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...(await aptNames(packages))], { env });
  say(`Installing system packages: ${packages.join(' ')}`);
  let result = await withHeartbeat('still installing', attempt());
  if (result.code !== 0) {
    // A bare machine has no package lists yet, or old ones.
    say('  refreshing the package lists');
    await withHeartbeat('still refreshing', run('apt-get', ['update'], { env }));
    result = await withHeartbeat('still installing', attempt());
  }
  if (result.code !== 0)
    throw new SetupError(`apt-get could not install ${packages.join(' ')}:\n${lastLines(result.output)}`);
}

/** Installs packages where we may, else stops with what to do. */
async function provide(packages, what) {
  const unique = [...new Set(packages)];
  const isApt = existsSync('/usr/bin/apt-get');
  const names = (isApt ? await aptNames(unique) : unique).join(' ');
  if (!isApt) {
    throw new SetupError(
      `This machine lacks ${what}. Install them with its package manager (Debian's names: ${names}), then run it again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `This machine lacks ${what}. Install them with this command, then run it again:\n  sudo apt-get install ${names}`,
    );
  }
  await aptInstall(unique);
}

/**
 * What is missing, cheaply: asked at every start.
 * @param {{ forTests: boolean }} options
 */
export async function systemPackagesMissing({ forTests }) {
  if (process.platform !== 'linux') return false;
  if (forTests && missingCommands(TEST_COMMANDS).length > 0) return true;
  return (await libraryState()).missing.length > 0;
}

/**
 * Provides what is missing, all at once: the libraries Electron links to, with `forTests` a virtual display and a notification
 * daemon, with `compiler` what better-sqlite3 is built with.
 * @param {{ forTests?: boolean, compiler?: boolean }} options
 */
export async function ensureSystemPackages({ forTests = false, compiler = false }) {
  if (process.platform !== 'linux') return;
  const libraries = await libraryState();
  const commands = missingCommands([...(forTests ? TEST_COMMANDS : []), ...(compiler ? COMPILER_COMMANDS : [])]);
  const packages = [...libraries.packages, ...commands.map(([, name]) => name)];
  if (packages.length === 0) return;
  const users = ['Electron', ...(compiler ? ['building better-sqlite3'] : []), ...(forTests ? ['the tests'] : [])];
  const lacking = [...libraries.missing, ...commands.map(([command]) => command)].join(', ');
  await provide(packages, `${lacking} (needed by ${users.join(' and ')})`);
  const left = await libraryState();
  if (left.missing.length > 0) throw new SetupError(`Electron still lacks these libraries: ${left.missing.join(', ')}`);
}
