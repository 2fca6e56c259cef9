/** Resuming, forking and child flows. Hunts: recorded results that are paid for again, a child that outlives or doubles its parent. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../src/main/workflow/memory-journal.ts';
import { foldEvents } from '../../src/main/workflow/run-state.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { ScriptedExecutor, testRun } from '../support/test-flow.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const three: StateMachine = {
  StartAt: 'A',
  States: {
    A: { Type: 'Task', Resource: 'worker:w/a', Assign: { a: '{% $states.result %}' }, Next: 'B' },
    B: { Type: 'Task', Resource: 'worker:w/b', Next: 'C' },
    C: { Type: 'Task', Resource: 'worker:w/c', Output: '{% $a & $states.result %}', End: true },
  },
};

let journal: MemoryJournal;
let broken: boolean;
let executor: ScriptedExecutor;
let engine: Engine;
beforeEach(() => {
  journal = new MemoryJournal();
  broken = true;
  executor = new ScriptedExecutor(({ state }) =>
    state === 'B' && broken ? { ok: false, error: 'Boom', cause: 'b' } : { ok: true, output: state.toLowerCase() },
  );
  engine = new Engine({ clock: new VirtualClock(), journal, executor });
});
const called = () => executor.calls.map(({ state }) => state).join('');

describe('resuming a failed run', () => {
  it('goes on at the state that failed, with the recorded results before it', async () => {
    expect(await (await engine.start(testRun(three))).ended).toMatchObject({ status: 'FAILED', error: 'Boom' });
    broken = false;
    const { ended } = await engine.redrive('run');
    expect(await ended).toMatchObject({ status: 'SUCCEEDED', output: 'ac' });
    expect(called()).toBe('ABBC');
    const { run, events } = journal.load('run');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(events.filter(({ type }) => type.startsWith('Execution')).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'ExecutionFailed',
      'ExecutionRedriven',
      'ExecutionSucceeded',
    ]);
    expect(foldEvents(run, events).ended).toBe(true);
  });

  it('is refused for a run that succeeded', async () => {
    broken = false;
    await (await engine.start(testRun(three))).ended;
    await expect(engine.redrive('run')).rejects.toMatchObject({ code: 'Run.NotEnded' });
  });
});

describe('forking a run', () => {
  it('makes a new run that does only what comes from the state on, and leaves the old one as it was', async () => {
    broken = false;
    await (await engine.start(testRun(three))).ended;
    const before = JSON.stringify(journal.load('run').events);
    const { ended } = await engine.fork('run', 'C', 'fork');
    expect(await ended).toMatchObject({ status: 'SUCCEEDED', output: 'ac' });
    expect(called()).toBe('ABCC');
    expect(JSON.stringify(journal.load('run').events)).toBe(before);
    expect(journal.load('fork').run.origin).toEqual({ kind: 'fork', fromRunId: 'run', state: 'C' });
  });

  it('goes on from one visit of a state that was visited several times', async () => {
    let round = 0;
    executor = new ScriptedExecutor(() => {
      round += 1;
      return { ok: true, output: round };
    });
    engine = new Engine({ clock: new VirtualClock(), journal, executor });
    const twice: StateMachine = {
      StartAt: 'A',
      States: {
        A: { Type: 'Task', Resource: 'worker:w/a', Assign: { n: '{% $states.result %}' }, Next: 'Again?' },
        'Again?': { Type: 'Choice', Choices: [{ Condition: '{% $n < 3 %}', Next: 'A' }], Default: 'Done' },
        Done: { Type: 'Pass', Output: '{% $n %}', End: true },
      },
    };
    await (await engine.start(testRun(twice))).ended;
    const visits = journal.load('run').events.filter(({ type, state }) => type === 'TaskStateEntered' && state === 'A');
    const second = visits[1]?.seq ?? 0;
    const { ended } = await engine.fork('run', second, 'fork');
    expect(await ended).toMatchObject({ status: 'SUCCEEDED', output: 4 });
    expect(
      journal.load('fork').events.filter(({ type, state }) => type === 'TaskStateEntered' && state === 'A'),
    ).toHaveLength(2);
    await expect(engine.fork('run', second + 1, 'other')).rejects.toMatchObject({ code: 'Run.NoSuchState' });
  });

  it('from a state that was never visited is refused, naming those that were', async () => {
    await (await engine.start(testRun(three))).ended;
    await expect(engine.fork('run', 'C', 'fork')).rejects.toMatchObject({
      code: 'Run.NoSuchState',
      message: expect.stringContaining('A, B'),
    });
  });
});

describe('a history', () => {
  it('with an event missing or doubled is refused, not folded into something else (I1)', async () => {
    broken = false;
    await (await engine.start(testRun(three))).ended;
    const { run, events } = journal.load('run');
    expect(() => foldEvents(run, events.toSpliced(3, 1))).toThrow(/I1/);
    expect(() => foldEvents(run, events.toSpliced(3, 0, events[3] as (typeof events)[number]))).toThrow(/I1/);
  });
});
