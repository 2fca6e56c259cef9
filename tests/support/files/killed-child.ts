/**
 * `node killed-child.ts '{"folder", "killAt", "steps", "undo"}'`: takes up what an earlier one left, does the steps at the same moment,
 * then undoes what is to be undone, and kills itself right before its `killAt`-th operation on the disk. Prints how many there were.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from './file-world.ts';

const { folder, killAt, steps, undo } = JSON.parse(process.argv[2] ?? '{}') as {
  folder: string;
  killAt: string | null;
  steps: Step[];
  undo: boolean;
};

type Operation = (...args: unknown[]) => Promise<unknown>;
let operations = 0;

/** Half of what is written stays: as when a kill hits a large write. */
async function reach(handle: unknown, original: Operation, name: string, args: unknown[]): Promise<unknown> {
  operations += 1;
  if (String(operations) === killAt) {
    const [bytes] = args;
    if ((name === 'appendFile' || name === 'writeFile') && Buffer.isBuffer(bytes))
      await original.call(handle, bytes.subarray(0, Math.floor(bytes.length / 2)));
    process.kill(process.pid, 'SIGKILL');
  }
  return await original.apply(handle, args);
}

function watch(object: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const original = object[name] as Operation;
    object[name] = function (this: unknown, ...args: unknown[]) {
      return reach(this, original, name, args);
    };
  }
}

const disk = createRequire(import.meta.url)('node:fs/promises') as Record<string, unknown> & { open: Operation };
const some = (await disk.open(join(tmpdir(), `majordomo-killed-child-${process.pid}`), 'w')) as {
  close(): Promise<void>;
};
watch(Object.getPrototypeOf(some) as Record<string, unknown>, ['writeFile', 'appendFile', 'truncate', 'sync']);
await some.close();
await (disk.rm as Operation)(join(tmpdir(), `majordomo-killed-child-${process.pid}`));
watch(disk, ['open', 'rename', 'link', 'unlink', 'rm', 'copyFile', 'mkdir']);
syncBuiltinESMExports();

const { openFileWorld } = await import('./file-world.ts');
const world = openFileWorld(folder);
await world.changes.recover();
const answers = await Promise.all(steps.map((step) => world.run(step)));
const undone: unknown[] = [];
if (undo)
  for (const change of await world.changes.list({ limit: 100 }))
    if (change.tool !== 'undo' && change.status === 'done') undone.push(await world.changes.undo(change));
world.close();
process.stdout.write(JSON.stringify({ operations, answers, undone: undone.length }));
