/** The steps of a fork. Hunts: days that a step is said to have taken, another run's unfinished try, a branch without its name. */
import { expect, it } from 'vitest';
import { groupsAround } from '../../../src/main/flows/groups-around.ts';
import { stepsOf } from '../../../src/main/flows/run-steps.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../../src/main/workflow/memory-journal.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { hang, ScriptedExecutor, testRun } from '../../support/test-flow.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

const task = { Type: 'Task', Resource: 'worker:w/do', End: true };
const definition = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      Items: [1, 2],
      ItemProcessor: {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'First', States: { First: { ...task, End: undefined, Next: 'Second' }, Second: task } },
              { StartAt: 'Slow', States: { Slow: task } },
            ],
            End: true,
          },
        },
      },
      End: true,
    },
  },
} as unknown as StateMachine;

it('begin with the fork where the earlier run had not ended them', async () => {
  const clock = new VirtualClock();
  const journal = new MemoryJournal();
  let slow = true;
  const executor = new ScriptedExecutor(({ state }, signal) =>
    state === 'Slow' && slow ? hang(signal) : { ok: true, output: null },
  );
  const engine = new Engine({ clock, journal, executor });
  await engine.start(testRun(definition));
  await settle();
  const scope = '/Each[1]/Both[0]';
  const entry = journal
    .load('run')
    .events.find((event) => event.state === 'Second' && event.scope === scope && event.type === 'TaskStateEntered');
  await engine.cancel('run', 'enough');
  slow = false;
  clock.advanceTo(clock.nowMs() + 86_400_000);
  await (await engine.fork('run', entry?.seq ?? 0, 'fork')).ended;
  const { run, events } = journal.load('fork');
  const steps = stepsOf(definition, events);
  const carried = steps.filter(({ enteredAtMs }) => enteredAtMs < run.startedAtMs);
  expect(carried.map(({ state }) => state)).toContain('First');
  expect(carried.every(({ exitedAtMs }) => exitedAtMs !== null && exitedAtMs < run.startedAtMs)).toBe(true);
  const again = steps.filter(({ state }) => state === 'Slow');
  expect(again).toHaveLength(2);
  for (const { attempts, status, enteredAtMs } of again) {
    expect(status).toBe('succeeded');
    expect(enteredAtMs).toBe(run.startedAtMs);
    expect(attempts.map(({ startedAtMs }) => startedAtMs)).toEqual([run.startedAtMs]);
  }
  expect(groupsAround(events, scope)).toEqual([
    { kind: 'item', state: 'Each', number: 2 },
    { kind: 'branch', state: 'Both', number: 1 },
  ]);
  await engine.stop();
});
