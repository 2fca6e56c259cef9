/** The app's terminal commands: the built app's main process without a window, as `scripts/cli.mjs` starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { electronCommand } from '../../scripts/launch.mjs';
import { eventually } from './eventually.ts';
import { testEnvironment } from './test-environment.ts';

export interface CliResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface JsonResult<T> extends CliResult {
  json: T;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What comes in on its standard input; nothing when left out. */
  input?: string;
}

/** Runs one command to its end. */
export function runCommand(
  dataDir: string,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CliResult> {
  return resultOf(startCommand(dataDir, words, options));
}

/** As a person types it: through npm, from some folder. */
export function runNpmCli(cwd: string, words: readonly string[]): Promise<CliResult> {
  const npm = ['--prefix', process.cwd(), 'run', '--silent', 'cli', '--', ...words];
  return resultOf(spawn('npm', npm, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function resultOf(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** The same with `--json`: what it printed must be one JSON document and nothing else. */
export async function runJson<T = Record<string, unknown>>(
  dataDir: string,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<JsonResult<T>> {
  const result = await runCommand(dataDir, [...words, '--json'], options);
  expect(result.stdout, `one line of JSON from ${words.join(' ')}; stderr: ${result.stderr}`).toMatch(
    /^[[{].*[\]}]\n$/,
  );
  return { ...result, json: JSON.parse(result.stdout) as T };
}

/** `serve --json`, until it is stopped. */
export interface Serving {
  pid: number;
  /** What it printed so far, one document a line. */
  lines: Array<Record<string, unknown>>;
  waitForLine(event: string): Promise<Record<string, unknown>>;
  /** As Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
  kill9(): Promise<void>;
}

/** Resolves when it says that it serves. */
export async function startServe(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = startCommand(dataDir, ['serve', '--json'], { env });
  const lines: Array<Record<string, unknown>> = [];
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) =>
      lines.push(JSON.parse(line) as Record<string, unknown>),
    );
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const waitForLine = (event: string): Promise<Record<string, unknown>> =>
    eventually(() => {
      const line = lines.find((candidate) => candidate.event === event);
      expect(line, `a line of ${event} among ${JSON.stringify(lines)}; stderr: ${stderr}`).toBeDefined();
      return line as Record<string, unknown>;
    });
  await waitForLine('serving');
  return {
    pid: child.pid as number,
    lines,
    waitForLine,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function startCommand(
  dataDir: string,
  words: readonly string[],
  { cwd, env = {}, input }: CommandOptions,
): ChildProcess {
  const { command, args } = electronCommand({ headless: true });
  const child = spawn(command, [...args, '--majordomo-cli'], {
    cwd,
    env: {
      ...testEnvironment(dataDir),
      ...env,
      MAJORDOMO_CLI_ARGS: JSON.stringify([...words, '--data-dir', dataDir]),
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  return child;
}
