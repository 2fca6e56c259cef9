/**
 * A month as the Usage page shows it. Hunts: a run counted on the wrong day, or twice, in the night the clock changes; an outcome in no
 * column; a dry run that counts; a list of thousands of flows on its way to the window.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sumsOfMonth } from '../../../src/main/budgets/month-sums.ts';
import { usageMonthOf } from '../../../src/main/budgets/usage-month.ts';
import { Settings } from '../../../src/main/settings/settings.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import { insertUsage } from '../../../src/main/store/tables/usage.ts';
import type { RunStatus } from '../../../src/shared/domain/run.ts';

const timezone = 'Europe/Berlin';
const nowMs = Date.parse('2026-10-30T12:00:00Z');
let db: Database;
let settings: Settings;
beforeEach(() => {
  db = openDatabase(':memory:');
  settings = new Settings({ db, nowMs: () => nowMs, onChanged: () => undefined });
  addFlow('flow', 'A flow');
});
afterEach(() => db.close());

function addFlow(id: string, name: string): void {
  const definition = { StartAt: 'Only', States: { Only: { Type: 'Succeed' as const } } };
  const flow = { id, name, task: name, request: name, listed: true, userId: 'local', nowMs: 0 };
  insertFlow(db, flow, { definition, workerIds: {} });
}

function addRun(at: string, status: RunStatus, options: { flowId?: string; dry?: boolean } = {}): void {
  const id = `run ${at} ${status} ${options.flowId ?? ''}`;
  db.prepare(
    `INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms) VALUES (?, ?, 1, ?, '{}', ?, '{}', ?)`,
  ).run(id, options.flowId ?? 'flow', status, options.dry ? 1 : 0, Date.parse(at));
}

function addUse(at: string, tokens: number, micros: number): void {
  insertUsage(db, {
    id: `use ${at}`,
    atMs: Date.parse(at),
    role: 'worker',
    flowId: 'flow',
    runId: null,
    state: null,
    stepKey: null,
    rootRunId: null,
    runPath: '',
    flowPath: '/flow/',
    endpoint: 'mine',
    model: 'm',
    status: 'settled',
    inputTokens: tokens,
    outputTokens: 10,
    micros,
    toolCalls: 0,
    estimated: false,
  });
}

const monthOf = (month: string | null) => usageMonthOf(db, { month, timezone, nowMs, settings });
const dayOf = async (month: string, day: string) => (await monthOf(month)).days.find((one) => one.day === day);

describe('the days of a month', () => {
  it('are those of the calendar, also when one has 25 hours', async () => {
    addRun('2026-09-30T21:59:59.999Z', 'SUCCEEDED');
    addRun('2026-09-30T22:00:00Z', 'SUCCEEDED');
    // 25 October begins at 22:00 UTC and ends 25 hours later.
    addRun('2026-10-24T22:00:00Z', 'SUCCEEDED');
    addRun('2026-10-25T00:30:00Z', 'SUCCEEDED');
    addRun('2026-10-25T01:30:00Z', 'SUCCEEDED');
    addRun('2026-10-25T22:59:59.999Z', 'SUCCEEDED');
    addRun('2026-10-25T23:00:00Z', 'SUCCEEDED');
    const october = await monthOf('2026-10');
    expect(october.days).toHaveLength(31);
    expect(october.days.filter(({ succeeded }) => succeeded > 0).map(({ day, succeeded }) => [day, succeeded])).toEqual(
      [
        ['2026-10-01', 1],
        ['2026-10-25', 4],
        ['2026-10-26', 1],
      ],
    );
    expect((await dayOf('2026-09', '2026-09-30'))?.succeeded).toBe(1);
    expect([october.firstMonth, october.thisMonth]).toEqual(['2026-09', '2026-10']);
  });

  it('count every outcome once, and no dry run', async () => {
    const statuses: RunStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING', 'PARKED'];
    for (const status of statuses) addRun('2026-10-05T10:00:00Z', status);
    addRun('2026-10-05T11:00:00Z', 'SUCCEEDED', { dry: true });
    addUse('2026-10-05T10:00:00Z', 500, 2_000);
    addUse('2026-10-05T21:59:59Z', 300, 500);
    addUse('2026-10-05T22:00:00Z', 70, 1);
    expect(await dayOf('2026-10', '2026-10-05')).toEqual({
      day: '2026-10-05',
      succeeded: 1,
      failed: 2,
      cancelled: 1,
      open: 2,
      inputTokens: 800,
      outputTokens: 20,
      money: 0.0025,
    });
  });
});

describe('a busy month', () => {
  const october = (atOnce: number) => sumsOfMonth(db, { month: '2026-10', timezone, flowId: null }, atOnce);

  it('comes to the same however small the slices are, also where many began in one moment', async () => {
    addFlow('other', 'Other');
    for (let index = 0; index < 40; index += 1) {
      const flowId = index % 3 === 0 ? 'other' : 'flow';
      addRun(`2026-10-${10 + (index % 4)}T10:00:00.${100 + index}Z`, index % 5 === 0 ? 'FAILED' : 'SUCCEEDED', {
        flowId,
      });
      addUse(`2026-10-${10 + (index % 4)}T11:00:00.${100 + index}Z`, index, 1);
    }
    for (const status of ['SUCCEEDED', 'FAILED', 'ABORTED', 'PARKED'] as const) {
      addRun('2026-10-20T10:00:00Z', status);
      addRun('2026-10-20T10:00:00Z', status, { flowId: 'other' });
    }
    const whole = await october(1_000);
    expect([...whole.runs.values()].reduce((sum, runs) => sum + runs, 0)).toBe(48);
    expect(whole.usage).toMatchObject([{ modelCalls: 40, inputTokens: 780 }]);
    for (const atOnce of [1, 2, 3, 7]) expect(await october(atOnce)).toEqual(whole);
  });

  it('lets others have their turn while it is read', async () => {
    for (let index = 0; index < 100; index += 1) addRun(`2026-10-10T10:00:00.${100 + index}Z`, 'SUCCEEDED');
    // One for each slice of ten.
    expect(await turnsOf(() => october(10))).toBeGreaterThanOrEqual((await turnsOf(() => october(1_000))) + 9);
  });
});

/** How often others got their turn meanwhile. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let working = true;
  const other = (): void => {
    turns += 1;
    if (working) setImmediate(other);
  };
  setImmediate(other);
  await work();
  working = false;
  return turns;
}

describe('the month', () => {
  it('names the flows that used or ran most, and how many there are besides', async () => {
    for (let index = 0; index < 40; index += 1) {
      const flowId = `f${index}`;
      addFlow(flowId, `Flow ${index}`);
      for (let run = 0; run <= index; run += 1) addRun(`2026-10-05T10:00:00.${100 + run}Z`, 'SUCCEEDED', { flowId });
    }
    addUse('2026-10-05T10:00:00Z', 500, 2_000);
    const { report, otherFlows } = await monthOf(null);
    expect(report.flows.map(({ name }) => name).slice(0, 3)).toEqual(['A flow', 'Flow 39', 'Flow 38']);
    expect(report.flows.length + otherFlows).toBe(41);
    expect(report.flows).toHaveLength(15);
  });

  it('says what is spent of the limits that are set, as of now', async () => {
    addUse('2026-10-01T10:00:00Z', 5_000, 400_000);
    addUse('2026-10-30T10:00:00Z', 1_000, 100_000);
    settings.set('budget.usd-per-month', 2);
    expect((await monthOf('2026-09')).budgets).toEqual([
      { span: 'day', kind: 'tokens', limit: 2_000_000, spent: 1_010 },
      { span: 'month', kind: 'money', limit: 2, spent: 0.5 },
    ]);
    settings.set('budget.tokens-per-day', null);
    settings.set('budget.usd-per-month', null);
    expect((await monthOf(null)).budgets).toEqual([]);
    settings.set('budget.runs-per-day', 5);
    expect((await monthOf(null)).budgets).toEqual([{ span: 'day', kind: 'runs', limit: 5, spent: 0 }]);
  });

  it('is empty where nothing has happened', async () => {
    const { report, days, firstMonth } = await monthOf(null);
    expect([report.flows, days.length, firstMonth]).toEqual([[], 31, '2026-10']);
  });
});
