import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ScriptOutcome } from '../../main/sandbox/sandbox.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { scriptLanguage } from '../../shared/sandbox-protocol.ts';
import { type Command, usageError } from '../command.ts';

const longestTimeoutMs = 300_000;

const run: Command = {
  words: 'sandbox run',
  usage: 'FILE|- --language python|javascript [--input JSON] [--timeout MS] [--packages NAME,…]',
  summary: 'runs a script in the sandbox, without tools or files; - reads it from the standard input',
  options: { language: 'text', input: 'text', timeout: 'text', packages: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  reads: ({ positionals: [file] }) => (file === '-' ? { from: 'stdin' } : null),
  async run({ positionals: [file = ''], options, input, terminal }, app) {
    const language = scriptLanguage.safeParse(options.language);
    if (!language.success) throw usageError('Name the language: --language python or --language javascript.');
    const packages = String(options.packages ?? '')
      .split(',')
      .filter((name) => name !== '');
    if (packages.length > 0 && language.data !== 'python') throw usageError('--packages is for Python only.');
    const outcome = await app.sandbox.run({
      language: language.data,
      code: file === '-' ? (input ?? '') : readScript(terminal.cwd, file),
      input: readInput(options.input),
      packages,
      ...(options.timeout === undefined ? {} : { timeoutMs: readTimeout(options.timeout) }),
    });
    const { ok, value, stdout, stderr, error, durationMs } = outcome;
    return {
      document: { ok, value, stdout, stderr, error: error && { ...error }, durationMs },
      words: inWords(outcome),
      exitCode: ok ? 0 : 1,
    };
  },
};

function readScript(cwd: string, file: string): string {
  const path = resolve(cwd, file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new MajordomoError({
      code: 'File.Unreadable',
      message: `The file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      data: { path },
      cause: error,
    });
  }
}

function readInput(text: string | boolean | undefined): JsonValue {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw usageError('--input is not JSON. A text needs its quotes: --input \'"text"\'.');
  }
}

function readTimeout(text: string | boolean): number {
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 1 || ms > longestTimeoutMs)
    throw usageError(`--timeout is a whole number of milliseconds, from 1 to ${longestTimeoutMs}.`);
  return ms;
}

/** What it printed, then its value or its error. */
function inWords({ ok, value, stdout, stderr, error }: ScriptOutcome): string {
  const end = ok ? JSON.stringify(value, null, 2) : errorInWords(error);
  return [stdout.trimEnd(), stderr.trimEnd(), end].filter((part) => part !== '').join('\n');
}

function errorInWords(error: ScriptOutcome['error']): string {
  return `${error?.code}: ${error?.message}${error?.line == null ? '' : ` (line ${error.line})`}`;
}

export const sandboxCommands: Command[] = [run];
