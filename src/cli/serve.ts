import { constants } from 'node:os';
import type { App } from '../main/app.ts';
import type { DataDir } from '../main/data-dir.ts';
import { findFlow } from '../main/store/tables/flows.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Terminal } from './command.ts';
import { momentWords } from './moment-words.ts';
import { serveCommands } from './serve-commands.ts';

/** A clean stop takes well under a second; what takes longer hangs. systemd kills after 90 s. */
const stopWithinMs = 20_000;

function afterMs(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}

/** Scheduler and workers without a window, until a signal (SIGINT, SIGTERM, SIGHUP). Prints a line when it is up and one a firing. @returns the exit code: 0 after a clean stop, 1 when it hung */
export async function serve(
  app: App,
  dataDir: DataDir,
  json: boolean,
  terminal: Terminal,
  timezone: string,
): Promise<number> {
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    // A terminal that is closed sends SIGHUP; a second signal does not wait for the clean stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(128 + constants.signals[signal]));
      });
    }
  });
  const print = (document: JsonObject, words: string): void => terminal.out(json ? JSON.stringify(document) : words);
  app.onFiringSettled(({ flowId, dueAtMs, status, reason, runId }) => {
    const flowName = findFlow(app.db, flowId)?.name ?? flowId;
    const due = new Date(dueAtMs).toISOString();
    print(
      { event: 'firing', flowId, flowName, due, status, reason, runId },
      `${momentWords(dueAtMs, timezone)}  ${flowName}: ${status}${reason ? `, ${reason}` : ''}`,
    );
  });
  const stopCommands = await serveCommands(app, dataDir, timezone, () => undefined);
  await app.start();
  print({ event: 'serving', dataDir: dataDir.root, pid: process.pid }, `Serving ${dataDir.root}. Stop with Ctrl-C.`);
  const signal = await stopped;
  terminal.err(`${signal}: stopping.`);
  stopCommands();
  // Open runs stay open in the journal and go on at the next start, so there is nothing to wait for but what is being written.
  const clean = await Promise.race([app.stop().then(() => true), afterMs(stopWithinMs)]);
  if (clean === true) return 0;
  terminal.err(`It did not stop cleanly within ${stopWithinMs / 1000} seconds. What was committed is safe.`);
  return 1;
}
