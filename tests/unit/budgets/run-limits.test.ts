/**
 * Runs a day, by the whole app on virtual time. Hunts: two firings of one moment that both pass, a count that a restart or another zone's
 * midnight loses, a run over the limit that does something before the answer, a question for each of many firings.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../../src/main/app.ts';
import { forkRun } from '../../../src/main/flows/run-actions.ts';
import { setFlowBudget } from '../../../src/main/flows/set-flow-budget.ts';
import { listApprovals } from '../../../src/main/store/tables/approvals.ts';
import { listOccurrences } from '../../../src/main/store/tables/occurrences.ts';
import { insertSchedule } from '../../../src/main/store/tables/schedules.ts';
import { listTables, readTable } from '../../../src/main/store/user-tables.ts';
import type { FlowBudget } from '../../../src/shared/domain/budget.ts';
import type { SchedulePolicies } from '../../../src/shared/domain/schedule.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { startInProcess } from '../../evals/in-process-app.ts';
import { eventually } from '../../support/eventually.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let root: string;
let clock: VirtualClock;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'majordomo-runs-'));
  clock = new VirtualClock(Date.parse('2026-11-23T03:30:00Z'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A second one is the app after a restart, once the first was stopped. */
async function openApp(): Promise<App & { stopNow: () => Promise<void> }> {
  const { app } = startInProcess(root, 'UTC', { clock, wakeUp: (dueAtMs, fire) => clock.setTimer(dueAtMs, fire) });
  let stopped: Promise<void> | undefined;
  const stopNow = () => (stopped ??= app.stop());
  onTestFinished(stopNow);
  await app.start();
  return Object.assign(app, { stopNow });
}

/** A flow whose one step writes down a row. */
function rowFlow(app: App, name: string, budget: FlowBudget | null, Resource = 'worker:hand/table_insert'): string {
  const only: JsonObject = { Type: 'Task', Resource, Arguments: { table: 'rows', row: { by: name } }, End: true };
  const words = { name, task: name, request: name, flowText: name, scheduleText: null, schedule: null };
  const tools = [{ tool: 'table_insert', limits: { tables: ['rows'] } }];
  return app.orchestrator.setUp(
    {
      ...words,
      ...{ ifItFails: '', assumptions: [], triggers: [] },
      workers: [{ name: 'hand', prompt: 'Write it down.', tools }],
      definition: { StartAt: 'Row', States: { Row: only } } as never,
      ...(budget ? { budget } : {}),
    },
    { listed: true },
  ).flowId;
}

function hourly(app: App, flowId: string, id: string, more: Partial<SchedulePolicies> & { zone?: string } = {}): void {
  const { zone = 'UTC', ...policies } = more;
  const spec = { kind: 'cron' as const, cron: '0 * * * *', timezone: zone, text: 'hourly' };
  insertSchedule(app.db, { id, flowId, spec, nowMs: clock.nowMs(), ...policies });
  app.scheduleChanged(flowId);
}

/** The firings of the schedules so far, oldest first: hour (UTC), schedule, what became of it. */
const ledger = (app: App, flowId: string): string[] =>
  listOccurrences(app.db, { flowId, limit: 100 })
    .reverse()
    .map(
      ({ dueAtMs, scheduleId, status, reason }) =>
        `${new Date(dueAtMs).toISOString().slice(11, 13)} ${scheduleId} ${status}${reason === null ? '' : `: ${reason}`}`,
    );

/** Time goes on to a full hour; everything that comes of it has happened when this resolves. */
async function until(app: App, hour: string): Promise<void> {
  clock.advanceTo(Date.parse(hour));
  await app.scheduler.reconcile();
  await eventually(() => {
    const open = app.db.prepare(`SELECT count(*) FROM runs WHERE status = 'RUNNING'`).pluck().get();
    const due = app.db.prepare(`SELECT count(*) FROM occurrences WHERE status IN ('due', 'started')`).pluck().get();
    expect({ open, due }).toEqual({ open: 0, due: 0 });
  });
}
const rows = (app: App): unknown[] =>
  listTables(app.userTables).length === 0 ? [] : readTable(app.userTables, 'rows', 100).rows;
const asked = (app: App) => listApprovals(app.db, { pendingOnly: true, limit: 100 });

it('a firing over them is skipped with the reason; the count is of the day in the flow’s zone and survives a restart', async () => {
  const before = await openApp();
  const flowId = rowFlow(before, 'Two a day', { perDay: { runs: 2 }, whenReached: 'stop' });
  hourly(before, flowId, 's', { zone: 'America/New_York' });
  // 04:00 is still the day before in New York.
  for (const hour of ['04', '05', '06', '07']) await until(before, `2026-11-23T${hour}:00:00Z`);
  const skipped = 'skipped: the limit of 2 runs a day was reached';
  expect(ledger(before, flowId)).toEqual(['04 s ran', '05 s ran', '06 s ran', `07 s ${skipped}`]);
  await before.stopNow();

  const app = await openApp();
  await until(app, '2026-11-23T08:00:00Z');
  expect(ledger(app, flowId).at(-1)).toBe(`08 s ${skipped}`);
  await expect(app.control.run(flowId, { kind: 'manual' })).rejects.toMatchObject({
    code: 'Budget.RunsReached',
    message: expect.stringMatching(/Two a day.*2 runs a day was reached.*Workers and limits/),
  });
  const [ran] = listOccurrences(app.db, { flowId, limit: 100 }).filter(({ runId }) => runId !== null);
  await expect(forkRun(app, ran?.runId ?? '', 2)).rejects.toMatchObject({ code: 'Budget.RunsReached' });
  expect(rows(app)).toHaveLength(3);
  // Another limit is another version, and holds at once.
  setFlowBudget(app.db, flowId, { perDay: { runs: 3 }, whenReached: 'stop' }, clock.nowMs());
  await until(app, '2026-11-23T09:00:00Z');
  expect(ledger(app, flowId).at(-1)).toBe('09 s ran');
  expect(asked(app)).toEqual([]);
});

it('of two firings at the same moment one is started, and not more', async () => {
  const app = await openApp();
  const flowId = rowFlow(app, 'One a day', { perDay: { runs: 1 }, whenReached: 'stop' });
  for (const id of ['a', 'b', 'c']) hourly(app, flowId, id, { overlap: 'allow' });
  await until(app, '2026-11-23T04:00:00Z');
  expect(ledger(app, flowId).map((line) => line.slice(5, 12))).toEqual(expect.arrayContaining(['ran', 'skipped']));
  expect(ledger(app, flowId).filter((line) => line.endsWith(' ran'))).toHaveLength(1);
  expect(rows(app)).toHaveLength(1);
});

it('a flow that asks parks with one question, over a restart too, and does nothing before the answer', async () => {
  const before = await openApp();
  const flowId = rowFlow(before, 'Asks', { perDay: { runs: 1 }, whenReached: 'ask' });
  for (const id of ['a', 'b', 'c']) hourly(before, flowId, id, { overlap: 'allow' });
  await until(before, '2026-11-23T04:00:00Z');
  const waits = 'skipped: the limit of 1 run a day was reached, and a run waits for you to allow more';
  const ends = ledger(before, flowId).map((line) => line.slice(5));
  expect(ends.toSorted()).toEqual(['parked: waiting for your decision', 'ran', waits]);
  expect(rows(before)).toHaveLength(1);
  await before.stopNow();

  const app = await openApp();
  const [question, ...others] = asked(app);
  expect(others).toEqual([]);
  expect(question?.question).toBe('“Asks” has reached its budget of 1 run for one day of this flow. Allow 1 run more?');
  expect(rows(app)).toHaveLength(1);
  app.approvals.decide(question?.id ?? '', 'approved', null);
  await eventually(() => expect(rows(app)).toHaveLength(2));
  await until(app, '2026-11-23T05:00:00Z');
  const [again] = await eventually(() => {
    const now = asked(app);
    expect(now).toHaveLength(1);
    return now;
  });
  app.approvals.decide(again?.id ?? '', 'denied', null);
  await until(app, '2026-11-23T06:00:00Z');
  expect(
    ledger(app, flowId)
      .filter((line) => line.startsWith('06'))
      .map((line) => line.slice(5)),
  ).toEqual(Array.from({ length: 3 }, () => 'skipped: the limit of 2 runs a day was reached, and you said no to more'));
  expect(rows(app)).toHaveLength(2);
  // The next day of the user begins anew.
  await until(app, '2026-11-24T00:00:00Z');
  expect(rows(app).length).toBeGreaterThan(2);
});

it('a question withdrawn with its run is asked anew by the next firing and by the resumed run', async () => {
  const app = await openApp();
  const flowId = rowFlow(app, 'Asks', { perDay: { runs: 1 }, whenReached: 'ask' });
  hourly(app, flowId, 's', { overlap: 'allow' });
  await until(app, '2026-11-23T04:00:00Z');
  await until(app, '2026-11-23T05:00:00Z');
  const [first] = asked(app);
  await app.engine.cancel(first?.runId ?? '', 'enough');
  expect(asked(app)).toEqual([]);
  await app.engine.redrive(first?.runId ?? '');
  await eventually(() => expect(asked(app).map(({ runId }) => runId)).toEqual([first?.runId]));
  await app.engine.cancel(first?.runId ?? '', 'enough');
  await until(app, '2026-11-23T06:00:00Z');
  expect(asked(app)).toHaveLength(1);
  expect(asked(app)[0]?.runId).not.toBe(first?.runId);
});

it('the limit of everything together counts all flows, and neither dry runs nor runs that a flow starts', async () => {
  const app = await openApp();
  const inner = rowFlow(app, 'Inner', null);
  const outer = rowFlow(app, 'Outer', { whenReached: 'stop' }, 'flow:Inner');
  app.settings.set('budget.runs-per-day', 2);
  const run = async (flowId: string) => await (await app.control.run(flowId, { kind: 'manual' })).ended;
  expect(await run(outer)).toMatchObject({ status: 'SUCCEEDED' });
  await app.dryRun({
    name: 'Outer',
    workers: [],
    definition: { StartAt: 'End', States: { End: { Type: 'Succeed' } } },
  } as never);
  expect(await run(inner)).toMatchObject({ status: 'SUCCEEDED' });
  await expect(run(inner)).rejects.toMatchObject({
    code: 'Budget.RunsReached',
    message: expect.stringMatching(/2 runs a day for everything together.*settings/),
  });
  app.settings.set('budget.runs-per-day', null);
  expect(await run(inner)).toMatchObject({ status: 'SUCCEEDED' });
});
