/**
 * Random flows, forked at a random recorded state, inside of Maps and Parallels too (I1–I4, I6). Hunts: a history that does not fold, a
 * branch that nobody starts, a recorded result that is paid for again, another run's key, more items at once than allowed, another end.
 */
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/main/workflow/engine.ts';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { MemoryJournal } from '../../src/main/workflow/memory-journal.ts';
import type { RunEnd, RunRecord, TaskExecutor, TaskRequest } from '../../src/main/workflow/ports.ts';
import { applyEvent, foldEvents, initialRunState } from '../../src/main/workflow/run-state.ts';
import { validateDefinition } from '../../src/main/workflow/validate/validate.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { answerOf, randomFlow } from '../support/random-flow.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { testRun } from '../support/test-flow.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** A journal that knows where its commits ended. */
class CommittingJournal extends MemoryJournal {
  readonly commits: Array<{ runId: string; upTo: number }> = [];
  override create(run: RunRecord, events: readonly JournalEvent[]): Promise<void> {
    this.commits.push({ runId: run.id, upTo: events.length });
    return super.create(run, events);
  }
  override append(...args: Parameters<MemoryJournal['append']>): Promise<void> {
    this.commits.push({ runId: args[0], upTo: args[1].at(-1)?.seq ?? 0 });
    return super.append(...args);
  }
}

/** Tasks take a while, each time another one. */
class SlowExecutor implements TaskExecutor {
  readonly calls: TaskRequest[] = [];
  running = 0;
  readonly #clock: VirtualClock;
  readonly #random: Seeded;

  constructor(clock: VirtualClock, random: Seeded) {
    this.#clock = clock;
    this.#random = random;
  }

  effectOf(): 'pure' {
    return 'pure';
  }

  execute(request: TaskRequest, signal: AbortSignal) {
    this.calls.push(request);
    return new Promise<ReturnType<typeof answerOf>>((resolve) => {
      const cancel = this.#clock.setTimer(this.#clock.nowMs() + this.#random.between(1, 50_000), () =>
        resolve(answerOf(request)),
      );
      signal.addEventListener('abort', () => {
        cancel();
        resolve({ ok: false, error: null, cause: null });
      });
    });
  }
}

class World {
  readonly clock = new VirtualClock();
  readonly journal = new CommittingJournal();
  readonly executor: SlowExecutor;
  readonly engine: Engine;

  constructor(random: Seeded) {
    this.executor = new SlowExecutor(this.clock, random);
    this.engine = new Engine({
      clock: this.clock,
      journal: this.journal,
      executor: this.executor,
      random: () => random.next(),
    });
  }

  async finish(ended: Promise<RunEnd> | undefined): Promise<RunEnd> {
    let end: RunEnd | null = null;
    void ended?.then((is) => {
      end = is;
    });
    for (let quiet = 0; !end; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.engine.idle ? quiet + 1 : 0;
      if (quiet < 3) continue;
      if (!this.clock.advanceToNext()) throw new Error('the run waits for nothing and has no end');
      quiet = 0;
    }
    return end;
  }
}

const result = ({ status, output, error }: RunEnd) => ({ status, output, error });

/** Every moment of the history keeps to the limits that its Maps announced. */
function expectLimitsHeld(run: RunRecord, events: readonly JournalEvent[]): void {
  const state = initialRunState(run);
  for (const event of events) {
    applyEvent(state, event);
    for (const { phase } of state.threads.values())
      if (phase.kind === 'fan-out' && phase.fan.maxConcurrency > 0)
        expect(phase.fan.running.size - phase.fan.over.length).toBeLessThanOrEqual(phase.fan.maxConcurrency);
  }
}

interface Seen {
  inside: boolean;
  underWay: boolean;
}

async function forkOnce(seed: number): Promise<Seen> {
  const random = seeded(seed);
  const definition: StateMachine = randomFlow(random);
  expect(validateDefinition(definition)).toEqual([]);
  const world = new World(random);
  const first = await world.finish((await world.engine.start(testRun(definition))).ended);
  const { run, events } = world.journal.load('run');
  const untouched = JSON.stringify(events);

  const entries = events.filter(({ type }) => type.endsWith('StateEntered'));
  const inside = entries.filter(({ scope }) => scope !== '');
  const at = random.pick(inside.length > 0 && random.below(4) > 0 ? inside : entries);
  const before = foldEvents(run, events.slice(0, at.seq));
  const callsBefore = world.executor.calls.length;
  const { ended } = await world.engine.fork('run', at.seq, 'fork');
  expect(result(await world.finish(ended))).toEqual(result(first));

  const fork = world.journal.load('fork');
  const history = fork.events;
  expect(JSON.stringify(world.journal.load('run').events), 'the earlier run stays as it was').toBe(untouched);
  expect(foldEvents(fork.run, history).ended).toBe(true);
  const own = history.findIndex(({ type, data }) => type === 'ExecutionForked' && data.seq === at.seq);
  expect(own).toBeGreaterThanOrEqual(at.seq);
  expect(history.slice(0, own)).toEqual(events.slice(0, own));
  expectLimitsHeld(fork.run, history);
  for (const { type, data, atMs } of history)
    if (type === 'TimerFired')
      expect(atMs).toBeGreaterThanOrEqual(Number(history[Number(data.timer) - 1]?.data.dueAtMs));

  const called = world.executor.calls.slice(callsBefore);
  expect(called.every(({ run: { id }, recovering }) => id === 'fork' && !recovering)).toBe(true);
  expect(called.every(({ idempotencyKey }) => idempotencyKey.startsWith('fork:'))).toBe(true);
  expect(
    called.every(({ scheduled }) => scheduled > own + 1),
    'each is announced by the fork itself',
  ).toBe(true);
  // What had left a state by then has its result in the history.
  const done = new Set(visitsLeft(history.slice(0, own)));
  expect(called.filter(({ idempotencyKey }) => done.has(idempotencyKey))).toEqual([]);

  await takenUp(random, definition, world, result(first));
  return {
    inside: at.scope !== '',
    underWay: [...before.threads.values()].some(({ phase }) => phase.kind === 'running'),
  };
}

/** The keys, in the fork, of visits that were over. */
function visitsLeft(events: readonly JournalEvent[]): string[] {
  const entered = new Map<string, number>();
  return events.flatMap(({ type, scope, seq }) => {
    if (type.endsWith('StateEntered')) entered.set(scope, seq);
    return type.endsWith('StateExited') ? [`fork:${entered.get(scope)}`] : [];
  });
}

/** The process ends after one of the fork's commits, and the next one takes the fork up. */
async function takenUp(random: Seeded, definition: StateMachine, world: World, expected: object): Promise<void> {
  const { run, events } = world.journal.load('fork');
  const commit = random.pick(world.journal.commits.filter(({ runId }) => runId === 'fork').slice(0, -1));
  const next = new World(random);
  next.clock.advanceTo(events[commit.upTo - 1]?.atMs ?? 0);
  await next.journal.create({ ...run, definition }, events.slice(0, commit.upTo));
  expect(next.engine.recover()).toBe(1);
  expect(result(await next.finish(next.engine.endOf('fork')))).toEqual(expected);
  const whole = next.journal.load('fork');
  expect(foldEvents(whole.run, whole.events).ended).toBe(true);
}

describe('a fork of any flow at any state', () => {
  it('folds, keeps what was recorded, does the rest itself and comes to the same end, after a crash too', async () => {
    const seen: Seen[] = [];
    for (let seed = 1; seed <= 300; seed += 1) {
      try {
        seen.push(await forkOnce(seed));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    // The flows are as varied as they are meant to be.
    expect(seen.filter(({ inside }) => inside).length).toBeGreaterThan(100);
    expect(seen.filter(({ inside, underWay }) => inside && underWay).length).toBeGreaterThan(50);
  });
});
