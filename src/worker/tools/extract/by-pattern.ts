/**
 * extract's `pattern`. A regular expression can take for ever ("catastrophic backtracking"): V8 can interrupt it inside `vm`,
 * so it gets two seconds. Should that ever fail, the pool kills the worker at the call's deadline.
 */
import { Script } from 'node:vm';
import { toolFailure } from '../../tool.ts';
import type { Finding } from './finding.ts';

const MAX_MS = 2_000;
const MAX_MATCHES = 10_000;

const search = new Script(`(() => {
  const found = [];
  for (const match of text.matchAll(expression)) {
    found.push(match[1] === undefined ? match[0] : match[1]);
    if (found.length >= limit) break;
  }
  return JSON.stringify(found);
})()`);

export function findByPattern(text: string, pattern: string, all: boolean): Finding[] {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'gmu');
  } catch {
    expression = withoutUnicode(pattern);
  }
  try {
    const found = JSON.parse(
      search.runInNewContext({ text, expression, limit: all ? MAX_MATCHES : 1 }, { timeout: MAX_MS }) as string,
    ) as string[];
    return found.map((value) => ({ value, foundBy: `the pattern ${pattern}` }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw toolFailure(
      'Tool.Timeout',
      `The pattern ${pattern} took longer than ${MAX_MS} ms: write it without nested repetitions such as (a+)+.`,
      { pattern },
    );
  }
}

/** Patterns such as `\\-` are refused with the u flag, but people write them. */
function withoutUnicode(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gm');
  } catch (error) {
    throw toolFailure(
      'Tool.BadArguments',
      `The pattern ${pattern} is not a regular expression: ${(error as Error).message}.`,
      { pattern },
    );
  }
}
