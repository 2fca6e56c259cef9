/** The utility process's entry. `--app-version=X` is what servers are told. */
import { startDispatcher } from './dispatcher.ts';
import { openParentPort } from './parent-port.ts';
import { workerTools } from './tools/all.ts';
import { warmUpHtml } from './tools/extract/html.ts';

const EXIT_CRASHED = 70;
/** Time for the last log line to leave the process. */
const CRASH_FLUSH_MS = 50;

const port = openParentPort();

function crash(what: string, error: unknown): void {
  const text = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`.slice(0, 4_000);
  process.exitCode = EXIT_CRASHED;
  try {
    port.post({ type: 'log', id: null, level: 'error', text });
  } finally {
    setTimeout(() => process.exit(EXIT_CRASHED), CRASH_FLUSH_MS);
  }
}
// State after either is unknown; a crash is seen and counted by the pool, a limping worker is not.
process.on('uncaughtException', (error) => crash('Uncaught exception', error));
process.on('unhandledRejection', (reason) => crash('Unhandled rejection', reason));

const appVersion =
  process.argv.find((argument) => argument.startsWith('--app-version='))?.slice('--app-version='.length) ?? '0';
startDispatcher({ port, tools: workerTools, appVersion, stop: () => process.exit(0) });
warmUpHtml();
