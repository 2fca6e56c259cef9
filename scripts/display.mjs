/**
 * A virtual display with a session bus and a notification daemon of its own, so that nothing of it meets what else runs on the machine.
 *
 * The display is 1440x900x24, its number is free by construction (Xvfb picks it). dunst shows notifications;
 * `dunstctl history` tells in the same session what was shown.
 */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup/log.mjs';
import { findCommand, root, toolEnvironment } from './setup/paths.mjs';

const SCREEN = '1440x900x24';
const START_LIMIT_MS = 15_000;

function requireCommands() {
  const missing = ['Xvfb', 'dbus-daemon', 'dbus-send', 'dunst', 'xdotool'].filter(
    (name) => findCommand(name) === undefined,
  );
  if (missing.length > 0) throw new SetupError(`missing: ${missing.join(', ')}. Run: npm run setup -- --for-tests`);
}

/**
 * Starts a server that writes one line to its file descriptor 3 once it is ready.
 * @param {string} what its name in an error message
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ line: string, stop: () => void }>}
 */
function startServer(what, command, args) {
  return new Promise((resolve, reject) => {
    const server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let log = '';
    server.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-2000);
    });
    const failed = (why) => reject(new SetupError(`${what} did not start: ${why}`));
    const timer = setTimeout(() => {
      server.kill('SIGKILL');
      failed(`no answer within ${START_LIMIT_MS} ms`);
    }, START_LIMIT_MS);
    server.on('error', (error) => failed(error.message));
    server.on('exit', (code) => {
      clearTimeout(timer);
      failed(`exit code ${code}\n${log}`);
    });
    server.stdio[3].once('data', (chunk) => {
      clearTimeout(timer);
      resolve({ line: String(chunk).trim(), stop: () => server.kill('SIGTERM') });
    });
  });
}

function ownsNotifications(env) {
  const args = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const reply = execFileSync('dbus-send', [...args, 'string:org.freedesktop.Notifications'], { env, encoding: 'utf8' });
  return reply.includes('boolean true');
}

async function startNotificationDaemon(env) {
  const config = join(root, 'tests', 'support', 'dunstrc');
  const daemon = spawn('dunst', ['-config', config], { env, stdio: 'ignore' });
  for (const startedAtMs = Date.now(); !ownsNotifications(env); await sleep(50)) {
    if (daemon.exitCode !== null || Date.now() - startedAtMs > START_LIMIT_MS) {
      daemon.kill('SIGKILL');
      throw new SetupError('the notification daemon (dunst) did not start');
    }
  }
  return { stop: () => daemon.kill('SIGTERM') };
}

/**
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} what a command's environment adds to this process's own, to be on it
 * @throws SetupError when a part of it is not installed or does not start
 */
export async function openDisplay() {
  requireCommands();
  const running = [];
  const close = () => {
    for (const server of running.splice(0)) server.stop();
  };
  try {
    // Both take what is free and say what it is.
    const displayArgs = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
    const display = await startServer('the virtual display', 'Xvfb', displayArgs);
    running.unshift(display);
    const bus = await startServer('the session bus', 'dbus-daemon', ['--session', '--nofork', '--print-address=3']);
    running.unshift(bus);
    const env = {
      DISPLAY: `:${display.line}`,
      DBUS_SESSION_BUS_ADDRESS: bus.line,
      XDG_SESSION_TYPE: 'x11',
      WAYLAND_DISPLAY: undefined,
      // Without the accessibility bridge: its bus is not part of a session like this one.
      NO_AT_BRIDGE: '1',
    };
    running.unshift(await startNotificationDaemon({ ...toolEnvironment(), ...env }));
    return { env, close };
  } catch (error) {
    close();
    throw error;
  }
}
