/** A hostile script and how it is expected to fail. */
export interface Attack {
  /** What it tries, in words. */
  name: string;
  language: 'python' | 'javascript';
  /** `input` is {port, secretFile}: a server that counts who reaches it, and a file of the host that holds a secret. */
  code: string;
  /**
   * `refused`: the script's own value says that it got nowhere; 'REACHED …' says where it got. `ends`: with one of these error codes
   * (`ok`: with a value), whatever that is.
   */
  expect: 'refused' | { ends: readonly string[]; value?: unknown };
  timeoutMs?: number;
}

export interface Outcome {
  ok: boolean;
  value: unknown;
  /** What it printed, the beginning of it. */
  printed: string;
  error: { code: string; message: string } | null;
}

/** What the harness tells of each. */
export interface Report {
  name: string;
  language: Attack['language'];
  outcome: Outcome;
  /** Of the next script in that language. */
  next: Outcome;
  /** What reached the server meanwhile, and what the user would have been told. */
  requests: number;
  sent: string[];
  /** The longest time for which the main process stood still. */
  mainHeldMs: number;
}

export interface Environment {
  /** `Seccomp:` of the process that ran a script, and its command line; of every other process the command line only. */
  realm: { seccomp: string; commandLine: string };
  commandLines: string[];
  processesBefore: number;
  processesAfter: number;
  /** Whether Object.prototype and the like of the main process are as they were. */
  mainIsWhole: boolean;
}

/** A body that fails, or that throws when it got nowhere. */
export function tries(name: string, body: string): Attack {
  return {
    name,
    language: 'javascript',
    code: `try {\n${body}\nreturn 'REACHED';\n} catch (error) { return 'refused'; }`,
    expect: 'refused',
  };
}

/** The same for Python. */
export function triesPython(name: string, body: string): Attack {
  const indented = body
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return {
    name,
    language: 'python',
    code: `result = 'refused'\ntry:\n${indented}\n    result = 'REACHED'\nexcept BaseException as error:\n    result = 'refused'\nresult`,
    expect: 'refused',
  };
}

export function endsWith(
  language: Attack['language'],
  name: string,
  code: string,
  ends: readonly string[],
  more: { timeoutMs?: number; value?: unknown } = {},
): Attack {
  const { timeoutMs, value } = more;
  return {
    name,
    language,
    code,
    expect: 'value' in more ? { ends, value } : { ends },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}
