import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 where the command does not exist, 1 where a signal ended it
 * @property {string} output stdout and stderr as they came, empty with `show`
 * @property {string} stdout stdout alone, trimmed
 */

/**
 * Runs a command to its end and never throws for its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, signal?: AbortSignal }} [options] `show` lets its output through, on stderr
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, show = false, signal } = {}) {
  return new Promise((resolve) => {
    // npm on Windows is a .cmd file, which only a shell starts. All arguments given here are our own constants.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      signal,
      stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'],
    });
    let output = '';
    let stdout = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => {
      resolve({ code: error.code === 'ENOENT' ? 127 : 1, output: output || error.message, stdout: stdout.trim() });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output, stdout: stdout.trim() }));
  });
}

/**
 * The last lines of a command's output, for an error message.
 * @param {string} output
 */
export function lastLines(output, count = 12) {
  return output.trim().split('\n').slice(-count).join('\n');
}
