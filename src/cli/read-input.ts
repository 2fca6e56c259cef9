/** Reads what a command takes from the terminal where it was typed: never from its arguments. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { MajordomoError } from '../shared/errors.ts';
import type { InputSource } from './command.ts';
import type { Parsed } from './run-command.ts';

const longestInput = 100_000;

/** Null when the command reads nothing. @throws MajordomoError `Usage`, `Input.TooLong`, `Input.Empty` */
export async function readInput({ command, invocation }: Extract<Parsed, { kind: 'command' }>): Promise<string | null> {
  const source = command.reads?.(invocation) ?? null;
  if (source === null) return null;
  const text = await textOf(source);
  // A file or `echo` ends with a line break that is not meant.
  const value = text.replace(/\r?\n$/, '');
  if (value !== '') return value;
  throw new MajordomoError({
    code: 'Input.Empty',
    message: `${source.from === 'stdin' ? 'Nothing came from the standard input' : `The variable ${source.variable} is not set`}. Give the value there.`,
  });
}

async function textOf(source: InputSource): Promise<string> {
  if (source.from === 'environment') return process.env[source.variable] ?? '';
  return process.stdin.isTTY ? await askUnseen() : await readAll(process.stdin);
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Buffer);
    length += bytes.length;
    if (length > longestInput)
      throw new MajordomoError({
        code: 'Input.TooLong',
        message: `The standard input is longer than ${longestInput} bytes.`,
      });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Typed by a person: one line, which is not shown. */
async function askUnseen(): Promise<string> {
  process.stderr.write('The value (it is not shown): ');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  process.stderr.write('\n');
  return line;
}
