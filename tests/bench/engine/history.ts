/** A data directory after years of use: what starting and looking at it cost. */

import { App } from '../../../src/main/app.ts';
import { dataDirAt, prepareDataDir } from '../../../src/main/data-dir.ts';
import { runDetailOf, runSummaries } from '../../../src/main/flows/run-views.ts';
import { newId } from '../../../src/main/ids.ts';
import { systemClock } from '../../../src/main/platform/system-clock.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership, endOwnership } from '../../../src/main/store/ownership.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { forkWorker } from '../../support/fork-worker.ts';
import { noRealms } from '../../support/no-realms.ts';
import { stepResult, stepsPerRun } from './floor.ts';
import { percentile } from './measure.ts';
import { chain, hundredSteps } from './workload.ts';

const flows = 20;
const minuteMs = 60_000;
const oneStep = chain(() => ({ Type: 'Task', Resource: 'worker:w/t' }), 1);

/** `runs` scheduled runs of one step each, over twenty flows, ended; and one run of a hundred steps. 0 runs: an empty directory. */
export function writeHistory(_folder: string, options: { root: string; runs: number }): Promise<{ megabytes: number }> {
  const dataDir = dataDirAt(options.root);
  prepareDataDir(dataDir);
  const db = openDatabase(dataDir.database);
  if (options.runs > 0) {
    db.pragma('synchronous = OFF');
    const firstMs = Date.now() - options.runs * 5 * minuteMs;
    for (let flow = 0; flow < flows; flow++) {
      const texts = { id: `flow-${flow}`, name: `Flow ${flow}`, task: 'test', request: 'test' };
      insertFlow(
        db,
        { ...texts, listed: true, userId: 'local', nowMs: firstMs },
        { definition: flow === 0 ? hundredSteps() : oneStep, workerIds: {} },
      );
      db.prepare(
        `INSERT INTO schedules (id, flow_id, spec, active, reconciled_to_ms, misfire, misfire_window_ms, overlap, created_at_ms)
         VALUES (?, ?, '{"kind":"manual","timezone":"UTC","text":"manual"}', 0, ?, 'latest', 0, 'skip', ?)`,
      ).run(`schedule-${flow}`, texts.id, Date.now(), firstMs);
    }
    const write = writer(db);
    for (let first = 0; first < options.runs; first += 10_000)
      db.transaction(() => {
        for (let run = first; run < Math.min(options.runs, first + 10_000); run++)
          write({ flow: 1 + (run % (flows - 1)), atMs: firstMs + run * 5 * minuteMs, steps: 1 });
      })();
    write({ flow: 0, atMs: Date.now() - minuteMs, steps: stepsPerRun });
    db.exec('ANALYZE');
  }
  endOwnership(db, beginOwnership(db).epoch);
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.close();
  return Promise.resolve({ megabytes: (pages * 4096) / 1e6 });
}

function writer(db: ReturnType<typeof openDatabase>): (run: { flow: number; atMs: number; steps: number }) => void {
  const insertRun =
    db.prepare(`INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, output, started_at_ms, ended_at_ms, told_at_ms)
     VALUES (@id, @flowId, 1, 'SUCCEEDED', @origin, 0, '{}', @output, @startedAtMs, @endedAtMs, @endedAtMs)`);
  const insertHistory = db.prepare('INSERT INTO history (run_id, seq, events) VALUES (?, ?, ?)');
  const insertOccurrence = db.prepare(
    `INSERT INTO occurrences (schedule_id, due_at_ms, flow_id, status, run_id, updated_at_ms) VALUES (?, ?, ?, 'ran', ?, ?)`,
  );
  const result = stepResult(1, 1);
  return ({ flow, atMs, steps }) => {
    const id = newId('run', atMs);
    const origin = { kind: 'schedule', scheduleId: `schedule-${flow}`, dueAtMs: atMs, late: false };
    insertRun.run({
      id,
      flowId: `flow-${flow}`,
      origin: JSON.stringify(origin),
      output: JSON.stringify(result),
      startedAtMs: atMs,
      endedAtMs: atMs + 50,
    });
    insertOccurrence.run(`schedule-${flow}`, atMs, `flow-${flow}`, id, atMs + 50);
    let seq = 1;
    const commit = (...events: unknown[][]): void => {
      insertHistory.run(id, seq, JSON.stringify(events));
      seq += events.length;
    };
    const entered = (step: number): unknown[] => ['TaskStateEntered', '', `s${step}`, atMs, { input: result }];
    const scheduled = (step: number): unknown[] => [
      'TaskScheduled',
      '',
      `s${step}`,
      atMs,
      { resource: 'worker:w/t', arguments: { wf: 1, step } },
    ];
    commit(['ExecutionStarted', '', null, atMs, { input: {} }], entered(0));
    commit(scheduled(0));
    for (let step = 0; step < steps; step++) {
      const last = step + 1 === steps;
      const next = last ? null : `s${step + 1}`;
      commit(
        ['TaskSucceeded', '', `s${step}`, atMs, { scheduled: seq - 1, output: result }],
        ['TaskStateExited', '', `s${step}`, atMs, { output: result, next }],
        ...(last
          ? [['ExecutionSucceeded', '', null, atMs, { output: result }]]
          : [entered(step + 1), scheduled(step + 1)]),
      );
    }
  };
}

export interface StartUp {
  /** The database, the engine with what it takes up, and the first page of runs. */
  engineMs: number;
  /** The whole app without its window, and the first page of runs. */
  appMs: number;
}

/** In a new process each time: nothing is warm but the file system. */
export async function startUp(_folder: string, options: { root: string }): Promise<StartUp> {
  const dataDir = dataDirAt(options.root);
  let startedAt = performance.now();
  const db = openDatabase(dataDir.database);
  const { epoch } = beginOwnership(db);
  const executor = { effectOf: () => 'pure' as const, execute: () => Promise.reject(new Error('nothing runs')) };
  new Engine({ clock: systemClock, journal: new SqliteJournal(db), executor }).recover();
  runSummaries(db, { limit: 50 });
  const engineMs = performance.now() - startedAt;
  endOwnership(db, epoch);
  db.close();
  startedAt = performance.now();
  const app = new App({
    dataDir,
    timezone: 'UTC',
    version: '0.0.0',
    desktop: { show: () => Promise.resolve({ shown: true }) },
    spawnWorker: () => forkWorker(),
    openRealm: noRealms,
    plannerThread: new URL('../../../src/main/assistant/planner-thread.ts', import.meta.url),
    promptsDir: 'resources/prompts',
    integrityThread: new URL('../../../src/main/store/integrity-thread.ts', import.meta.url),
    log: () => undefined,
  });
  await app.start();
  runSummaries(app.db, { limit: 50 });
  const appMs = performance.now() - startedAt;
  await app.stop();
  return { engineMs, appMs };
}

export interface Pages {
  listMs: number;
  flowListMs: number;
  runMs: number;
  longRunMs: number;
}

/** p99 of what the window asks for: all runs, one flow's runs, a run of one step, a run of a hundred steps. */
export function pages(_folder: string, options: { root: string }): Promise<Pages> {
  const db = openDatabase(dataDirAt(options.root).database);
  const ids = db.prepare(`SELECT id FROM runs WHERE rowid % 487 = 1`).pluck().all() as string[];
  const longRun = db.prepare(`SELECT id FROM runs WHERE flow_id = 'flow-0'`).pluck().get() as string;
  const p99 = (count: number, ask: (index: number) => unknown): number =>
    percentile(
      Array.from({ length: count }, (_, index) => {
        const startedAt = performance.now();
        ask(index);
        return performance.now() - startedAt;
      }),
      99,
    );
  const figures = {
    listMs: p99(50, () => runSummaries(db, { limit: 50 })),
    flowListMs: p99(50, (index) => runSummaries(db, { flowId: `flow-${index % flows}`, limit: 50 })),
    runMs: p99(ids.length, (index) => runDetailOf(db, ids[index] ?? '')),
    longRunMs: p99(50, () => runDetailOf(db, longRun)),
  };
  db.close();
  return Promise.resolve(figures);
}
