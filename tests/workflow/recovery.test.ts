/**
 * What happens to a run whose process ends in its middle (I2, I4). Hunts: lost runs, repeated unsafe effects, forgotten timers.
 * The first process is left as a killed one leaves it: nothing is written after the crash; only the database file remains.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { SqliteJournal } from '../../src/main/store/journal.ts';
import { readEvents } from '../../src/main/store/tables/history.ts';
import { Engine } from '../../src/main/workflow/engine.ts';
import type { RunEnd } from '../../src/main/workflow/ports.ts';
import type { EffectClass } from '../../src/shared/domain/effect-class.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, hang, ScriptedExecutor, temporaryFolder, testRun } from '../support/test-flow.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const waiting: StateMachine = {
  StartAt: 'Before',
  States: {
    Before: { Type: 'Task', Resource: 'worker:w/t', Next: 'Wait an hour' },
    'Wait an hour': { Type: 'Wait', Seconds: 3600, Next: 'After' },
    After: { Type: 'Task', Resource: 'worker:w/t', End: true },
  },
};
const oneTask: StateMachine = {
  StartAt: 'Do it',
  States: { 'Do it': { Type: 'Task', Resource: 'worker:w/t', End: true } },
};

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Starts a run, lets it come to rest, and abandons the process as a kill would. */
async function startAndCrash(
  definition: StateMachine,
  executor: ScriptedExecutor,
  clock = new VirtualClock(),
): Promise<VirtualClock> {
  const db = databaseWithFlow(join(folder.path, 'test.db'), definition);
  await new Engine({ clock, journal: new SqliteJournal(db), executor }).start(testRun(definition));
  await settle();
  db.close();
  return clock;
}

function reopen(executor: ScriptedExecutor, clock: VirtualClock) {
  const db = openDatabase(join(folder.path, 'test.db'));
  const ends: RunEnd[] = [];
  const engine = new Engine({
    clock,
    journal: new SqliteJournal(db),
    executor,
    onEnded: (_run, end) => ends.push(end),
  });
  return { db, engine, ends, types: () => readEvents(db, 'run').map(({ type }) => type) };
}

describe('a run whose process was killed', () => {
  it('goes on waiting until the time it announced, and runs what comes after once', async () => {
    const clock = await startAndCrash(waiting, new ScriptedExecutor(() => ({ ok: true, output: 1 })));
    clock.advanceTo(clock.nowMs() + 600_000);
    const executor = new ScriptedExecutor(() => ({ ok: true, output: 2 }));
    const { db, engine, ends } = reopen(executor, clock);
    expect(engine.recover()).toBe(1);
    await settle();
    expect(ends).toEqual([]);
    clock.advanceTo(clock.nowMs() + 3_000_000);
    await settle();
    expect(ends).toMatchObject([{ status: 'SUCCEEDED', output: 2 }]);
    expect(executor.calls.map(({ state }) => state)).toEqual(['After']);
    db.close();
  });

  it('whose wait is already over goes on at once', async () => {
    const clock = await startAndCrash(waiting, new ScriptedExecutor(() => ({ ok: true, output: 1 })));
    clock.advanceTo(clock.nowMs() + 7_200_000);
    const { db, engine, ends } = reopen(new ScriptedExecutor(() => ({ ok: true, output: 2 })), clock);
    engine.recover();
    clock.advanceToNext();
    await settle();
    expect(ends).toMatchObject([{ status: 'SUCCEEDED' }]);
    db.close();
  });

  for (const effect of ['pure', 'transactional', 'idempotent'] satisfies EffectClass[]) {
    it(`does a ${effect} task again with the same key, and says that it may have happened`, async () => {
      const first = new ScriptedExecutor((_request, signal) => hang(signal), effect);
      const clock = await startAndCrash(oneTask, first);
      const second = new ScriptedExecutor(() => ({ ok: true, output: 'done' }), effect);
      const { db, engine, ends } = reopen(second, clock);
      engine.recover();
      await settle();
      expect(ends).toMatchObject([{ status: 'SUCCEEDED', output: 'done' }]);
      expect(second.calls).toMatchObject([{ recovering: true, idempotencyKey: first.calls[0]?.idempotencyKey }]);
      db.close();
    });
  }

  it('never does an unsafe task again: the step fails with Worker.OutcomeUnknown', async () => {
    const clock = await startAndCrash(oneTask, new ScriptedExecutor((_request, signal) => hang(signal), 'unsafe'));
    const second = new ScriptedExecutor(() => ({ ok: true, output: 'twice' }), 'unsafe');
    const { db, engine, ends, types } = reopen(second, clock);
    engine.recover();
    await settle();
    expect(ends).toMatchObject([{ status: 'FAILED', error: 'Worker.OutcomeUnknown' }]);
    expect(second.calls).toEqual([]);
    expect(types()).toEqual(['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskFailed', 'ExecutionFailed']);
    db.close();
  });

  it('goes on with the version it began with, though the flow has another one by now (I5)', async () => {
    const clock = await startAndCrash(waiting, new ScriptedExecutor(() => ({ ok: true, output: 1 })));
    const executor = new ScriptedExecutor(() => ({ ok: true, output: 2 }));
    const { db, engine, ends } = reopen(executor, clock);
    db.prepare(
      'INSERT INTO flow_versions (flow_id, version, definition, worker_ids, created_at_ms) VALUES (?, 2, ?, ?, 0)',
    ).run('flow', JSON.stringify(oneTask), '{}');
    db.prepare('UPDATE scheduled_flows SET current_version = 2').run();
    engine.recover();
    clock.advanceToNext();
    await settle();
    expect(ends).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(executor.calls.map(({ state }) => state)).toEqual(['After']);
    db.close();
  });

  it('that had ended is left alone', async () => {
    const clock = await startAndCrash(oneTask, new ScriptedExecutor(() => ({ ok: true, output: 1 })));
    const { db, engine } = reopen(new ScriptedExecutor(() => ({ ok: true, output: 2 })), clock);
    expect(engine.recover()).toBe(0);
    db.close();
  });
});

describe('many runs whose process was killed', () => {
  const count = 400;

  async function crashWithMany(): Promise<VirtualClock> {
    const clock = new VirtualClock();
    const db = databaseWithFlow(join(folder.path, 'test.db'), waiting);
    const executor = new ScriptedExecutor(() => ({ ok: true, output: 1 }));
    const engine = new Engine({ clock, journal: new SqliteJournal(db), executor });
    for (let run = 0; run < count; run++) await engine.start(testRun(waiting, { id: `run-${run}` }));
    await settle();
    db.close();
    return clock;
  }

  async function untilEnded(engine: Engine, clock: VirtualClock): Promise<void> {
    while (engine.openCount > 0) {
      await settle();
      clock.advanceTo(clock.nowMs() + 1);
    }
  }

  it('are all taken up, one that is asked for before its turn', async () => {
    const clock = await crashWithMany();
    const { db, engine, ends } = reopen(new ScriptedExecutor(() => ({ ok: true, output: 2 })), clock);
    expect(engine.recover()).toBe(count);
    expect(engine.openCount).toBe(count);
    const last = `run-${count - 1}`;
    expect(engine.isOpen(last)).toBe(true);
    expect(await engine.cancel(last, 'not wanted')).toMatchObject({ status: 'ABORTED' });
    clock.advanceTo(clock.nowMs() + 7_200_000);
    await untilEnded(engine, clock);
    expect(ends.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(count - 1);
    expect(engine.openCount).toBe(0);
    db.close();
  });

  it('are not lost when one of them cannot be read', async () => {
    const clock = await crashWithMany();
    const db = openDatabase(join(folder.path, 'test.db'));
    db.prepare("UPDATE history SET events = '[[]]' WHERE run_id = 'run-7'").run();
    const broken: string[] = [];
    const ends: RunEnd[] = [];
    const engine = new Engine({
      clock,
      journal: new SqliteJournal(db),
      executor: new ScriptedExecutor(() => ({ ok: true, output: 2 })),
      onEnded: (_run, end) => ends.push(end),
      onBroken: (runId) => broken.push(runId),
    });
    engine.recover();
    clock.advanceTo(clock.nowMs() + 7_200_000);
    await untilEnded(engine, clock);
    expect(ends).toHaveLength(count - 1);
    expect(broken).toEqual(['run-7']);
    expect(engine.openCount).toBe(0);
    db.close();
  });
});

describe('a task', () => {
  it('starts only after its announcement is committed (I2)', async () => {
    const db = databaseWithFlow(join(folder.path, 'test.db'), oneTask);
    const seen: string[][] = [];
    const executor = new ScriptedExecutor(() => {
      seen.push(readEvents(db, 'run').map(({ type }) => type));
      return { ok: true, output: 1 };
    });
    const { ended } = await new Engine({
      clock: new VirtualClock(),
      journal: new SqliteJournal(db),
      executor,
    }).start(testRun(oneTask));
    await ended;
    expect(seen).toEqual([['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled']]);
    db.close();
  });
});
