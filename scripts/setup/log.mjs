/**
 * What the scripts say, in short plain lines. Everything goes to stderr: stdout belongs to the program that is started in
 * the end (`npm run --silent cli` promises one JSON document there and nothing else).
 */

/** A failure the reader can act on: the message says what happened and what to do. */
export class SetupError extends Error {
  name = 'SetupError';
}

/**
 * Prints one line of progress.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Repeats that a long step is still going on, so that silence never looks like a hang.
 * @template T
 * @param {string} label what is being waited for, as the middle of a sentence
 * @param {Promise<T>} work
 * @param {() => string} [detail] more to say each time, for instance how much has arrived
 * @returns {Promise<T>}
 */
export async function withHeartbeat(label, work, detail = () => '') {
  const startedAtMs = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    say(`  ... ${label} (${seconds} s)${detail()}`);
  }, 15_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a script's main function: a SetupError ends it with its sentence, anything else with its stack, both with exit code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    say(error instanceof SetupError ? `Error: ${error.message}` : String(error?.stack ?? error));
    process.exitCode = 1;
  }
}
