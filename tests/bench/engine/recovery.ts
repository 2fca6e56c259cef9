/** A process that dies with many runs in flight, and the one after it: how long until each has its driver, and until there is news. */
import { systemClock } from '../../../src/main/platform/system-clock.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership } from '../../../src/main/store/ownership.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { TaskExecutor } from '../../../src/main/workflow/ports.ts';
import { databaseWithFlow, hang, testRun } from '../../support/test-flow.ts';
import { measure } from './measure.ts';
import { hundredSteps } from './workload.ts';

/** Each run has this many steps behind it. */
const stepsBefore = 10;

/** Leaves a database as a kill would: runs in flight, nothing closed. The caller ends the process. */
export async function dieWithRunsInFlight(_folder: string, options: { path: string; runs: number }): Promise<object> {
  const definition = hundredSteps();
  const db = databaseWithFlow(options.path, definition);
  const done = new Map<string, number>();
  let hanging = 0;
  const { promise: allHang, resolve } = deferred();
  const executor: TaskExecutor = {
    effectOf: () => 'pure',
    execute: ({ run }, signal) => {
      const steps = done.get(run.id) ?? 0;
      done.set(run.id, steps + 1);
      if (steps < stepsBefore) return Promise.resolve({ ok: true, output: { wf: 0, step: steps } });
      if (++hanging === options.runs) resolve();
      return hang(signal);
    },
  };
  beginOwnership(db);
  const engine = new Engine({ clock: systemClock, journal: new SqliteJournal(db), executor });
  for (let run = 0; run < options.runs; run++)
    await engine.start(testRun(definition, { id: `run-${run}`, input: { wf: run, step: 0 }, startedAtMs: Date.now() }));
  await allHang;
  return { runs: hanging };
}

export interface Recovery {
  /** Opening the database, with the check that follows an unclean end. */
  openMs: number;
  /** Until each run has its driver. */
  driversMs: number;
  /** Until the first new event is durable, all from the start. */
  firstEventMs: number;
  /** Until every run has gone on. */
  allMs: number;
  loopMaxMs: number;
}

export async function recovery(_folder: string, options: { path: string; runs: number }): Promise<Recovery> {
  const times = { openMs: 0, driversMs: 0, firstEventMs: 0, allMs: 0 };
  const measured = await measure(options.runs, async () => {
    const startedAt = performance.now();
    const since = (): number => performance.now() - startedAt;
    const db = openDatabase(options.path);
    beginOwnership(db);
    times.openMs = since();
    const wentOn = new Set<string>();
    const { promise: all, resolve } = deferred();
    const again = new Set<string>();
    const engine = new Engine({
      clock: systemClock,
      journal: new SqliteJournal(db),
      executor: {
        effectOf: () => 'pure',
        // One step further each, and then it hangs as before.
        execute: ({ run }, signal) => {
          if (again.has(run.id)) return hang(signal);
          again.add(run.id);
          return Promise.resolve({ ok: true, output: { wf: 0, step: 0 } });
        },
      },
      onCommitted: (run) => {
        if (wentOn.size === 0) times.firstEventMs = since();
        if (wentOn.add(run.id).size === options.runs) resolve();
      },
    });
    const taken = engine.recover();
    times.driversMs = since();
    if (taken !== options.runs) throw new Error(`${taken} runs were taken up, not ${options.runs}`);
    await all;
    times.allMs = since();
    await engine.stop();
    db.close();
  });
  return { ...times, loopMaxMs: measured.loopMaxMs };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
