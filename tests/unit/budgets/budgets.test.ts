/**
 * Reservations. Hunts: a limit that is passed by calls that go on at the same time, a tree of runs that spends its budget once a run,
 * a call whose outcome is unknown and that costs nothing, a call refused for what was only reserved.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Budgets, type CallBounds, type Spender } from '../../../src/main/budgets/budgets.ts';
import { meter } from '../../../src/main/budgets/meter.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { askApproval, decideApproval } from '../../../src/main/store/tables/approvals.ts';
import { noteBudgetRequest } from '../../../src/main/store/tables/budgets.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import type { RunOrigin } from '../../../src/main/workflow/ports.ts';
import type { FlowBudget, GlobalBudget, ModelPrice } from '../../../src/shared/domain/budget.ts';
import { ScriptedModel, said } from '../../support/scripted-model.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

const definition = { StartAt: 'End', States: { End: { Type: 'Succeed' as const } } };
let db: Database;
let clock: VirtualClock;
let price: ModelPrice | null;
let global: GlobalBudget;
beforeEach(() => {
  db = openDatabase(':memory:');
  clock = new VirtualClock(Date.parse('2026-11-22T09:00:00Z'));
  price = null;
  global = { perRun: {}, perDay: {}, perMonth: {} };
});
afterEach(() => db.close());

const open = () => new Budgets({ db, clock, timezone: 'Europe/Berlin', priceOf: () => price, global: () => global });

function flow(id: string, budget: FlowBudget | null): void {
  insertFlow(
    db,
    { id, name: id, task: id, request: id, listed: true, userId: 'local', nowMs: 0 },
    { definition, workerIds: {}, budget },
  );
}

async function run(id: string, flowId: string, origin: RunOrigin = { kind: 'manual' }): Promise<void> {
  const record = { id, flowId, version: 1, definition, input: {}, origin, dryRun: false, startedAtMs: clock.nowMs() };
  await new SqliteJournal(db).create(record, []);
}

const child = (parentRunId: string): RunOrigin => ({ kind: 'child', parentRunId, depth: 1 });
const spender = (runId: string, limits: NonNullable<Spender['step']>['limits'] = null): Spender => ({
  role: 'worker',
  endpoint: 'here',
  step: { runId, state: 'Think', key: `${runId}:2`, limits },
});
const call = (key: string, inputTokens = 1_000, outputTokens = 1_000): CallBounds => ({
  key,
  model: 'm',
  inputTokens,
  outputTokens,
  leastOutputTokens: 100,
});
function reserved(budgets: Budgets, who: Spender, bounds: CallBounds): string {
  const answer = budgets.reserve(who, bounds);
  if (answer.kind !== 'reserved') throw new Error(`not reserved: ${JSON.stringify(answer)}`);
  return answer.reservation.id;
}
const used = (inputTokens: number, outputTokens: number) => ({ inputTokens, outputTokens, estimated: false });

describe('a reservation', () => {
  it('never lets calls that go on together pass the limit of their tree', async () => {
    flow('parent', { perRun: { tokens: 5_000 }, whenReached: 'ask' });
    flow('child', null);
    await run('top', 'parent');
    await run('left', 'child', child('top'));
    await run('right', 'child', child('top'));
    const budgets = open();
    const first = reserved(budgets, spender('left'), call('a'));
    reserved(budgets, spender('right'), call('b'));
    // 4,000 of 5,000 are reserved: a third waits for the first two to say what they really used.
    expect(budgets.reserve(spender('top'), call('c')).kind).toBe('wait');
    const waited = budgets.reserveSoon(spender('top'), call('c'), new AbortController().signal);
    budgets.settle(first, spender('left'), 'm', used(500, 100));
    expect(await waited).toMatchObject({ ok: true, value: { outputTokens: 1_000 } });
  });

  it('is refused when what is already spent leaves no room, naming the limit', async () => {
    flow('parent', { perRun: { tokens: 2_500 }, whenReached: 'ask' });
    await run('top', 'parent');
    const budgets = open();
    budgets.settle(reserved(budgets, spender('top'), call('a')), spender('top'), 'm', used(1_000, 500));
    const answer = budgets.reserve(spender('top'), call('b'));
    expect(answer).toMatchObject({
      kind: 'short',
      shortfall: { limit: { scope: 'run', kind: 'tokens', spent: 1_500 } },
    });
  });

  it('shortens the answer to what is left when nothing is under way', async () => {
    flow('parent', { perRun: { tokens: 1_400 }, whenReached: 'ask' });
    await run('top', 'parent');
    expect(open().reserve(spender('top'), call('a'))).toMatchObject({
      kind: 'reserved',
      reservation: { outputTokens: 400 },
    });
  });

  it('stands when its process ends before the answer, and the repeated call is counted by itself', async () => {
    flow('parent', { perRun: { tokens: 4_000 }, whenReached: 'ask' });
    await run('top', 'parent');
    reserved(open(), spender('top'), call('a'));
    const again = open();
    expect(reserved(again, spender('top'), call('a'))).toBe('a#1');
    again.settle('a#1', spender('top'), 'm', used(1_000, 1_000));
    expect(again.reserve(spender('top'), call('b')).kind).toBe('short');
  });

  it('holds for the step, the flow’s day, the day and the month alike', async () => {
    flow('daily', { perRun: { tokens: 100_000 }, perDay: { tokens: 3_000 }, whenReached: 'stop' });
    await run('one', 'daily');
    await run('two', 'daily');
    const budgets = open();
    const spend = (who: Spender, key: string) =>
      budgets.settle(reserved(budgets, who, call(key)), who, 'm', used(1_000, 1_000));
    expect(budgets.reserve(spender('one', { tokens: 1_050 }), call('s'))).toMatchObject({
      shortfall: { limit: { scope: 'step' } },
    });
    spend(spender('one'), 'a');
    expect(budgets.reserve(spender('two'), call('b'))).toMatchObject({
      shortfall: { limit: { scope: 'flow-day', whenReached: 'stop' } },
    });
    // 23:00 UTC is the next day in Berlin.
    clock.advanceTo(Date.parse('2026-11-22T23:00:00Z'));
    spend(spender('two'), 'b');
    global = { perRun: {}, perDay: {}, perMonth: { tokens: 4_500 } };
    expect(budgets.reserve({ role: 'assistant', endpoint: 'here' }, call('chat'))).toMatchObject({
      shortfall: { limit: { scope: 'month', whenReached: 'stop' } },
    });
  });

  it('counts money by the price, and refuses a model whose price it does not know', async () => {
    flow('paid', { perRun: { money: 0.01 }, whenReached: 'ask' });
    await run('top', 'paid');
    expect(open().reserve(spender('top'), call('a'))).toMatchObject({
      kind: 'refused',
      error: { code: 'Budget.NoPrice' },
    });
    price = { inputPerMillion: 2, outputPerMillion: 10 };
    const budgets = open();
    // 1,000 in for $0.002 leave $0.008: 800 out.
    expect(budgets.reserve(spender('top'), call('b'))).toMatchObject({ reservation: { outputTokens: 800 } });
  });

  it('has more room once the user allows it', async () => {
    flow('parent', { perRun: { tokens: 1_000 }, whenReached: 'ask' });
    await run('top', 'parent');
    const budgets = open();
    expect(budgets.reserve(spender('top'), call('a')).kind).toBe('short');
    const asked = { runId: 'top', flowId: 'parent', state: 'Think', question: 'More?', detail: null };
    askApproval(db, { ...asked, id: 'x', key: 'k:0', expiresAtMs: Number.MAX_SAFE_INTEGER, createdAtMs: 0 });
    noteBudgetRequest(db, 'k:0', { scope: 'run', scopeId: 'top', kind: 'tokens' }, 1_000);
    expect(budgets.reserve(spender('top'), call('a')).kind).toBe('short');
    decideApproval(db, 'x', { status: 'approved', note: null, nowMs: 0 });
    expect(budgets.reserve(spender('top'), call('a')).kind).toBe('reserved');
  });
});

describe('a counted tool call', () => {
  it('is refused after as many as the run may make, and costs nothing where no budget counts them', async () => {
    flow('busy', { perRun: { toolCalls: 2 }, whenReached: 'ask' });
    await run('top', 'busy');
    const budgets = open();
    expect(budgets.limits(spender('top'), 'toolCalls')).toBe(true);
    expect(budgets.countToolCall(spender('top'), 'a', 'notify')).toBeNull();
    expect(budgets.countToolCall(spender('top'), 'b', 'notify')).toBeNull();
    expect(budgets.countToolCall(spender('top'), 'c', 'notify')).toMatchObject({ limit: { kind: 'toolCalls' } });
  });
});

describe('a metered client', () => {
  it('asks the model only within the budget and hands on what the call cost', async () => {
    global = { perRun: {}, perDay: { tokens: 2_000 }, perMonth: {} };
    const model = new ScriptedModel(() => said('Hello', { input: 900, output: 900 }));
    const client = meter(model, { role: 'assistant', endpoint: 'here' }, open());
    const request = { model: 'm', messages: [], tools: [], maxOutputTokens: 1_000 };
    const signal = new AbortController().signal;
    expect(await client.complete({ ...request, key: 'a' }, { signal })).toMatchObject({ ok: true });
    expect(await client.complete({ ...request, key: 'b' }, { signal })).toMatchObject({
      ok: false,
      error: { code: 'Budget.Exceeded', data: { scope: 'day', spent: 1_800 } },
      usage: { inputTokens: 0 },
    });
    expect(model.calls).toHaveLength(1);
  });

  it('lets two calls that do not fit together go one after the other', async () => {
    global = { perRun: {}, perDay: { tokens: 1_500 }, perMonth: {} };
    const model = new ScriptedModel();
    const client = meter(model, { role: 'assistant', endpoint: 'here' }, open());
    const request = { model: 'm', messages: [], tools: [], maxOutputTokens: 1_000 };
    const signal = new AbortController().signal;
    const both = Promise.all(['a', 'b'].map((key) => client.complete({ ...request, key }, { signal })));
    await settle();
    expect(model.calls).toHaveLength(1);
    model.calls[0]?.answer(said('one', { input: 10, output: 10 }));
    await settle();
    model.calls[1]?.answer(said('two', { input: 10, output: 10 }));
    expect((await both).map(({ ok }) => ok)).toEqual([true, true]);
  });
});
