import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../../src/main/store/database.ts';
import type { ThreadAnswer, ThreadWrite } from './thread-journal.ts';

const db = openDatabase((workerData as { path: string }).path);
const insertEvents = db.prepare('INSERT INTO history (run_id, seq, events) VALUES (?, ?, ?)');
const insertRun = db.prepare(
  `INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms) VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?)`,
);
const endRun = db.prepare(
  'UPDATE runs SET status = ?, output = ?, error = ?, cause = ?, ended_at_ms = ? WHERE id = ? AND ended_at_ms IS NULL',
);
const commit = db.transaction((group: readonly ThreadWrite[]) => {
  for (const { run, runId, seq, events, end } of group) {
    if (run)
      insertRun.run(
        run.id,
        run.flowId,
        run.version,
        JSON.stringify(run.origin),
        run.dryRun ? 1 : 0,
        JSON.stringify(run.input),
        run.startedAtMs,
      );
    insertEvents.run(runId, seq, events);
    if (end) endRun.run(end.status, JSON.stringify(end.output), end.error, end.cause, end.endedAtMs, runId);
  }
});

parentPort?.on('message', (group: ThreadWrite[]) => {
  let answers: ThreadAnswer;
  try {
    commit.immediate(group);
    answers = [];
  } catch (error) {
    answers = group.map(() => String(error));
  }
  parentPort?.postMessage(answers);
});
