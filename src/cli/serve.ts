import type { App } from '../main/app.ts';
import type { DataDir } from '../main/data-dir.ts';
import { findFlow } from '../main/store/tables/flows.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Terminal } from './command.ts';
import { serveCommands } from './serve-commands.ts';

/** Scheduler and workers without a window, until a signal. Prints a line when it is up and one a firing. @returns the exit code */
export async function serve(
  app: App,
  dataDir: DataDir,
  json: boolean,
  terminal: Terminal,
  timezone: string,
): Promise<number> {
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
  const print = (document: JsonObject, words: string): void => terminal.out(json ? JSON.stringify(document) : words);
  app.onFiringSettled(({ flowId, dueAtMs, status, reason, runId }) => {
    const flowName = findFlow(app.db, flowId)?.name ?? flowId;
    const due = new Date(dueAtMs).toISOString();
    print(
      { event: 'firing', flowId, flowName, due, status, reason, runId },
      `${due}  ${flowName}: ${status}${reason ? `, ${reason}` : ''}`,
    );
  });
  const stopCommands = await serveCommands(app, dataDir, timezone, () => undefined);
  await app.start();
  print({ event: 'serving', dataDir: dataDir.root, pid: process.pid }, `Serving ${dataDir.root}. Stop with Ctrl-C.`);
  const signal = await stopped;
  terminal.err(`${signal}: stopping.`);
  stopCommands();
  await app.stop();
  return 0;
}
