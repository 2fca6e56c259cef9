/** Rates, step times and the event loop's delay of one piece of work. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

export interface Measured {
  perS: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of the process, all its threads. */
  cpuUs: number;
  loopP50Ms: number;
  loopP99Ms: number;
  loopMaxMs: number;
}

/** @param units what the rate counts: steps, commits or rows */
export async function measure(
  units: number,
  work: (note: (ms: number) => void) => Promise<void> | void,
): Promise<Measured> {
  const samples: number[] = [];
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  // It measures from its second look on.
  await setTimeout(5);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await work((ms) => samples.push(ms));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await setTimeout(2);
  loop.disable();
  return {
    perS: units / seconds,
    p50Ms: percentile(samples, 50),
    p99Ms: percentile(samples, 99),
    cpuUs: (user + system) / units,
    loopP50Ms: loop.percentile(50) / 1e6,
    loopP99Ms: loop.percentile(99) / 1e6,
    loopMaxMs: loop.max / 1e6,
  };
}

export function percentile(samples: readonly number[], percent: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 50);
}

/** Each figure's median over several rounds. */
export function medianOf<T extends object>(rounds: readonly T[]): T {
  const [first] = rounds;
  if (!first) throw new Error('there is at least one round');
  const keys = Object.keys(first) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, median(rounds.map((round) => Number(round[key])))])) as T;
}

/** Does `total` pieces of work with at most `width` at once. */
export async function inParallel(total: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < total) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, total) }, lane));
}
