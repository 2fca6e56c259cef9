/** What is kept of ended runs. Hunts: an open run that is removed, space that is never given back. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcileSchedule } from '../../../src/main/schedule/ledger.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { pruneFirings, pruneRuns } from '../../../src/main/store/retention.ts';
import { findSchedule, insertSchedule } from '../../../src/main/store/tables/schedules.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, temporaryFolder, testRun } from '../../support/test-flow.ts';

const machine: StateMachine = { StartAt: 'S', States: { S: { Type: 'Succeed' } } };
const day = 86_400_000;
const going = new AbortController().signal;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function withRuns(count: number, bytes: number) {
  const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
  const journal = new SqliteJournal(db);
  const data = { output: 'x'.repeat(bytes) };
  for (let n = 0; n < count; n++) {
    await journal.create(testRun(machine, { id: `run-${n}`, startedAtMs: n * day }), []);
    const end = { status: 'SUCCEEDED', output: null, error: null, cause: null, endedAtMs: n * day } as const;
    // The last one stays open.
    await journal.append(
      `run-${n}`,
      [{ seq: 1, type: 'ExecutionSucceeded', scope: '', state: null, atMs: n * day, data }],
      n < count - 1 ? end : null,
    );
  }
  return db;
}
const ids = (db: Awaited<ReturnType<typeof withRuns>>) =>
  db.prepare('SELECT id FROM runs ORDER BY started_at_ms').pluck().all();

describe('retention', () => {
  it('removes ended runs past their age with their histories, never an open one', async () => {
    const db = await withRuns(6, 10);
    expect(await pruneRuns(db, { maxAgeMs: 2 * day, maxRunsPerFlow: 100 }, 5 * day, going)).toBe(3);
    expect(ids(db)).toEqual(['run-3', 'run-4', 'run-5']);
    expect(db.prepare('SELECT DISTINCT run_id FROM events ORDER BY run_id').pluck().all()).toEqual([
      'run-3',
      'run-4',
      'run-5',
    ]);
    expect(await pruneRuns(db, { maxAgeMs: 0, maxRunsPerFlow: 0 }, 1000 * day, going)).toBe(2);
    expect(ids(db)).toEqual(['run-5']);
    db.close();
  });

  it('keeps so many of each flow', async () => {
    const db = await withRuns(6, 10);
    await pruneRuns(db, { maxAgeMs: 1000 * day, maxRunsPerFlow: 3 }, 5 * day, going);
    expect(ids(db)).toEqual(['run-3', 'run-4', 'run-5']);
    db.close();
  });

  it('lets others have their turn, and leaves the rest to the next time when it is stopped', async () => {
    const db = await withRuns(100, 10);
    const stop = new AbortController();
    const pruned = pruneRuns(db, { maxAgeMs: day, maxRunsPerFlow: 1 }, 1000 * day, stop.signal);
    const before = ids(db).length;
    expect(before).toBeGreaterThan(50);
    stop.abort();
    expect(await pruned).toBe(100 - before);
    expect(await pruneRuns(db, { maxAgeMs: day, maxRunsPerFlow: 1 }, 1000 * day, going)).toBe(before - 1);
    expect(ids(db)).toEqual(['run-99']);
    db.close();
  });

  it('removes old firings that are at their end, and the ledger does not write them again', async () => {
    const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
    const spec = { kind: 'cron', cron: '0 12 * * *', timezone: 'UTC', text: 'daily at 12:00' } as const;
    insertSchedule(db, { id: 'daily', flowId: 'flow', spec, nowMs: 0 });
    const reconcile = (nowMs: number): void => {
      const schedule = findSchedule(db, 'daily');
      if (schedule) reconcileSchedule(db, schedule, nowMs);
    };
    reconcile(500 * day);
    const statuses = () => db.prepare('SELECT status, count(*) AS n FROM occurrences GROUP BY status').all();
    db.exec(`UPDATE occurrences SET status = 'due' WHERE due_at_ms < ${2 * day}`);
    expect(statuses()).toEqual([
      // The two, and the newest, which is made up for.
      { status: 'due', n: 3 },
      { status: 'missed', n: 497 },
    ]);
    expect(await pruneFirings(db, 450 * day, going)).toBe(448);
    reconcile(501 * day);
    expect(statuses()).toEqual([
      { status: 'due', n: 4 },
      { status: 'missed', n: 49 },
    ]);
    db.close();
  });

  it('gives the space back', async () => {
    const db = await withRuns(200, 20_000);
    const size = () => {
      db.pragma('wal_checkpoint(TRUNCATE)');
      return statSync(join(folder.path, 'm.db')).size;
    };
    const before = size();
    await pruneRuns(db, { maxAgeMs: 1000 * day, maxRunsPerFlow: 10 }, 200 * day, going);
    expect(size()).toBeLessThan(before / 5);
    db.close();
  });
});
