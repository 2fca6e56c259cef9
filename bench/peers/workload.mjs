// The same workload as `npm run bench -- engine`: a flow of 100 steps one after another, each with a result of about 60 bytes.
// 50 flows in turn, then 200 with 20 at a time. One step is one awaited durable call.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const steps = 100;
export const loads = [
  { name: 'in turn', flows: Number(process.env.IN_TURN ?? 50), width: 1 },
  { name: '20 at a time', flows: Number(process.env.AT_20 ?? 200), width: 20 },
];
export const folder = fileURLToPath(new URL('./data', import.meta.url));

export function freshFolder(name) {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

export function stepResult(flow, step) {
  return { step, wf: flow, ok: true, note: 'small json result' };
}

/** Does `total` pieces of work with at most `width` at once. */
export async function inParallel(total, width, work) {
  let next = 0;
  const lane = async () => {
    while (next < total) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/**
 * Runs both loads and prints a line for each.
 * @param {string} peer
 * @param {(note: (ms: number) => void, load: string) => (index: number) => Promise<void>} flow
 */
export async function runLoads(peer, flow) {
  await inParallel(
    10,
    4,
    flow(() => undefined, 'warm-up'),
  );
  for (const { name, flows, width } of loads) {
    const samples = [];
    const startedAt = performance.now();
    await inParallel(
      flows,
      width,
      flow((ms) => samples.push(ms), name.replaceAll(' ', '-')),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    samples.sort((a, b) => a - b);
    const at = (percent) => samples[Math.ceil((percent / 100) * samples.length) - 1].toFixed(2);
    console.log(
      `${peer}, ${name}: ${Math.round((flows * steps) / seconds)} steps/s, p50 ${at(50)} ms, p99 ${at(99)} ms a step`,
    );
  }
}
