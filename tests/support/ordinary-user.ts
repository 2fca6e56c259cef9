/**
 * Electron as an ordinary user, with Chromium's own sandbox on. Tests often run as root, in containers; Chromium then has to be told
 * to do without its sandbox, and what is tested would not be what a person runs.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronCommand } from '../../scripts/launch.mjs';

/** `nobody`, on every Linux. */
const NOBODY = 65_534;

export interface OrdinaryUser {
  /** A folder of its own: its home, and for its data. */
  home: string;
  /** Starts Electron with an app (a folder; the built app when left out) and its arguments; with `display` on the one there is. */
  electron(
    args: readonly string[],
    options?: { app?: string; env?: Record<string, string>; display?: boolean },
  ): ChildProcess;
  remove(): void;
}

/** @throws when the machine does not let an ordinary user run Chromium's sandbox; says what is missing */
export function ordinaryUser(): OrdinaryUser {
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const { command, args, env } = electronCommand({ headless: true });
  const headless = args.slice(0, -1).filter((flag) => flag !== '--no-sandbox');
  const onDisplay = headless.filter((flag) => !flag.startsWith('--ozone-platform'));
  const root = args.at(-1) ?? '';
  for (const path of [command, join(root, 'out', 'main', 'index.js')])
    if (spawnSync('test', ['-r', path], identity).status !== 0)
      throw new Error(
        `An ordinary user cannot read ${path}: make it and the folders above it readable to all (chmod a+rX).`,
      );
  if (spawnSync('unshare', ['-U', 'true'], identity).status !== 0)
    throw new Error(
      "An ordinary user may not make user namespaces here, so Chromium's sandbox cannot be tested. Allow them: sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0, or user.max_user_namespaces above 0.",
    );
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'majordomo-user-')));
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  if (isRoot) chownSync(temporary, NOBODY, NOBODY);
  return {
    home,
    electron: (own, options = {}) =>
      spawn(command, [...(options.display ? onDisplay : headless), options.app ?? root, ...own], {
        ...identity,
        cwd: home,
        env: {
          ...Object.fromEntries(
            Object.entries(env).filter(([name]) => /^(PATH|LANG|LC_ALL|TZ|ELECTRON_.*)$/.test(name)),
          ),
          HOME: home,
          USER: 'nobody',
          TMPDIR: temporary,
          ...(options.display ? { DISPLAY: env.DISPLAY } : {}),
          ...options.env,
        } as NodeJS.ProcessEnv,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
