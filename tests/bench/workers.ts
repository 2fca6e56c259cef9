/**
 * Worker processes in a real Electron: start, round trip through broker and worker, steps, crashes; and what is left of them.
 * `--quick`: a twentieth of the steps and crashes. `--json`: the figures as one document. Linux, as it reads /proc.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Footprint, Times, WorkerFigures } from './workers/figures.ts';
import { benchInElectron } from './workers/run-electron.ts';

export async function workers(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
  const figures = await benchInElectron(
    values.quick
      ? { starts: 5, roundTrips: 500, steps: 500, crashes: 25 }
      : { starts: 20, roundTrips: 2_000, steps: 10_000, crashes: 500 },
  );
  if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else print(figures);
}

function print({ load, start, roundTrip, steps, crashes, before, after }: WorkerFigures): void {
  line(`${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`);
  line('');
  line(`${''.padEnd(48)}${columns('p50 ms', 'p99 ms', 'max ms')}`);
  times('start of a worker process', start.worker);
  times('  of them Electron’s own, with an empty module', start.emptyModule);
  times('round trip through broker and worker', roundTrip);
  times('from kill -9 to the failed step', crashes.failure);
  line('');
  line(`${load.steps} steps of flows: ${Math.round(steps.perS)} a second, in ${steps.processesUsed} processes`);
  line(
    `${crashes.answered} of ${load.crashes} killed calls failed as Worker.Crashed, in ${crashes.processesUsed} processes`,
  );
  line('');
  line(`${''.padEnd(48)}${columns('before', 'after')}`);
  const names: Array<[string, keyof Footprint]> = [
    ['heap of the main process, MB', 'heapMb'],
    ['its resident memory, MB', 'rssMb'],
    ['its open files', 'openFiles'],
    ['its timers and handles', 'timersAndHandles'],
    ['processes of the app', 'processes'],
    ['  of them workers', 'workers'],
    ['  ended and not reaped', 'zombies'],
  ];
  for (const [name, field] of names) line(`${name.padEnd(48)}${columns(shown(before[field]), shown(after[field]))}`);
  line('');
  target('start of a worker process, ms', start.worker.p50Ms, 150);
  target('round trip through broker and worker, ms', roundTrip.p50Ms, 2);
  target('growth of the heap, MB', after.heapMb - before.heapMb, 5);
  target('growth of resident memory, MB', after.rssMb - before.rssMb, 40);
  target('files left open', after.openFiles - before.openFiles, 0);
  target('processes left', after.processes - before.processes + after.zombies, 0);
}

function times(name: string, { p50Ms, p99Ms, maxMs }: Times): void {
  line(`${name.padEnd(48)}${columns(p50Ms.toFixed(2), p99Ms.toFixed(2), maxMs.toFixed(2))}`);
}

function target(what: string, value: number, limit: number): void {
  line(
    `${value <= limit ? 'met   ' : 'MISSED'} ${what.padEnd(46)} ${value.toFixed(2).padStart(8)}  (at most ${limit})`,
  );
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function columns(...texts: string[]): string {
  return texts.map((text) => text.padStart(10)).join('');
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
