/** Two runs side by side. Hunts: visits of a loop beside the wrong ones, a step that only one run took left out, values told without end. */
import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../src/main/flows/compare-runs.ts';
import { stepsOf } from '../../../src/main/flows/run-steps.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../../src/main/workflow/memory-journal.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { RunDetail } from '../../../src/shared/domain/run.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { branchingFlow, loopingFlow } from '../../support/graphs.ts';
import { ScriptedExecutor, testRun } from '../../support/test-flow.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** Carried out by the real engine; each call of a tool is answered by its state's next answer. */
async function detailOf(
  definition: StateMachine,
  id: string,
  answers: Record<string, JsonValue[]>,
): Promise<RunDetail> {
  const clock = new VirtualClock();
  const journal = new MemoryJournal();
  const executor = new ScriptedExecutor(({ state }) => ({ ok: true, output: answers[state]?.shift() ?? null }));
  const run = testRun(definition, { id, startedAtMs: clock.nowMs() });
  const { ended } = await new Engine({ clock, journal, executor }).start(run, { fastForward: true });
  const { status, output } = await ended;
  return {
    run: {
      ...{ id, flowId: 'flow', flowName: 'Flow', version: 1, status, trigger: 'manual', input: run.input, output },
      ...{ startedAtMs: run.startedAtMs, endedAtMs: clock.nowMs(), error: null, cause: null },
    },
    steps: stepsOf(definition, journal.load(id).events),
    ...{ events: [], effects: [], refusals: [], notifications: [] },
  };
}

const priced: StateMachine = structuredClone(branchingFlow);
Object.assign(priced.States.Fetch ?? {}, { Assign: { price: '{% $states.result.price %}' } });
const asked: StateMachine = structuredClone(loopingFlow);
Object.assign(asked.States.Fetch ?? {}, { Assign: { status: '{% $states.result %}' } });

describe('two runs', () => {
  it('of the same way with the same values have no difference', async () => {
    const answers = () => ({ Fetch: [{ price: 80 }] });
    const { steps, differences } = compareRuns(
      await detailOf(priced, 'a', answers()),
      await detailOf(priced, 'b', answers()),
    );
    expect(differences).toEqual([]);
    expect(steps.map(({ state, differences: found }) => [state, found])).toEqual([
      ['Fetch', []],
      ['Cheap?', []],
      ['Tell', []],
    ]);
  });

  it('say of a page that has changed only where it was read, and shortly', async () => {
    const of = (letter: string) =>
      detailOf(priced, letter, { Fetch: [{ price: 80, page: `page:${letter.repeat(64)}` }] });
    const { steps } = compareRuns(await of('a'), await of('b'));
    expect(steps.map(({ state, differences }) => [state, differences])).toEqual([
      ['Fetch', [{ of: 'output', path: 'page', a: 'page aaaaaaaa…', b: 'page bbbbbbbb…' }]],
      ['Cheap?', expect.not.arrayContaining([expect.objectContaining({ of: 'input' })])],
      ['Tell', expect.any(Array)],
    ]);
  });

  it('part where one price is lower: the values that differ, and the steps of one alone', async () => {
    const a = await detailOf(priced, 'a', { Fetch: [{ price: 80, page: 'same' }] });
    const b = await detailOf(priced, 'b', { Fetch: [{ price: 120, page: 'same' }] });
    const { steps } = compareRuns(a, b);
    expect(steps.map(({ state, a: left, b: right }) => [state, left?.status ?? null, right?.status ?? null])).toEqual([
      ['Fetch', 'succeeded', 'succeeded'],
      ['Cheap?', 'succeeded', 'succeeded'],
      ['Log', null, 'succeeded'],
      ['Tell', 'succeeded', null],
    ]);
    expect(steps[0]?.differences).toEqual([{ of: 'output', path: 'price', a: '80', b: '120' }]);
  });

  it('of a loop: each round beside the same round, the rounds of one alone after it', async () => {
    const a = await detailOf(asked, 'a', { Fetch: ['busy', 'done'] });
    const b = await detailOf(asked, 'b', { Fetch: ['busy', 'busy', 'done'] });
    const { steps } = compareRuns(a, b);
    const fetched = steps.filter(({ state }) => state === 'Fetch');
    expect(
      fetched.map(({ a: left, b: right, differences }) => [left !== null, right !== null, differences.length]),
    ).toEqual([
      [true, true, 0],
      [true, true, 1],
      [false, true, 0],
    ]);
    expect(steps.at(-1)?.state).toBe('Tell');
  });

  it('tell a few differences of a step, and how many more there are', async () => {
    const many = (add: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`n${index}`, index + add]));
    const a = await detailOf(priced, 'a', { Fetch: [{ price: 1, ...many(0), long: 'x'.repeat(5_000) }] });
    const b = await detailOf(priced, 'b', { Fetch: [{ price: 1, ...many(1), long: 'y'.repeat(5_000) }] });
    const [fetch] = compareRuns(a, b).steps;
    expect(fetch?.differences).toHaveLength(6);
    expect(fetch?.more).toBe(35);
    expect(JSON.stringify(fetch).length).toBeLessThan(2_000);
  });
});
