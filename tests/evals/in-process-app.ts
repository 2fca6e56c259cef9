/** The app as the terminal has it, without Electron: the same composition and commands, workers as plain forked processes. */

import { parseLine, printError, runCommand } from '../../src/cli/run-command.ts';
import { App } from '../../src/main/app.ts';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { forkTableReader } from '../support/fork-table-reader.ts';
import { forkWorker } from '../support/fork-worker.ts';
import { noRealms } from '../support/no-realms.ts';

export interface InProcessApp {
  app: App;
  /** One terminal command with `--json`; its document and exit code. */
  command(...args: string[]): Promise<{ document: unknown; exitCode: number }>;
}

export function startInProcess(
  root: string,
  timezone = 'UTC',
  more: Partial<ConstructorParameters<typeof App>[0]> = {},
): InProcessApp {
  const app = new App({
    dataDir: dataDirAt(root),
    timezone,
    version: '0.0.0-test',
    desktop: { show: () => Promise.resolve({ shown: false, reason: 'an evaluation shows nothing' }) },
    spawnWorker: () => forkWorker(),
    spawnTableReader: () => forkTableReader(),
    openRealm: noRealms,
    plannerThread: new URL('../../src/main/assistant/planner-thread.ts', import.meta.url),
    promptsDir: 'resources/prompts',
    integrityThread: new URL('../../src/main/store/integrity-thread.ts', import.meta.url),
    log: () => undefined,
    ...more,
  });
  return {
    app,
    async command(...args) {
      const lines: string[] = [];
      const terminal = { cwd: root, out: (line: string) => lines.push(line), err: () => undefined };
      let exitCode: number;
      try {
        const parsed = parseLine([...args, '--json'], timezone);
        if (parsed.kind !== 'command') throw new Error(`'${args.join(' ')}' is not a command of an evaluation`);
        exitCode = await runCommand(parsed, terminal, () => app);
      } catch (error) {
        exitCode = printError(error, true, terminal);
      }
      return { document: JSON.parse(lines.join('\n')) as unknown, exitCode };
    },
  };
}
