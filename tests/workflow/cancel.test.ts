/** Ending a run from outside (I3, I6). Hunts: answers that count after the end, tasks that outlive their run. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../src/main/workflow/memory-journal.ts';
import type { TaskOutcome } from '../../src/main/workflow/ports.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { hang, ScriptedExecutor, testRun } from '../support/test-flow.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const both: StateMachine = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: ['A', 'B'].map((name) => ({
        StartAt: name,
        States: { [name]: { Type: 'Task', Resource: 'worker:w/t', End: true } },
      })),
      End: true,
    },
  },
};
const limited: StateMachine = {
  StartAt: 'T',
  TimeoutSeconds: 10,
  States: { T: { Type: 'Task', Resource: 'worker:w/t', End: true } },
};
const timed: StateMachine = {
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource: 'worker:w/t', TimeoutSeconds: 5, End: true } },
};

let clock: VirtualClock;
let journal: MemoryJournal;
beforeEach(() => {
  clock = new VirtualClock();
  journal = new MemoryJournal();
});
afterEach(() => expect(clock.pendingTimers).toBe(0));

describe('cancelling a run', () => {
  it('stops its tasks first, then records the end', async () => {
    const order: string[] = [];
    const executor = new ScriptedExecutor(async (request, signal) => {
      await hang(signal);
      order.push(`stopped ${request.state}`);
      return { ok: false, error: null, cause: null };
    });
    const engine = new Engine({ clock, journal, executor, onEnded: () => order.push('ended') });
    await engine.start(testRun(both));
    await settle();
    const end = await engine.cancel('run', 'Cancelled by you.');
    expect(end).toMatchObject({ status: 'ABORTED', cause: 'Cancelled by you.' });
    await settle();
    expect(order).toEqual(['stopped A', 'stopped B', 'ended']);
    expect(journal.load('run').events.at(-1)).toMatchObject({ type: 'ExecutionAborted' });
  });

  it('is refused for a run that is over, with a reason', async () => {
    const engine = new Engine({ clock, journal, executor: new ScriptedExecutor(() => ({ ok: true, output: 1 })) });
    const { ended } = await engine.start(testRun(timed));
    await ended;
    await settle();
    await expect(engine.cancel('run', 'late')).rejects.toMatchObject({ code: 'Run.NotOpen' });
  });
});

describe('a deadline', () => {
  it('ends the whole run when it passes', async () => {
    const engine = new Engine({ clock, journal, executor: new ScriptedExecutor((_request, signal) => hang(signal)) });
    const { ended } = await engine.start(testRun(limited));
    await settle();
    clock.advanceTo(clock.nowMs() + 10_000);
    expect(await ended).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});

describe('a failure in one branch', () => {
  it('stops the others before the Parallel is recorded as failed', async () => {
    const order: string[] = [];
    const executor = new ScriptedExecutor(async (request, signal): Promise<TaskOutcome> => {
      if (request.state === 'A') return { ok: false, error: 'Boom', cause: 'a' };
      await hang(signal);
      order.push('B stopped');
      return { ok: false, error: null, cause: null };
    });
    const engine = new Engine({
      clock,
      journal,
      executor,
      onCommitted: (_run, events) => order.push(...events.map(({ type }) => type)),
    });
    const { ended } = await engine.start(testRun(both));
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'Boom' });
    expect(order).toContain('B stopped');
    expect(order.indexOf('B stopped')).toBeLessThan(order.indexOf('ParallelStateFailed'));
    expect(order).toContain('ParallelStateFailed');
  });
});

describe('an answer that comes after its task timed out', () => {
  it('is dropped: the history has the time-out and nothing else', async () => {
    let late: (outcome: TaskOutcome) => void = () => undefined;
    const executor = new ScriptedExecutor(() => new Promise<TaskOutcome>((resolve) => (late = resolve)));
    const engine = new Engine({ clock, journal, executor });
    const { ended } = await engine.start(testRun(timed));
    await settle();
    clock.advanceTo(clock.nowMs() + 5_000);
    late({ ok: true, output: 'late' });
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    const types = journal.load('run').events.map(({ type }) => type);
    expect(types).toEqual(['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskTimedOut', 'ExecutionFailed']);
  });
});

describe('two ends of one task in the same moment', () => {
  it('count once: the first is recorded, the second dropped and counted (I3)', async () => {
    const both: StateMachine = {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'worker:w/t',
          TimeoutSeconds: 5,
          HeartbeatSeconds: 4,
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'W' }],
          End: true,
        },
        W: { Type: 'Wait', Seconds: 60, End: true },
      },
    };
    const engine = new Engine({ clock, journal, executor: new ScriptedExecutor((_request, signal) => hang(signal)) });
    const { ended } = await engine.start(testRun(both));
    await settle();
    // Past both limits at once: the heartbeat's and the time-out's timers fire in one go.
    clock.advanceTo(clock.nowMs() + 5_000);
    await settle();
    clock.advanceToNext();
    expect(await ended).toMatchObject({ status: 'SUCCEEDED' });
    const types = journal.load('run').events.map(({ type }) => type);
    expect(types.filter((type) => type === 'TaskTimedOut')).toHaveLength(1);
    expect(types.at(-1)).toBe('ExecutionSucceeded');
  });
});
