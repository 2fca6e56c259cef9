/**
 * The terminal's process: the app's own main process without a window. It owns the data directory while it works; where another
 * process owns it (the app with its window, or `serve`), that one is asked to carry the command out.
 */
import { resolve } from 'node:path';
import type { App } from '../main/app.ts';
import { type DataDir, dataDirAt } from '../main/data-dir.ts';
import { askOwner } from '../main/platform/control-channel.ts';
import { MajordomoError } from '../shared/errors.ts';
import type { Terminal } from './command.ts';
import { readInput } from './read-input.ts';
import { restore } from './restore.ts';
import { help, type Parsed, parseLine, printAnswer, printError, runCommand } from './run-command.ts';
import { serve } from './serve.ts';

export interface CliHost {
  timezone: string;
  defaultDataDir: string;
  /** Before any file of Electron's is written. */
  useDataDir(dataDir: DataDir): void;
  /** Resolves when Electron is ready to start worker processes. */
  ready(): Promise<void>;
  createApp(dataDir: DataDir): App;
}

const ownTerminal: Terminal = {
  cwd: process.cwd(),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

/** How long a command waits for another short command on the same directory to end. */
const patienceMs = 20_000;

/** @returns the exit code */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const wantsJson = args.includes('--json');
  let parsed: Parsed;
  try {
    parsed = parseLine(args, host.timezone);
  } catch (error) {
    return printError(error, wantsJson, ownTerminal);
  }
  if (parsed.kind === 'help') {
    ownTerminal.out(help());
    return 0;
  }
  const dataDir = dataDirAt(parsed.dataDir ?? host.defaultDataDir);
  host.useDataDir(dataDir);
  if (parsed.kind === 'command' && parsed.command.needs === 'nothing')
    return await runCommand(parsed, ownTerminal, noApp);
  try {
    if (parsed.kind === 'restore')
      return printAnswer(await restore(resolve(parsed.file), dataDir), parsed.json, ownTerminal);
    const input = parsed.kind === 'command' ? await readInput(parsed) : null;
    const owned = await ownOrAsk(parsed, args, input, dataDir, host);
    if (typeof owned === 'number') return owned;
    if (parsed.kind === 'serve') return await serve(owned, dataDir, parsed.json, ownTerminal, host.timezone);
    const code = await runCommand(parsed, ownTerminal, () => owned, input);
    await owned.stop();
    return code;
  } catch (error) {
    return printError(error, wantsJson, ownTerminal);
  }
}

/** The app on this directory, or the exit code of the command when the directory's owner carried it out. */
async function ownOrAsk(
  parsed: Exclude<Parsed, { kind: 'help' | 'restore' }>,
  args: readonly string[],
  input: string | null,
  dataDir: DataDir,
  host: CliHost,
): Promise<App | number> {
  await host.ready();
  const giveUpAtMs = Date.now() + patienceMs;
  for (;;) {
    try {
      return host.createApp(dataDir);
    } catch (error) {
      const isOwned = error instanceof MajordomoError && error.code === 'App.AlreadyRunning';
      if (!isOwned || parsed.kind === 'serve') throw error;
      const code = await askOwnerToRun(args, input, dataDir);
      if (code !== undefined) return code;
      if (Date.now() > giveUpAtMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function askOwnerToRun(
  args: readonly string[],
  input: string | null,
  dataDir: DataDir,
): Promise<number | undefined> {
  let exit: number | undefined;
  const asked = { cwd: process.cwd(), args: [...args], ...(input === null ? {} : { input }) };
  const reached = await askOwner(dataDir, asked, (reply) => {
    if ('out' in reply) ownTerminal.out(reply.out);
    else if ('err' in reply) ownTerminal.err(reply.err);
    else exit = reply.exit;
  });
  if (!reached) return undefined;
  if (exit !== undefined) return exit;
  throw new MajordomoError({
    code: 'App.Gone',
    message: 'The Majordomo that owns the data directory ended before it answered. Try again.',
  });
}

function noApp(): never {
  throw new Error('Broken invariant: a command that needs nothing asks for no app');
}
