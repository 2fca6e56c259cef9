/** `node open-data-dir.ts DIR once|stay`: a whole app, without a window, on a data directory. Prints whether it could be opened. */
import { App } from '../../../src/main/app.ts';
import { dataDirAt } from '../../../src/main/data-dir.ts';
import { toWireError } from '../../../src/shared/errors.ts';
import { forkWorker } from '../fork-worker.ts';
import { noRealms } from '../no-realms.ts';

const [, , root = '', mode] = process.argv;
try {
  const app = new App({
    dataDir: dataDirAt(root),
    timezone: 'UTC',
    version: '0.0.0-test',
    desktop: { show: async () => ({ delivery: 'suppressed', reason: 'a test' }) } as never,
    spawnWorker: () => forkWorker(),
    openRealm: noRealms,
    plannerThread: new URL('../../../src/main/assistant/planner-thread.ts', import.meta.url),
    promptsDir: 'resources/prompts',
    integrityThread: new URL('../../../src/main/store/integrity-thread.ts', import.meta.url),
    log: () => undefined,
  });
  process.stdout.write(JSON.stringify({ opened: true }));
  // What nobody refers to is closed by the garbage collector.
  if (mode === 'stay') setInterval(() => app.status(), 1_000);
  else await app.stop();
} catch (error) {
  const { code, message } = toWireError(error);
  process.stdout.write(JSON.stringify({ opened: false, code, message }));
}
