/** One measurement in a process of its own: `node child.ts TASK OPTIONS` prints the result as its last line. */
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareJournal, rawInserts } from './floor.ts';
import { pages, startUp, writeHistory } from './history.ts';
import { interpretation } from './interpretation.ts';
import { dieWithRunsInFlight, recovery } from './recovery.ts';
import { engineLoad } from './workload.ts';

const tasks = {
  rawInserts,
  bareJournal,
  engineLoad,
  interpretation,
  dieWithRunsInFlight,
  recovery,
  writeHistory,
  startUp,
  pages,
};
export type Tasks = typeof tasks;

const [name = '', options = '{}'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-'));
const task = tasks[name as keyof Tasks] as (folder: string, options: unknown) => Promise<object>;
try {
  const result = await task(folder, JSON.parse(options));
  writeSync(1, `${JSON.stringify(result)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
// Without closing anything: one of the tasks has died with its runs in flight.
process.exit(0);
