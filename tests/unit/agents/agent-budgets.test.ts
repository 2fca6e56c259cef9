/**
 * Budgets over a tree of agents. Hunts: workers that spend past the limit together, a run that stops without a word, a question that is
 * lost over a restart or asked again and again, a refusal that a flow cannot catch.
 */
import { describe, expect, it, vi } from 'vitest';
import { listApprovals } from '../../../src/main/store/tables/approvals.ts';
import { runStatusOf } from '../../../src/main/store/tables/runs.ts';
import type { FlowBudget } from '../../../src/shared/domain/budget.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { type AgentWorld, agentWorld, thinker, thinkFlow } from '../../support/agent-world.ts';
import { eventually } from '../../support/eventually.ts';
import { ScriptedModel, said } from '../../support/scripted-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// Real processes: each start takes a second on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Three workers: one of its own, two in child flows, all at the same time. */
const tree: StateMachine = {
  StartAt: 'Together',
  States: {
    Together: {
      Type: 'Parallel',
      End: true,
      Branches: ['worker:thinker', 'flow:left', 'flow:right'].map((Resource) => ({
        StartAt: 'Do',
        States: { Do: { Type: 'Task' as const, Resource, End: true as const } },
      })),
    },
  },
};
/** Each agent wants to go on for ever, 1,000 tokens an answer. */
function spendthrift(): ScriptedModel {
  return new ScriptedModel(() => said('', { calls: [['table_query', { table: 'none' }]], input: 600, output: 400 }));
}
const tools = [{ tool: 'table_query', limits: { tables: ['none'] } }];
const paid = (model: ScriptedModel): number => model.calls.length * 1_000;
const pending = ({ db }: AgentWorld) => listApprovals(db, { pendingOnly: true, limit: 10 });

function plant(world: AgentWorld, budget: FlowBudget): void {
  for (const name of ['left', 'right']) world.flow(name, thinkFlow(), [thinker(tools, { maxRounds: 100 })]);
  world.flow('flow', tree, [thinker(tools, { maxRounds: 100 })], budget);
}

describe('a budget of tokens', () => {
  it('stops a tree of three workers before it is exceeded', async () => {
    const model = spendthrift();
    const world = agentWorld({ folder: tempFolder(), model });
    plant(world, { perRun: { tokens: 40_000 }, whenReached: 'stop' });
    const end = await (await world.run('flow')).ended;
    expect(end).toMatchObject({ status: 'FAILED', error: 'Budget.Exceeded' });
    expect(paid(model)).toBeGreaterThan(20_000);
    expect(paid(model)).toBeLessThanOrEqual(40_000);
  });

  it('can be caught by the flow', async () => {
    const world = agentWorld({ folder: tempFolder(), model: spendthrift() });
    const machine = thinkFlow({ Catch: [{ ErrorEquals: ['Budget.Exceeded'], Next: 'Else' }] });
    machine.States.Else = { Type: 'Pass', Output: 'enough', End: true };
    world.flow('flow', machine, [thinker(tools, { maxRounds: 100, budget: { tokens: 12_000 } })], {
      whenReached: 'stop',
    });
    expect(await (await world.run('flow')).ended).toMatchObject({ status: 'SUCCEEDED', output: 'enough' });
  });

  it('parks the run with one question; after a restart and a yes it goes on, after a no it ends', async () => {
    const folder = tempFolder();
    const model = spendthrift();
    const before = agentWorld({ folder, model });
    plant(before, { perRun: { tokens: 20_000 }, whenReached: 'ask' });
    await before.run('flow');
    await eventually(() => expect(runStatusOf(before.db, 'run')?.status).toBe('PARKED'));
    await eventually(() => expect(before.agentProcesses.length).toBe(3));
    const spent = await eventually(() => {
      expect(pending(before)).toHaveLength(1);
      expect(before.engine.idle).toBe(true);
      return paid(model);
    });
    expect(spent).toBeLessThanOrEqual(20_000);
    expect(before.asked).toEqual([
      '“flow” has reached its budget of 20,000 tokens for one run. Allow 20,000 tokens more?',
    ]);

    const after = agentWorld({ folder, model });
    after.engine.recover();
    await eventually(() => expect(after.agentProcesses.length).toBeGreaterThanOrEqual(3));
    expect(runStatusOf(after.db, 'run')?.status).toBe('PARKED');
    after.approvals.decide(pending(after)[0]?.id ?? '', 'approved', null);
    await eventually(() => expect(after.asked).toHaveLength(1));
    expect(paid(model)).toBeGreaterThan(spent);
    expect(paid(model)).toBeLessThanOrEqual(40_000);
    const ended = after.engine.endOf('run');
    after.approvals.decide(pending(after)[0]?.id ?? '', 'denied', null);
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'Budget.Exceeded' });
    expect(pending(after)).toEqual([]);
    expect(paid(model)).toBeLessThanOrEqual(40_000);
  });
});

describe('a budget of tool calls', () => {
  it('counts what steps and agents call together', async () => {
    const world = agentWorld({ folder: tempFolder(), model: spendthrift() });
    const machine: StateMachine = {
      StartAt: 'Row',
      States: {
        Row: {
          Type: 'Task',
          Resource: 'worker:thinker/table_insert',
          Arguments: { table: 'none', row: { a: 1 } },
          Next: 'Think',
        },
        Think: { Type: 'Task', Resource: 'worker:thinker', End: true },
      },
    };
    const both = [...tools, { tool: 'table_insert', limits: { tables: ['none'] } }];
    world.flow('flow', machine, [thinker(both)], { perRun: { toolCalls: 3 }, whenReached: 'stop' });
    expect(await (await world.run('flow')).ended).toMatchObject({ status: 'FAILED', error: 'Budget.Exceeded' });
    expect(world.db.prepare('SELECT sum(tool_calls) AS n FROM usage').get()).toEqual({ n: 3 });
  });
});
