/**
 * Forks from the middle of a Map or Parallel. Hunts: a sibling's result that is paid for again, a sibling's task that is taken for one of
 * the earlier run (whose time is up, whose outcome is unknown), a branch that never starts, an item done out of its turn.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../src/main/workflow/memory-journal.ts';
import type { TaskOutcome } from '../../src/main/workflow/ports.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { hang, ScriptedExecutor, testRun } from '../support/test-flow.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const task = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'worker:w/do',
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
const chain = (...names: string[]): JsonObject => ({
  StartAt: names[0] ?? '',
  States: Object.fromEntries(
    names.map((name, index) => [name, task(index + 1 < names.length ? { Next: names[index + 1] ?? '' } : {})]),
  ),
});
const both = {
  StartAt: 'Before',
  TimeoutSeconds: 600,
  States: {
    Before: task({ Next: 'Both' }),
    Both: {
      Type: 'Parallel',
      Branches: [
        chain('Quick'),
        chain('One', 'Two', 'Three'),
        { StartAt: 'Slow', States: { Slow: task({ TimeoutSeconds: 60 }) } },
      ],
      Next: 'After',
    },
    After: task(),
  },
} as unknown as StateMachine;
const each = {
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', Items: ['a', 'b', 'c'], MaxConcurrency: 1, ItemProcessor: chain('In', 'Out'), End: true },
  },
} as unknown as StateMachine;

let clock: VirtualClock;
let journal: MemoryJournal;
let hanging: Set<string>;
let executor: ScriptedExecutor;
let engine: Engine;
beforeEach(() => {
  clock = new VirtualClock();
  journal = new MemoryJournal();
  hanging = new Set();
  executor = new ScriptedExecutor(({ state, run }, signal): Promise<TaskOutcome> | TaskOutcome => {
    if (hanging.has(state)) return hang(signal);
    return { ok: true, output: `${state} of ${run.id}` };
  }, 'unsafe');
  engine = new Engine({ clock, journal, executor });
});
const callsOf = (runId: string) =>
  executor.calls.filter(({ run }) => run.id === runId).map(({ scope, state }) => `${scope} ${state}`);
const visit = (state: string, scope: string) =>
  journal
    .load('run')
    .events.find((event) => event.type === 'TaskStateEntered' && event.state === state && event.scope === scope)?.seq ??
  0;

describe('a fork from inside of a Parallel', () => {
  it('keeps what its siblings had done, and does what they were doing itself, unsafe or not, in its own time', async () => {
    hanging.add('Slow');
    const { ended } = await engine.start(testRun(both));
    await settle();
    clock.advanceTo(clock.nowMs() + 60_000);
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    hanging.clear();
    // Far past the time that the earlier run's task and the earlier run itself had.
    clock.advanceTo(clock.nowMs() + 86_400_000);
    const fork = await engine.fork('run', visit('Two', '/Both[1]'), 'fork');
    expect(await fork.ended).toMatchObject({ status: 'SUCCEEDED', output: 'After of fork' });
    expect(callsOf('fork').sort()).toEqual([' After', '/Both[1] Three', '/Both[1] Two', '/Both[2] Slow']);
    const result = journal.load('fork').events.find(({ type }) => type === 'ParallelStateExited');
    expect(result?.data.output).toEqual(['Quick of run', 'Three of fork', 'Slow of fork']);
    expect(journal.load('fork').run.origin).toEqual({
      kind: 'fork',
      fromRunId: 'run',
      state: 'Two',
      scope: '/Both[1]',
    });
  });

  it('from the first state of a branch starts the branches after it, too', async () => {
    await (await engine.start(testRun(both))).ended;
    const { ended } = await engine.fork('run', visit('Quick', '/Both[0]'), 'fork');
    await settle();
    expect(callsOf('fork').sort()).toEqual([
      ' After',
      '/Both[0] Quick',
      '/Both[1] One',
      '/Both[1] Three',
      '/Both[1] Two',
      '/Both[2] Slow',
    ]);
    expect(await ended).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a fork from inside of a Map', () => {
  it('keeps the items before, and does the others in their turn', async () => {
    await (await engine.start(testRun(each))).ended;
    const { ended } = await engine.fork('run', visit('Out', '/Each[1]'), 'fork');
    expect(await ended).toMatchObject({ output: ['Out of run', 'Out of fork', 'Out of fork'] });
    expect(callsOf('fork')).toEqual(['/Each[1] Out', '/Each[2] In', '/Each[2] Out']);
  });

  it('needs to be told which visit, where a name means several', async () => {
    await (await engine.start(testRun(each))).ended;
    await expect(engine.fork('run', 'Out', 'fork')).rejects.toMatchObject({
      code: 'Run.WhichVisit',
      message: expect.stringContaining(`#${visit('Out', '/Each[2]')} in /Each[2]`),
    });
    await (await engine.start(testRun(both, { id: 'other' }))).ended;
    await (await engine.fork('other', 'Two', 'fork')).ended;
    expect(callsOf('fork')).toContain('/Both[1] Two');
  });
});

it("a fork's time counts from its own start, though the earlier run was resumed long ago", async () => {
  hanging.add('After');
  const first = await engine.start(testRun(both));
  await settle();
  await engine.cancel('run', 'enough');
  await first.ended;
  const again = await engine.redrive('run');
  await settle();
  await engine.cancel('run', 'enough');
  await again.ended;
  clock.advanceTo(clock.nowMs() + 86_400_000);
  const { ended } = await engine.fork('run', 'After', 'fork');
  await settle();
  expect(clock.nextTimerMs()).toBe(clock.nowMs() + 600_000);
  clock.advanceToNext();
  expect(await ended).toMatchObject({ status: 'TIMED_OUT' });
});
