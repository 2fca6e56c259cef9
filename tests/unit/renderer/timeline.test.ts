/**
 * A run's steps on its time axis. Hunts: iterations mixed up between two visits of a Map, a failed item that stays folded away among
 * thousands, bars outside the axis, a zoom that leaves the run.
 */
import { describe, expect, it } from 'vitest';
import { isCarried, panned, segmentsOf, spanOf, ticksOf, zoomed } from '../../../src/renderer/lib/timeline.ts';
import { foldsAround, rowsOf, type TimelineRow, treeOf } from '../../../src/renderer/lib/timeline-rows.ts';
import type { ShownRun, ShownStep } from '../../../src/shared/domain/run.ts';

let seq = 0;
function step(state: string, more: Partial<ShownStep> = {}): ShownStep {
  seq += 1;
  return {
    ...{ seq, state, node: state, scope: '', stateType: 'Task', title: state, resource: null, status: 'succeeded' },
    ...{
      attempts: [],
      enteredAtMs: seq,
      exitedAtMs: seq + 1,
      resumesAtMs: null,
      error: null,
      cause: null,
      usage: null,
    },
    ...more,
  };
}
const told = (rows: readonly TimelineRow[]): string[] =>
  rows.map(
    (row) => '  '.repeat(row.depth) + (row.kind === 'step' ? row.step.title : `${row.of} ${row.index} (${row.steps})`),
  );
const rowsWith = (steps: ShownStep[], folded = new Map<string, boolean>()) => rowsOf(treeOf(steps), folded);

/** A Map with this many items, two steps each. */
const mapped = (items: number, failing = -1): ShownStep[] => [
  step('Each', { stateType: 'Map' }),
  ...Array.from({ length: items }, (_, index) => [
    step('Fetch', { scope: `/Each[${index}]` }),
    step('Log', { scope: `/Each[${index}]`, status: index === failing ? 'failed' : 'succeeded' }),
  ]).flat(),
  step('After'),
];

describe('the rows of a timeline', () => {
  it('nest the items of a Map and the branches of a Parallel in lanes, in their order', () => {
    const steps = [
      step('Each', { stateType: 'Map' }),
      step('Both', { stateType: 'Parallel', scope: '/Each[1]' }),
      step('Right', { scope: '/Each[1]/Both[1]' }),
      step('Left', { scope: '/Each[1]/Both[0]' }),
      step('Fetch', { scope: '/Each[0]' }),
      step('After'),
    ];
    expect(told(rowsWith(steps))).toEqual([
      'Each',
      '  map 0 (1)',
      '    Fetch',
      '  map 1 (1)',
      '    Both',
      '      branch 0 (1)',
      '        Left',
      '      branch 1 (1)',
      '        Right',
      'After',
    ]);
  });

  it('give an item that a run took over in part the time since its own first step', () => {
    const steps = [
      step('Each', { stateType: 'Map', enteredAtMs: 1_000, exitedAtMs: 1_300 }),
      step('Fetch', { scope: '/Each[0]', enteredAtMs: 10, exitedAtMs: 20 }),
      step('Log', { scope: '/Each[0]', enteredAtMs: 1_000, exitedAtMs: 1_100 }),
      step('Fetch', { scope: '/Each[1]', enteredAtMs: 10, exitedAtMs: 30 }),
    ];
    const lanes = rowsOf(treeOf(steps), new Map(), 1_000).filter(({ kind }) => kind === 'lane');
    expect(lanes).toMatchObject([
      { index: 0, enteredAtMs: 1_000, exitedAtMs: 1_100 },
      { index: 1, enteredAtMs: 10, exitedAtMs: 30 },
    ]);
  });

  it('keep the items of a second visit of the same Map apart from those of the first', () => {
    const round = () => [step('Each', { stateType: 'Map' }), step('Fetch', { scope: '/Each[0]' })];
    expect(told(rowsWith([...round(), ...round()]))).toEqual([
      'Each',
      '  map 0 (1)',
      '    Fetch',
      'Each',
      '  map 0 (1)',
      '    Fetch',
    ]);
  });

  it('fold many items to one row each, but not the one that failed', () => {
    const rows = told(rowsWith(mapped(5, 3)));
    expect(rows).toEqual([
      'Each',
      '  map 0 (2)',
      '  map 1 (2)',
      '  map 2 (2)',
      '  map 3 (2)',
      '    Fetch',
      '    Log',
      '  map 4 (2)',
      'After',
    ]);
  });

  it('fold thousands away until they are asked for, and find the way to any of them', () => {
    const steps = mapped(5_000, 4_321);
    const tree = treeOf(steps);
    expect(told(rowsOf(tree, new Map()))).toEqual(['Each', 'After']);
    const failed = steps.find(({ status }) => status === 'failed');
    const key = `step-${failed?.seq}`;
    const around = foldsAround(tree, key) ?? [];
    expect(around).toHaveLength(2);
    const rows = rowsOf(tree, new Map(around.map((fold) => [fold, false])));
    expect(rows).toHaveLength(5_000 + 2 + 2);
    expect(rows.some((row) => row.key === key)).toBe(true);
  });

  it('take names with anything in them', () => {
    const steps = [step('a/b[1]', { stateType: 'Map' }), step('x', { scope: '/a/b[1][0]' })];
    expect(told(rowsWith(steps))).toEqual(['a/b[1]', '  map 0 (1)', '    x']);
  });
});

const run = (more: Partial<ShownRun['run']> = {}, forked = false): Pick<ShownRun, 'run' | 'steps' | 'forkedFrom'> => ({
  run: {
    ...{ id: 'run', flowId: 'flow', flowName: 'Flow', version: 1, status: 'SUCCEEDED', trigger: 'manual' },
    ...{ startedAtMs: 1_000, endedAtMs: 11_000, error: null, cause: null, input: null, output: null },
    ...more,
  },
  steps: [],
  forkedFrom: forked ? { runId: 'earlier', state: 'Fetch', within: [] } : null,
});

describe('the time axis', () => {
  it('begins with the run, also when its first steps were taken over from an earlier one', () => {
    const early = step('Fetch', { enteredAtMs: 10, exitedAtMs: 20 });
    const forked = { ...run({}, true), steps: [early] };
    expect(spanOf(forked, 0)).toEqual({ startMs: 1_000, endMs: 11_000 });
    expect(isCarried(forked, early)).toBe(true);
    expect(isCarried(forked, step('Log', { enteredAtMs: 2_000, exitedAtMs: 3_000 }))).toBe(false);
    expect(spanOf({ ...run({ endedAtMs: null }), steps: [] }, 5_000)).toEqual({ startMs: 1_000, endMs: 5_000 });
  });

  it('zooms around a place and stays within the run', () => {
    const whole = { startMs: 0, endMs: 1_000 };
    const half = zoomed(whole, whole, 0.5, 1);
    expect(half).toEqual({ startMs: 500, endMs: 1_000 });
    expect(zoomed(half, whole, 4, 0.5)).toEqual(whole);
    expect(panned(half, whole, 3)).toEqual({ startMs: 500, endMs: 1_000 });
    expect(panned(half, whole, -0.5)).toEqual({ startMs: 250, endMs: 750 });
    let deep = whole;
    for (let round = 0; round < 50; round += 1) deep = zoomed(deep, whole, 0.5, 0.5);
    expect(deep.endMs - deep.startMs).toBeGreaterThanOrEqual(4);
  });

  it('tells work from waiting, an attempt a bar, and leaves out what is out of view', () => {
    const retried = step('Fetch', {
      enteredAtMs: 0,
      exitedAtMs: 100,
      attempts: [
        { startedAtMs: 0, endedAtMs: 20, error: 'Http.Status', cause: null },
        { startedAtMs: 60, endedAtMs: 100, error: null, cause: null },
      ],
    });
    const whole = { startMs: 0, endMs: 100 };
    expect(segmentsOf(retried, whole, 100)).toEqual([
      { kind: 'work', tone: 'warn', leftPercent: 0, widthPercent: 20 },
      { kind: 'wait', tone: 'warn', leftPercent: 20, widthPercent: 40 },
      { kind: 'work', tone: 'ok', leftPercent: 60, widthPercent: 40 },
    ]);
    expect(segmentsOf(retried, { startMs: 50, endMs: 70 }, 100)).toEqual([
      { kind: 'wait', tone: 'warn', leftPercent: 0, widthPercent: 50 },
      { kind: 'work', tone: 'ok', leftPercent: 50, widthPercent: 50 },
    ]);
    const wait = step('Wait', { stateType: 'Wait', status: 'waiting', enteredAtMs: 0, exitedAtMs: null });
    expect(segmentsOf(wait, whole, 40)).toEqual([{ kind: 'wait', tone: 'neutral', leftPercent: 0, widthPercent: 40 }]);
  });

  it.each([
    [900, [0, 200, 400, 600, 800]],
    [10_000, [0, 2_000, 4_000, 6_000, 8_000, 10_000]],
    [3_600_000, [0, 900_000, 1_800_000, 2_700_000, 3_600_000]],
    [90_000_000, [0, 21_600_000, 43_200_000, 64_800_000, 86_400_000]],
  ])('marks round moments: %d ms', (length, offsets) => {
    const ticks = ticksOf({ startMs: 1_000, endMs: 1_000 + length }, 1_000, 5);
    expect(ticks.map(({ offsetMs }) => offsetMs)).toEqual(offsets);
    for (const { leftPercent } of ticks) expect(leftPercent).toBeLessThanOrEqual(100);
  });
});
