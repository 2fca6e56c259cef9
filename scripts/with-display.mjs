/**
 * Runs a command on a virtual display of its own (display.mjs), and cleans up after it.
 *
 *   node scripts/with-display.mjs <command> [arguments …]
 */
import { openDisplay } from './display.mjs';
import { runInForeground } from './launch.mjs';
import { runMain, SetupError } from './setup/log.mjs';
import { toolEnvironment } from './setup/paths.mjs';

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new SetupError('usage: node scripts/with-display.mjs <command> [arguments …]');
  const display = await openDisplay();
  try {
    return await runInForeground(command, args, { env: { ...toolEnvironment(), ...display.env }, wholeGroup: true });
  } finally {
    display.close();
  }
});
