/**
 * `npm run --silent cli -- <command> …`: the app's own main process without a window.
 *
 * How the arguments travel: Electron's command line holds the marker `--majordomo-cli` and nothing of the user's, since
 * Chromium and Node take known switches (`--version`, `--input…`, `--inspect`) for their own wherever they stand. The user's
 * arguments are a JSON array in the environment variable MAJORDOMO_CLI_ARGS. `src/main/platform/cli-arguments.ts` reads both.
 *
 * stdout is the app's alone; set-up, build and warnings go to stderr.
 */
import { ensureBuilt } from './build.mjs';
import { electronCommand, runInForeground } from './launch.mjs';
import { runMain } from './setup/log.mjs';
import { ensureSetUp } from './setup.mjs';

await runMain(async () => {
  await ensureSetUp();
  await ensureBuilt();
  const { command, args, env } = electronCommand({ headless: true });
  // npm moves to the package's folder; files named on the command line are meant from where the user stands.
  const cwd = process.env.npm_lifecycle_event === 'cli' ? process.env.INIT_CWD : undefined;
  return runInForeground(command, [...args, '--majordomo-cli'], {
    cwd,
    env: { ...env, MAJORDOMO_CLI_ARGS: JSON.stringify(process.argv.slice(2)) },
  });
});
