/**
 * How Electron is started, in one place: everything that starts it (npm start, the terminal commands, the tests) takes its
 * command, flags and environment from here.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { processGroupEnd } from './process-group.mjs';
import { electronBinary } from './setup/electron.mjs';
import { SetupError, say } from './setup/log.mjs';
import { root } from './setup/paths.mjs';

/** npm passes a Ctrl-C on that the terminal has already delivered: the same signal again within this time is one keypress. */
const SAME_KEYPRESS_MS = 1000;

const PARENT_CHECK_MS = 250;

const warned = new Set();
function warnOnce(line) {
  if (!warned.has(line)) say(line);
  warned.add(line);
}

function readSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Whether this Linux keeps ordinary users from making the namespaces that Chromium's sandbox consists of. */
function namespacesAreRestricted() {
  return (
    readSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    readSetting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readSetting('/proc/sys/user/max_user_namespaces') === '0'
  );
}

function hasSuidSandbox(helper) {
  const info = statSync(helper, { throwIfNoEntry: false });
  return info !== undefined && info.uid === 0 && (info.mode & 0o4000) !== 0;
}

function sandboxFlags(binary) {
  if (process.platform !== 'linux') return [];
  if (process.getuid() === 0) {
    warnOnce(
      "Warning: running as root, so Chromium's own sandbox is off (--no-sandbox). Run it as an ordinary user to have it.",
    );
    return ['--no-sandbox'];
  }
  const helper = join(dirname(binary), 'chrome-sandbox');
  if (namespacesAreRestricted() && !hasSuidSandbox(helper)) {
    warnOnce(
      "Warning: this system restricts user namespaces, which Chromium's sandbox needs. If the app does not start, run this once:\n" +
        `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    );
  }
  return [];
}

/**
 * The command that starts the app; the app's own arguments go after `args`.
 * @param {{ headless?: boolean, env?: NodeJS.ProcessEnv }} [options] `headless` needs no display
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }}
 */
export function electronCommand({ headless = false, env = process.env } = {}) {
  const command = electronBinary();
  if (command === undefined) throw new SetupError('Electron is not installed. Run: npm run setup');
  const args = sandboxFlags(command);
  if (process.platform === 'linux' && !existsSync('/dev/dri')) args.push('--disable-gpu');
  if (process.platform === 'linux' && headless) args.push('--ozone-platform=headless');
  // Chromium's messages about buses and GPUs say nothing about the app.
  if (!env.ELECTRON_ENABLE_LOGGING) args.push('--log-level=3');
  // Set by editors that are Electron apps themselves: it would turn ours into a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return { command, args: [...args, root], env: rest };
}

/**
 * Calls back when the shell that npm started us with has ended. npm passes SIGTERM to that shell only, which dies of it and
 * leaves us behind.
 * @param {() => void} callback
 * @returns {() => void} stops watching
 */
function onParentEnd(callback) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, PARENT_CHECK_MS);
  return () => clearInterval(timer);
}

/**
 * Runs a program in the foreground: our stdin, stdout and stderr are its own, signals are passed on, once each.
 * It gets a process group of its own, so that Ctrl-C reaches its main process only, which then ends its helpers in order.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, wholeGroup?: boolean }} [options] `wholeGroup` (Linux) also
 * waits for what it leaves behind, as npm leaves its script's processes when it is told to stop
 * @returns {Promise<number>} its exit code, 128 + n where signal n ended it
 */
export function runInForeground(command, args, { env, cwd, wholeGroup = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: 'inherit', detached: process.platform !== 'win32' });
    let interrupts = 0;
    let lastAtMs = 0;
    const forward = (signal) => {
      if (Date.now() - lastAtMs < SAME_KEYPRESS_MS) return;
      lastAtMs = Date.now();
      interrupts += 1;
      // Somebody who asks a third time does not want to wait for an orderly end any more.
      child.kill(interrupts > 2 ? 'SIGKILL' : signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const stopWatching = onParentEnd(() => forward('SIGTERM'));
    const done = () => {
      stopWatching();
      for (const signal of signals) process.off(signal, forward);
    };
    child.on('error', (error) => {
      done();
      reject(new SetupError(`${command} could not be started: ${error.message}`));
    });
    child.on('close', async (code, signal) => {
      if (wholeGroup) await processGroupEnd(child.pid);
      done();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
