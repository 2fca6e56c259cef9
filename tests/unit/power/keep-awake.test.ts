/** Hunts: a machine kept awake all night by a flow that only waits, one that falls asleep in the middle of a long step, a hold never let go. */
import { beforeEach, describe, expect, it } from 'vitest';
import { idleAfterMs, KeepAwake } from '../../../src/main/power/keep-awake.ts';
import type { TaskExecutor, TaskOutcome, TaskRequest } from '../../../src/main/workflow/ports.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let holds: number;
let wanted: boolean;
let keepAwake: KeepAwake;

beforeEach(() => {
  clock = new VirtualClock();
  holds = 0;
  wanted = true;
  keepAwake = newKeepAwake();
});

function newKeepAwake(): KeepAwake {
  return new KeepAwake({
    clock,
    isWanted: () => wanted,
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
      };
    },
  });
}

const pass = (ms: number): void => clock.advanceTo(clock.nowMs() + ms);

/** An executor whose task ends when the test says so. */
function task(resource: string) {
  let end: (outcome: TaskOutcome) => void = () => undefined;
  const executor: TaskExecutor = {
    effectOf: () => 'pure',
    execute: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  };
  const request = { run: { id: 'run' }, resource } as TaskRequest;
  const done = keepAwake.around(executor).execute(request, new AbortController().signal, () => undefined);
  return {
    end: async () => {
      end({ ok: true, output: null });
      await done;
    },
  };
}

it('a run holds the machine awake from its first commit to its end, and leaves no timer behind', () => {
  keepAwake.committed('run');
  expect(holds).toBe(1);
  keepAwake.committed('run');
  keepAwake.committed('other');
  expect(holds).toBe(1);
  keepAwake.ended('run');
  expect(holds).toBe(1);
  keepAwake.ended('other');
  expect({ holds, timers: clock.pendingTimers }).toEqual({ holds: 0, timers: 0 });
});

it('a run that waits for longer than some minutes lets it sleep, and holds it again when it goes on', () => {
  keepAwake.committed('waits');
  pass(idleAfterMs - 1);
  expect(holds).toBe(1);
  pass(1);
  expect({ holds, timers: clock.pendingTimers }).toEqual({ holds: 0, timers: 0 });
  keepAwake.committed('waits');
  expect(holds).toBe(1);
});

it('of two runs, the one that works keeps it awake while the other waits', () => {
  keepAwake.committed('waits');
  pass(idleAfterMs / 2);
  keepAwake.committed('works');
  pass(idleAfterMs / 2);
  expect(holds).toBe(1);
  pass(idleAfterMs / 2);
  expect(holds).toBe(0);
});

describe('a task under way', () => {
  it.each(['worker:hand/web_fetch', 'worker:hand'])('%s counts for as long as it takes', async (resource) => {
    keepAwake.committed('run');
    const { end } = task(resource);
    pass(idleAfterMs * 10);
    expect(holds).toBe(1);
    await end();
    keepAwake.ended('run');
    expect({ holds, timers: clock.pendingTimers }).toEqual({ holds: 0, timers: 0 });
  });

  it.each(['approval', 'flow:Other'])('%s does not: it waits for others', async (resource) => {
    keepAwake.committed('run');
    const { end } = task(resource);
    pass(idleAfterMs);
    expect(holds).toBe(0);
    await end();
    expect(holds).toBe(0);
  });

  it('that stops after its run has ended holds nothing', async () => {
    keepAwake.committed('run');
    const { end } = task('worker:hand/web_fetch');
    keepAwake.ended('run');
    expect(holds).toBe(1);
    await end();
    expect(holds).toBe(0);
  });
});

it('nothing is held while the user does not want it, and the setting holds at once', () => {
  wanted = false;
  keepAwake = newKeepAwake();
  keepAwake.committed('run');
  expect(holds).toBe(0);
  wanted = true;
  keepAwake.settingChanged();
  expect(holds).toBe(1);
  wanted = false;
  keepAwake.settingChanged();
  expect(holds).toBe(0);
});

it('after its stop nothing is held, whatever still ends', () => {
  keepAwake.committed('run');
  keepAwake.stop();
  keepAwake.committed('other');
  expect({ holds, timers: clock.pendingTimers }).toEqual({ holds: 0, timers: 0 });
});
