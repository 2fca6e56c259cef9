import type { App } from '../main/app.ts';
import type { DataDir } from '../main/data-dir.ts';
import { serveControl } from '../main/platform/control-channel.ts';
import type { Terminal } from './command.ts';
import { parseLine, printError, runCommand } from './run-command.ts';

/** Lets other processes of the user have commands carried out here. @returns stops that */
export async function serveCommands(
  app: App,
  dataDir: DataDir,
  timezone: string,
  show: () => void,
): Promise<() => void> {
  return await serveControl(dataDir, async ({ cwd, args, input }, send) => {
    const terminal: Terminal = { cwd, out: (out) => send({ out }), err: (err) => send({ err }) };
    // Another start of the app on the same directory: this one shows itself instead.
    if (args[0] === '--show') {
      show();
      return send({ exit: 0 });
    }
    try {
      const parsed = parseLine(args, timezone);
      if (parsed.kind === 'command')
        return send({ exit: await runCommand(parsed, terminal, () => app, input ?? null) });
      terminal.err(`'${args[0] ?? ''}' cannot be carried out by a Majordomo that is already running.`);
      send({ exit: 2 });
    } catch (error) {
      send({ exit: printError(error, args.includes('--json'), terminal) });
    }
  });
}
