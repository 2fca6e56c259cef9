/**
 * The durable engine beside what no engine on the same database can beat, in one run on one machine, synchronous = FULL.
 * `--quick`: fewer rounds and a history of 10,000 runs. `--json`: the figures as one document. Takes about three minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Measured, median, medianOf } from './engine/measure.ts';
import { printReport } from './engine/report.ts';
import { canSlowFlush, inChild } from './engine/run-child.ts';
import type { EngineLoad } from './engine/workload.ts';

export interface Figures {
  machine: string;
  floor: { row1: Measured; row20: Measured; inTurn: Measured; at20: Measured };
  engine: {
    inTurn: Measured;
    at20: Measured;
    inTurnThread: Measured;
    at20Thread: Measured;
    transactionalInTurn: Measured;
    transactionalAt20: Measured;
    workerInTurn: Measured;
    workerAt4: Measured;
  };
  /** To the bare loop of the same round: the median of the rounds. */
  ratios: { inTurn: number; at20: number };
  /** 4 ms added to each flush; null where strace is missing. */
  slow: { floorAt20: Measured; at20: Measured; at20Thread: Measured; transactionalAt20: Measured } | null;
  recovery: Awaited<ReturnType<typeof recoveryTimes>>;
  history: Awaited<ReturnType<typeof historyTimes>>;
  interpretation: { usPerState: number; usPerReference: number; usPerExpression: number; usPerTask: number };
}

export async function engine(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
  const quick = values.quick ?? false;
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-bench-engine-'));
  try {
    const figures: Figures = {
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
      ...(await loads(quick)),
      slow: await slowLoads(quick),
      recovery: await recoveryTimes(folder, 1000),
      history: await historyTimes(folder, quick ? 10_000 : 100_000, quick ? 3 : 7),
      interpretation: await inChild('interpretation', { runs: quick ? 50 : 200 }),
    };
    if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    else printReport(figures);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** In turns, several rounds, medians: a machine's speed drifts, and a ratio is only fair between neighbours. */
async function loads(quick: boolean): Promise<Pick<Figures, 'floor' | 'engine' | 'ratios'>> {
  const few = { runs: quick ? 15 : 50, width: 1 };
  const many = { runs: quick ? 60 : 200, width: 20 };
  const whole = (load: Partial<EngineLoad>) => () =>
    inChild('engineLoad', { ...few, step: 'pure', writer: 'main', ...load });
  const floor = {
    row1: () => inChild('rawInserts', { rowsPerCommit: 1, commits: few.runs * 100 }),
    row20: () => inChild('rawInserts', { rowsPerCommit: 20, commits: many.runs * 5 }),
    inTurn: () => inChild('bareJournal', few),
    at20: () => inChild('bareJournal', many),
  };
  const engine = {
    inTurn: whole(few),
    at20: whole(many),
    inTurnThread: whole({ ...few, writer: 'thread' }),
    at20Thread: whole({ ...many, writer: 'thread' }),
    transactionalInTurn: whole({ ...few, step: 'transactional' }),
    transactionalAt20: whole({ ...many, step: 'transactional' }),
    workerInTurn: whole({ runs: quick ? 3 : 10, step: 'worker-process' }),
    workerAt4: whole({ runs: quick ? 8 : 40, width: 4, step: 'worker-process' }),
  };
  const rounds = { floor: [] as Figures['floor'][], engine: [] as Figures['engine'][] };
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    rounds.floor.push((await inOrder(floor)) as Figures['floor']);
    rounds.engine.push((await inOrder(engine)) as Figures['engine']);
  }
  return {
    floor: medians(rounds.floor),
    engine: medians(rounds.engine),
    ratios: {
      inTurn: median(rounds.engine.map(({ inTurn }, round) => inTurn.perS / (rounds.floor[round]?.inTurn.perS ?? 0))),
      at20: median(rounds.engine.map(({ at20 }, round) => at20.perS / (rounds.floor[round]?.at20.perS ?? 0))),
    },
  };
}

async function slowLoads(quick: boolean): Promise<Figures['slow']> {
  if (!canSlowFlush()) return null;
  const many = { runs: quick ? 60 : 200, width: 20 };
  const slow = (load: Pick<EngineLoad, 'step' | 'writer'>) => () =>
    inChild('engineLoad', { ...many, ...load }, { slow: true });
  return (await inOrder({
    floorAt20: () => inChild('bareJournal', many, { slow: true }),
    at20: slow({ step: 'pure', writer: 'main' }),
    at20Thread: slow({ step: 'pure', writer: 'thread' }),
    transactionalAt20: slow({ step: 'transactional', writer: 'main' }),
  })) as NonNullable<Figures['slow']>;
}

async function recoveryTimes(folder: string, runs: number) {
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const options = { path: join(folder, `in-flight-${round}.db`), runs };
    await inChild('dieWithRunsInFlight', options);
    rounds.push(await inChild('recovery', options));
  }
  return { runs, ...medianOf(rounds) };
}

async function historyTimes(folder: string, runs: number, rounds: number) {
  const [empty, full] = [join(folder, 'empty'), join(folder, 'full')];
  await inChild('writeHistory', { root: empty, runs: 0 });
  const { megabytes } = await inChild('writeHistory', { root: full, runs });
  const starts = {
    empty: [] as { engineMs: number; appMs: number }[],
    full: [] as { engineMs: number; appMs: number }[],
  };
  for (let round = 0; round < rounds; round++) {
    starts.empty.push(await inChild('startUp', { root: empty }));
    starts.full.push(await inChild('startUp', { root: full }));
  }
  return {
    runs,
    megabytes,
    empty: medianOf(starts.empty),
    full: medianOf(starts.full),
    pages: await inChild('pages', { root: full }),
  };
}

async function inOrder(tasks: Record<string, () => Promise<Measured>>): Promise<Record<string, Measured>> {
  const results: Record<string, Measured> = {};
  for (const [name, task] of Object.entries(tasks)) results[name] = await task();
  return results;
}

function medians<T extends Record<string, Measured>>(rounds: readonly T[]): T {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, medianOf(rounds.map((round) => round[name] as Measured))])) as T;
}
