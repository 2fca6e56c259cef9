/** Marks a start of the app as a terminal command. */
const MARKER = '--majordomo-cli';

/** Carries the user's arguments, as a JSON array of strings. */
const ARGUMENTS_VARIABLE = 'MAJORDOMO_CLI_ARGS';

/**
 * The arguments of a terminal command, or undefined where the app was started with its window.
 *
 * `scripts/cli.mjs` puts them into the environment, since Chromium and Node take switches they know for their own wherever those
 * stand. Without the variable they are what follows the marker, as in `majordomo --majordomo-cli flow list`.
 *
 * @param argv `process.argv` of the main process
 * @param env `process.env`; delete MAJORDOMO_CLI_ARGS from it afterwards, so that child processes do not inherit it
 * @throws SyntaxError or TypeError where the variable holds anything but a JSON array of strings
 */
export function cliArguments(argv: readonly string[], env: NodeJS.ProcessEnv): string[] | undefined {
  const marker = argv.indexOf(MARKER);
  if (marker === -1) return undefined;
  const encoded = env[ARGUMENTS_VARIABLE];
  if (encoded === undefined) return argv.slice(marker + 1);
  const decoded: unknown = JSON.parse(encoded);
  if (!Array.isArray(decoded) || !decoded.every((argument) => typeof argument === 'string')) {
    throw new TypeError(`${ARGUMENTS_VARIABLE} must hold a JSON array of strings`);
  }
  return decoded;
}
