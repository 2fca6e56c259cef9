/**
 * A definition as a graph, and the way a run took through it. Hunts: a way that the drawing lacks, a condition in code, a run whose
 * way is told by other ids than the graph's.
 */
import { describe, expect, it } from 'vitest';
import { describeTool } from '../../../src/main/flows/describe.ts';
import { pathOf } from '../../../src/main/flows/run-path.ts';
import { stepsOf } from '../../../src/main/flows/run-steps.ts';
import { flowGraph } from '../../../src/main/orchestrator/flow-graph.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../../src/main/workflow/memory-journal.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { RunPath } from '../../../src/shared/domain/flow-graph.ts';
import { branchingFlow, loopingFlow, nestedFlow } from '../../support/graphs.ts';
import { ScriptedExecutor, testRun } from '../../support/test-flow.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const graphOf = (definition: StateMachine) => flowGraph(definition, 3, describeTool);

describe('the graph of a flow', () => {
  it('says steps and conditions in words, and marks what is taken on failure', () => {
    const { nodes, edges, version } = graphOf(branchingFlow);
    expect(version).toBe(3);
    expect(nodes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'start: Start',
      'task: Fetch the page shop.example/kettle',
      'choice: Cheap?',
      'task: Notify you: Look',
      'task: Add a row to the table prices',
      'end: End',
    ]);
    const title = new Map(nodes.map((node) => [node.id, node.state ?? node.kind]));
    expect(edges.map(({ from, to, kind, label }) => [title.get(from), title.get(to), kind, label])).toEqual([
      ['start', 'Fetch', 'next', null],
      ['Fetch', 'Cheap?', 'next', null],
      ['Fetch', 'Tell', 'failure', 'if it fails'],
      ['Cheap?', 'Tell', 'choice', 'the price is below 100'],
      ['Cheap?', 'Log', 'choice', 'otherwise'],
      ['Tell', 'end', 'next', null],
      ['Log', 'end', 'next', null],
    ]);
  });

  it('nests what is inside a Map and the branches of a Parallel', () => {
    const { nodes } = graphOf(nestedFlow);
    const title = new Map(nodes.map((node) => [node.id, node.title]));
    expect(
      nodes.filter(({ parent }) => parent !== null).map(({ title: own, parent }) => [own, title.get(parent ?? '')]),
    ).toEqual([
      ['At the same time', 'For each product of a, b'],
      ['Branch 1', 'At the same time'],
      ['Fetch the page shop.example/kettle', 'Branch 1'],
      ['Fetch the page shop.example/kettle', 'Branch 1'],
      ['Branch 2', 'At the same time'],
      ['Fetch the page shop.example/kettle', 'Branch 2'],
    ]);
  });
});

/** Carried out by the real engine on a clock of its own. */
async function run(definition: StateMachine, executor: ScriptedExecutor): Promise<RunPath> {
  const clock = new VirtualClock(Date.parse('2026-11-22T09:00:00Z'));
  const journal = new MemoryJournal();
  const engine = new Engine({ clock, journal, executor });
  const record = testRun(definition, { startedAtMs: clock.nowMs() });
  const { ended } = await engine.start(record, { fastForward: true });
  const { status } = await ended;
  const { events } = journal.load(record.id);
  const summary = {
    ...{ id: record.id, flowId: 'flow', flowName: 'Flow', version: 1, status, trigger: 'manual' },
    ...{ startedAtMs: record.startedAtMs, endedAtMs: clock.nowMs(), error: null, cause: null },
  };
  return pathOf(summary, stepsOf(definition, events), events);
}

/** Each id of the path is one of the graph's; how often, by the states' names. */
function told(definition: StateMachine, path: RunPath) {
  const { nodes, edges } = graphOf(definition);
  const state = new Map(nodes.map((node) => [node.id, node.state ?? node.kind]));
  const edge = new Map(edges.map((one) => [one.id, `${state.get(one.from)} ${one.kind} ${state.get(one.to)}`]));
  return {
    visits: path.nodes.map(({ id, visits, status }) => `${state.get(id)} ${visits} ${status}`),
    ways: path.edges.map(({ id, times }) => `${edge.get(id)} ${times}`),
  };
}

describe('the way of a run', () => {
  it('counts how often it went round a loop', async () => {
    let asked = 0;
    const looping = structuredClone(loopingFlow);
    Object.assign(looping.States.Fetch ?? {}, { Assign: { status: '{% $states.result %}' } });
    const executor = new ScriptedExecutor(() => ({ ok: true, output: ++asked === 3 ? 'done' : 'busy' }));
    expect(told(looping, await run(looping, executor))).toEqual({
      visits: ['Fetch 3 succeeded', 'Done? 3 succeeded', 'Pause 2 succeeded', 'Tell 1 succeeded'],
      ways: [
        'start next Fetch 1',
        'Fetch next Done? 3',
        'Done? choice Pause 2',
        'Pause next Fetch 2',
        'Done? choice Tell 1',
        'Tell next end 1',
      ],
    });
  });

  it('takes the way for failures when a step fails', async () => {
    const executor = new ScriptedExecutor(({ state }) =>
      state === 'Fetch' ? { ok: false, error: 'Http.Status', cause: '503' } : { ok: true, output: null },
    );
    expect(told(branchingFlow, await run(branchingFlow, executor))).toEqual({
      visits: ['Fetch 1 caught', 'Tell 1 succeeded'],
      ways: ['start next Fetch 1', 'Fetch failure Tell 1', 'Tell next end 1'],
    });
  });

  it('adds up the iterations of a Map, and tells the branches of a Parallel apart', async () => {
    const executor = new ScriptedExecutor(() => ({ ok: true, output: null }));
    const { visits, ways } = told(nestedFlow, await run(nestedFlow, executor));
    expect(visits.toSorted()).toEqual([
      'After 1 succeeded',
      'Both 2 succeeded',
      'For each product 1 succeeded',
      'Left 2 succeeded',
      'Left on 2 succeeded',
      'Right 2 succeeded',
    ]);
    expect(ways.toSorted()).toEqual(
      [
        'start next For each product 1',
        'Left next Left on 2',
        'For each product next After 1',
        'After next end 1',
      ].toSorted(),
    );
  });

  it('ends where a step failed for good', async () => {
    const failing = structuredClone(loopingFlow);
    const executor = new ScriptedExecutor(() => ({ ok: false, error: 'Http.Status', cause: '503' }));
    const path = await run(failing, executor);
    expect(path.status).toBe('FAILED');
    expect(told(failing, path)).toEqual({ visits: ['Fetch 1 failed'], ways: ['start next Fetch 1'] });
  });
});
