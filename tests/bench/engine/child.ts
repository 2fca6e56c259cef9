/** One measurement in a process of its own: `node child.ts TASK OPTIONS`, which prints its result as the last line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareJournal, rawInserts } from './floor.ts';
import { interpretation } from './interpretation.ts';
import { engineLoad } from './workload.ts';

/** @see run-child.ts, which knows the same names and their types */
export const tasks = { rawInserts, bareJournal, engineLoad, interpretation };
export type Tasks = typeof tasks;

if (import.meta.main) {
  const [name = '', options = '{}'] = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-'));
  try {
    const task = tasks[name as keyof Tasks] as (folder: string, options: unknown) => Promise<object>;
    const result = await task(folder, JSON.parse(options));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
