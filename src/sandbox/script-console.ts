/** `console` of a script: log, info and debug print to stdout, warn and error to stderr. */
import { define, joined, toText } from './captured.ts';
import { jsonText } from './json-text.ts';

const LONGEST_VALUE = 10_000;

export function scriptConsole(print: (stream: 'stdout' | 'stderr', text: string) => void): object {
  const to =
    (stream: 'stdout' | 'stderr') =>
    (...values: unknown[]): void => {
      const words: string[] = [];
      for (let at = 0; at < values.length; at++) define(words, at, shown(values[at]));
      print(stream, `${joined(words, ' ')}\n`);
    };
  const stdout = to('stdout');
  const stderr = to('stderr');
  return { log: stdout, info: stdout, debug: stdout, table: stdout, warn: stderr, error: stderr, trace: stderr };
}

/** Text as it is, errors with their stack, the rest as JSON where it is that. */
function shown(value: unknown): string {
  try {
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null)
      return value instanceof Error ? toText(value.stack ?? value) : jsonText(value, LONGEST_VALUE);
    return toText(value);
  } catch {
    // A hostile or very large value: naming its type is all that is safe.
    return `[${typeof value}]`;
  }
}
