/**
 * Many schedules due in the same second: ours beside node-schedule with a job each and croner, in one run on one machine.
 * Ours fires when a run's first event is committed (synchronous = FULL); the others when their callback is called, which does nothing,
 * or, as 'croner + rows', commits one row to a database of the same settings.
 * `--quick`: 1,000 schedules and 15 idle seconds. `--json`: the figures as one document. Takes about seven minutes.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Dispatched, SubjectName } from './schedule/child.ts';

const names: SubjectName[] = ['ours', 'node-schedule', 'croner', 'croner + rows'];
const script = fileURLToPath(new URL('./schedule/child.ts', import.meta.url));

export async function schedule(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
  const quick = values.quick ?? false;
  const seconds = quick ? 15 : 60;
  const dispatched: Record<string, Dispatched[]> = {};
  for (const count of quick ? [1_000] : [1_000, 10_000])
    for (const name of names) dispatched[name] = [...(dispatched[name] ?? []), await inChild<Dispatched>(name, count)];
  const many = quick ? 1_000 : 10_000;
  const idle = {
    without: await inChild<{ cpuPercent: number }>('idle', 0, seconds),
    with: await inChild<{ cpuPercent: number }>('idle', many, seconds),
  };
  const figures = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}`,
    dispatched,
    idle,
  };
  if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else print(figures.machine, dispatched, idle, many);
}

function print(
  machine: string,
  dispatched: Record<string, Dispatched[]>,
  idle: Record<'without' | 'with', { cpuPercent: number }>,
  many: number,
): void {
  const lines = [
    machine,
    '',
    'schedules  due together    registered   heap     RSS      p50      p99      max      loop p99  loop max',
  ];
  for (const [name, all] of Object.entries(dispatched))
    for (const one of all)
      lines.push(
        [
          String(one.count).padStart(9),
          ` ${name.padEnd(14)}`,
          ...[`${one.registrationMs.toFixed(0)} ms`, `${one.heapMb.toFixed(0)} MB`, `${one.rssMb.toFixed(0)} MB`].map(
            (cell) => cell.padStart(9),
          ),
          ...[one.p50Ms, one.p99Ms, one.maxMs, one.loopP99Ms, one.loopMaxMs].map((ms) =>
            `${ms.toFixed(0)} ms`.padStart(9),
          ),
        ].join(''),
      );
  lines.push(
    '',
    `idle: ${idle.without.cpuPercent.toFixed(3)}% of a processor without schedules, ${idle.with.cpuPercent.toFixed(3)}% with ${many}`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function inChild<T>(...words: Array<string | number>): Promise<T> {
  const child = spawn(process.execPath, ['--no-warnings', script, ...words.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 300_000,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const last = output.trim().split('\n').at(-1);
  if (code !== 0 || !last) throw new Error(`the measurement '${words.join(' ')}' ended with ${String(code)}`);
  return JSON.parse(last) as T;
}
