/** Finds the command a line means, checks its options, runs it and prints its answer or its error. */
import { parseArgs } from 'node:util';
import type { App } from '../main/app.ts';
import { toWireError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { nearestName } from '../shared/tools/nearest-name.ts';
import { type Answer, type Command, exitCodeOf, type Invocation, type Terminal, usageError } from './command.ts';
import { agendaCommands } from './commands/agenda.ts';
import { approvalCommands } from './commands/approval.ts';
import { ask } from './commands/ask.ts';
import { backupCommands } from './commands/backup.ts';
import { doctorCommands } from './commands/doctor.ts';
import { fileCommands } from './commands/file.ts';
import { flowCommands } from './commands/flow.ts';
import { keyCommands } from './commands/key.ts';
import { memoryCommands } from './commands/memory.ts';
import { modelCommands } from './commands/model.ts';
import { runCommands } from './commands/run.ts';
import { sandboxCommands } from './commands/sandbox.ts';
import { scheduleCommands } from './commands/schedule.ts';
import { schedulePolicyCommands } from './commands/schedule-policies.ts';
import { secretCommands } from './commands/secret.ts';
import { settingsCommands } from './commands/settings.ts';
import { tableCommands } from './commands/table.ts';
import { templateCommands } from './commands/template.ts';
import { triggerCommands } from './commands/trigger.ts';
import { usageCommands } from './commands/usage.ts';
import { webhookCommands } from './commands/webhook.ts';
import { workerCommands } from './commands/worker.ts';

export const commands: readonly Command[] = [
  ask,
  ...flowCommands,
  ...templateCommands,
  ...runCommands,
  ...workerCommands,
  ...approvalCommands,
  ...tableCommands,
  ...modelCommands,
  ...memoryCommands,
  ...usageCommands,
  ...fileCommands,
  ...scheduleCommands,
  ...schedulePolicyCommands,
  ...triggerCommands,
  ...webhookCommands,
  ...agendaCommands,
  ...secretCommands,
  ...keyCommands,
  ...settingsCommands,
  ...backupCommands,
  ...doctorCommands,
  ...sandboxCommands,
];

/** A line taken apart: what is meant, before anything is started. */
export type Parsed =
  | { kind: 'help' }
  | { kind: 'serve'; json: boolean; dataDir: string | undefined }
  | { kind: 'restore'; file: string; json: boolean; dataDir: string | undefined }
  | {
      kind: 'command';
      command: Command;
      invocation: Omit<Invocation, 'terminal' | 'input'>;
      dataDir: string | undefined;
    };

/** @throws MajordomoError `Usage` */
export function parseLine(args: readonly string[], timezone: string): Parsed {
  const words = args.slice(0, 2);
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help') return { kind: 'help' };
  if (words[0] === 'serve') {
    const { values } = parse(args.slice(1), {}, 0, 0, 'serve');
    return { kind: 'serve', json: values.json === true, dataDir: textOf(values['data-dir']) };
  }
  if (words[0] === 'restore') {
    const { values, positionals } = parse(args.slice(1), {}, 1, 1, 'restore FILE');
    return {
      kind: 'restore',
      file: positionals[0] ?? '',
      json: values.json === true,
      dataDir: textOf(values['data-dir']),
    };
  }
  const command =
    commands.find(({ words: name }) => name === words.join(' ')) ??
    commands.find(({ words: name }) => name === words[0]);
  if (!command) {
    const near = nearestName(
      words.join(' '),
      commands.map(({ words: name }) => name),
    );
    throw usageError(
      `There is no command '${words.join(' ')}'.${near ? ` Did you mean '${near}'?` : " 'help' lists the commands."}`,
    );
  }
  const rest = args.slice(command.words.split(' ').length);
  const { values, repeated, positionals } = parse(
    rest,
    command.options ?? {},
    command.takes.min,
    command.takes.max,
    `${command.words} ${command.usage}`,
  );
  const { json, 'data-dir': dataDir, ...options } = values;
  return {
    kind: 'command',
    command,
    invocation: { positionals, options, repeated, json: json === true, timezone },
    dataDir: textOf(dataDir),
  };
}

function parse(
  args: readonly string[],
  options: Record<string, 'text' | 'texts' | 'flag'>,
  min: number,
  max: number,
  usage: string,
) {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'texts' },
    ]),
  );
  let parsed: { values: Invocation['options']; repeated: Invocation['repeated']; positionals: string[] };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...known, 'data-dir': { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    parsed = { values: {}, repeated: {}, positionals };
    for (const [name, value] of Object.entries(values as Record<string, string | boolean | string[] | undefined>)) {
      if (Array.isArray(value)) parsed.repeated[name] = value;
      else parsed.values[name] = value;
    }
  } catch (error) {
    throw usageError(`${error instanceof Error ? error.message : String(error)} Usage: ${usage}`);
  }
  if (parsed.positionals.length < min || parsed.positionals.length > max) throw usageError(`Usage: ${usage}`);
  return parsed;
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function printAnswer(answer: Answer, json: boolean, terminal: Terminal): number {
  terminal.out(json ? JSON.stringify(answer.document) : answer.words);
  return answer.exitCode ?? 0;
}

/** Runs a parsed command and prints. @returns the exit code */
export async function runCommand(
  parsed: Extract<Parsed, { kind: 'command' }>,
  terminal: Terminal,
  app: () => App,
  input: string | null = null,
): Promise<number> {
  const { command } = parsed;
  const invocation: Invocation = { ...parsed.invocation, terminal, input };
  try {
    const answer: Answer =
      command.needs === 'app' ? await command.run(invocation, app()) : await command.run(invocation);
    return printAnswer(answer, invocation.json, terminal);
  } catch (error) {
    return printError(error, invocation.json, terminal);
  }
}

export function printError(error: unknown, json: boolean, terminal: Terminal): number {
  const wire = toWireError(error);
  if (json) terminal.out(JSON.stringify({ error: wire as unknown as JsonValue }));
  else terminal.err(wire.message);
  return exitCodeOf(wire.code);
}

export function help(): string {
  const lines = commands.map(({ words, usage, summary }) => [`${words} ${usage}`.trim(), summary] as const);
  lines.push(['restore FILE', 'checks a backup and puts it in place; what was there is kept aside']);
  lines.push(['serve', 'scheduler and workers without a window, until stopped']);
  return [
    'Usage: npm run --silent cli -- <command> [--data-dir DIR] [--json]',
    '',
    ...lines.map(([usage, summary]) => `  ${usage}\n      ${summary}`),
  ].join('\n');
}
