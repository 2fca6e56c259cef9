/**
 * The limit of calls per run over a Map, with the process dying in its middle. Hunts: a call past the limit that a crash, a retry
 * or taking up a failed run smuggled in; a call within the limit that is refused. The journal, the engine and the broker are real; a
 * process that dies leaves its database file and nothing else.
 */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGate } from '../../../src/main/budgets/run-limits.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { readEvents } from '../../../src/main/store/tables/history.ts';
import { countEndedToolCalls } from '../../../src/main/store/tables/runs.ts';
import { createBroker } from '../../../src/main/workers/broker.ts';
import { createTaskExecutor } from '../../../src/main/workers/task-executor.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { Result } from '../../../src/shared/errors.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { eventually } from '../../support/eventually.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { databaseWithFlow, testRun } from '../../support/test-flow.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const LIMIT = 4;
const ITEMS = 10;

/** Reads ten files at once; an item that is refused ends as "refused", one whose call fails fails the run. */
const tenReads: StateMachine = {
  StartAt: 'All',
  States: {
    All: {
      Type: 'Map',
      Items: Array.from({ length: ITEMS }, (_, index) => index),
      ItemProcessor: {
        StartAt: 'Read',
        States: {
          Read: {
            Type: 'Task',
            Resource: 'worker:w/file_exists',
            Arguments: { path: "{% 'f' & $string($states.input) %}" },
            Catch: [{ ErrorEquals: ['Worker.NotGranted'], Output: 'refused', Next: 'Done' }],
            Output: 'made',
            Next: 'Done',
          },
          Done: { Type: 'Pass', End: true },
        },
      },
      End: true,
    },
  },
} as unknown as StateMachine;

/** One life of the process. `answer` is the worker's; a promise that never resolves is a call under way when it dies. */
function life(path: string, answer: (call: number) => Result<JsonValue> | null) {
  const db = openDatabase(path);
  const calls: string[] = [];
  const refused: string[] = [];
  const broker = createBroker({
    mainTools: [],
    pool: {
      call: ({ arguments: args }) => {
        calls.push(String(args.path));
        const given = answer(calls.length);
        return given === null ? new Promise(() => undefined) : Promise.resolve(given);
      },
    },
    countCalls: (runId, tool) => countEndedToolCalls(db, runId, tool),
    onRefusal: ({ reason }) => refused.push(reason),
    workspaceDir: '/ws',
    pagesDir: '/pages',
    trashDir: '/trash',
  });
  const worker = {
    id: 'w1',
    name: 'w',
    prompt: '',
    tools: [{ tool: 'file_exists', limits: { folders: ['.'], callsPerRun: LIMIT } }],
  };
  const refuse = () => Promise.reject(new Error('not in this flow'));
  const engine = new Engine({
    clock: new VirtualClock(),
    journal: new SqliteJournal(db),
    executor: createTaskExecutor({
      broker,
      findWorker: () => worker,
      runGate: openGate,
      admitCall: () => Promise.resolve({ ok: true, value: null }),
      runAgent: () => Promise.reject(new Error('not called')),
      runFlow: refuse,
      waitForApproval: refuse,
    }),
    onEnded: (run) => broker.runEnded(run.id),
  });
  return { db, engine, calls, refused };
}
const exists: Result<JsonValue> = { ok: true, value: { exists: true, size: 1 } };
const broken: Result<JsonValue> = { ok: false, error: { code: 'Worker.Crashed', message: 'gone', data: {} } };

function newDatabase(): string {
  const path = join(tempFolder(), 'test.db');
  databaseWithFlow(path, tenReads).close();
  return path;
}

describe('a Map of ten calls with a limit of four', () => {
  it('makes four and is told of the other six', async () => {
    const { db, engine, calls, refused } = life(newDatabase(), () => exists);
    const { ended } = await engine.start(testRun(tenReads));
    const { output } = await ended;
    expect([calls.length, refused.length, (output as string[]).filter((item) => item === 'made').length]).toEqual([
      LIMIT,
      ITEMS - LIMIT,
      LIMIT,
    ]);
    db.close();
  });

  it.each([0, 1, 2, 3, 4])('whose process dies when %i of them were answered makes no fifth', async (answered) => {
    const path = newDatabase();
    const first = life(path, (call) => (call <= answered ? exists : null));
    await first.engine.start(testRun(tenReads));
    await eventually(() =>
      expect(readEvents(first.db, 'run').filter(({ type }) => type === 'TaskSucceeded')).toHaveLength(answered),
    );
    await eventually(() => expect(first.refused).toHaveLength(ITEMS - LIMIT));
    first.db.close();

    const second = life(path, () => exists);
    second.engine.recover();
    await eventually(() => expect(readEvents(second.db, 'run').at(-1)?.type).toBe('ExecutionSucceeded'));
    expect(second.calls).toHaveLength(LIMIT - answered);
    const made = readEvents(second.db, 'run').filter(({ type }) => type === 'TaskSucceeded');
    expect(made).toHaveLength(LIMIT);
    second.db.close();
  });

  it('whose calls were announced and never made before the process died still makes only four', async () => {
    const path = newDatabase();
    const first = life(path, () => null);
    // The announcement is committed; what should have followed never happens.
    const journal = new SqliteJournal(first.db);
    const engine = new Engine({
      clock: new VirtualClock(),
      journal,
      executor: { effectOf: () => 'pure', execute: () => new Promise(() => undefined) },
    });
    await engine.start(testRun(tenReads));
    await eventually(() =>
      expect(readEvents(first.db, 'run').filter(({ type }) => type === 'TaskScheduled')).toHaveLength(ITEMS),
    );
    first.db.close();

    const second = life(path, () => exists);
    second.engine.recover();
    await eventually(() => expect(readEvents(second.db, 'run').at(-1)?.type).toBe('ExecutionSucceeded'));
    expect([second.calls.length, second.refused.length]).toEqual([LIMIT, ITEMS - LIMIT]);
    second.db.close();
  });

  it('is not given four more by taking up a run that failed', async () => {
    const { db, engine, calls } = life(newDatabase(), (call) => (call === 3 ? broken : exists));
    const { ended } = await engine.start(testRun(tenReads));
    expect((await ended).error).toBe('Worker.Crashed');
    const made = calls.length;
    const again = await (await engine.redrive('run')).ended;
    expect(again.status).toBe('SUCCEEDED');
    expect(calls.length).toBe(Math.max(made, LIMIT));
    db.close();
  });
});
