/**
 * `npm start`: sets up, builds and opens the app. Arguments are passed on: `npm start -- --data-dir DIR`.
 */
import { ensureBuilt } from './build.mjs';
import { electronCommand, runInForeground } from './launch.mjs';
import { runMain, SetupError } from './setup/log.mjs';
import { ensureSetUp } from './setup.mjs';

function requireDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  throw new SetupError(
    'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open. ' +
      'The terminal commands need none:\n' +
      '  npm run --silent cli -- serve                              run flows as they fall due, until stopped\n' +
      '  npm run --silent cli -- ask "every day at 9 remind me to stretch"\n' +
      '  npm run --silent cli -- --help                             all commands\n' +
      'To see the window on a machine without a screen: npm run setup -- --for-tests && node scripts/with-display.mjs npm start',
  );
}

await runMain(async () => {
  requireDisplay();
  await ensureSetUp();
  await ensureBuilt();
  const { command, args, env } = electronCommand();
  return runInForeground(command, [...args, ...process.argv.slice(2)], { env });
});
