/**
 * A schedule fires by itself, with the window closed and without one. Hunts: a firing that is dropped or done twice, a run without
 * its row in the ledger, an outcome nobody is told, an app that ends with its window.
 */
import { describe, expect, it } from 'vitest';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import type { RunSummary } from '../../src/shared/domain/run.ts';
import { eventually } from '../support/eventually.ts';
import { onceIn, rowFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';
import { DesktopNotifications } from '../support/notifications.ts';
import { hashBecomes } from '../support/window.ts';

const inTray = 'Majordomo keeps running';

/** The ledger, the runs and the rows that a flow has left. */
async function leftBy(home: Home, flowId: string) {
  const { json: flow } = await home.json<FlowDetail>('flow', 'show', flowId);
  const { json: runs } = await home.json<RunSummary[]>('run', 'list');
  const { json: table } = await home.json<{ rows?: unknown[] }>('table', 'query', 'firings');
  return {
    occurrences: flow.occurrences.map(({ status, runId }) => ({ status, runId })),
    runs: runs.map(({ id, status, trigger }) => ({ id, status, trigger })),
    rows: table.rows?.length ?? 0,
  };
}

describe('with the window closed to the tray', () => {
  it('a due schedule fires once, tells its outcome, and a press on that opens its run', async () => {
    const home = homeOfTest();
    const notifications = new DesktopNotifications();
    const app = await home.open();
    await app.closeWindow();
    await notifications.waitFor(inTray);
    expect(await app.isWindowVisible()).toBe(false);

    const file = home.file('flow.json', rowFlow('Evening row', onceIn(2_500)));
    const { json: added } = await home.json<FlowSummary>('flow', 'add', file);
    await notifications.pressTheNext();
    await hashBecomes(app.page, /^#\/runs\/run_/);
    expect(await app.isWindowVisible()).toBe(true);
    const runId = (await hashBecomes(app.page, /^#\/runs\//)).replace('#/runs/', '');

    expect(notifications.list().filter(({ title }) => title !== inTray)).toEqual([
      expect.objectContaining({ title: 'Evening row', body: expect.stringContaining('firings') }),
    ]);
    expect(await leftBy(home, added.id)).toEqual({
      occurrences: [{ status: 'ran', runId }],
      runs: [{ id: runId, status: 'SUCCEEDED', trigger: 'schedule' }],
      rows: 1,
    });
  });

  it('it says only the first time that it keeps running, also after a restart', async () => {
    const home = homeOfTest();
    const notifications = new DesktopNotifications();
    const app = await home.open();
    await app.closeWindow();
    await notifications.waitFor(inTray);
    await app.quit();
    const again = await home.open();
    await again.closeWindow();
    await eventually(async () => expect(await again.isWindowVisible()).toBe(false));
    // What comes after it in the same queue shows that nothing was said before.
    const failing = { ...rowFlow('Last word', onceIn(1_000)), workers: [] };
    failing.definition.States = { 'Note it': { Type: 'Fail', Error: 'Test.Last', Cause: 'the last word' } };
    await home.json('flow', 'add', home.file('flow.json', failing));
    await notifications.waitFor('the last word');
    expect(notifications.list().map(({ title }) => title)).toEqual([inTray, 'Last word failed']);
  });
});

describe('under serve', () => {
  it('a due schedule fires once, prints a line and tells its outcome', async () => {
    const home = homeOfTest();
    const notifications = new DesktopNotifications();
    const serving = await home.serve();
    const file = home.file('flow.json', rowFlow('Served row', onceIn(1_500)));
    const { json: added } = await home.json<FlowSummary>('flow', 'add', file);
    const line = await serving.waitForLine('firing');
    expect(line).toMatchObject({ flowId: added.id, flowName: 'Served row', status: 'ran' });
    await notifications.waitFor('Served row');

    expect(await leftBy(home, added.id)).toEqual({
      occurrences: [{ status: 'ran', runId: line.runId }],
      runs: [{ id: line.runId, status: 'SUCCEEDED', trigger: 'schedule' }],
      rows: 1,
    });
    expect(await serving.stop()).toBe(0);
    expect(serving.lines.filter(({ event }) => event === 'firing')).toHaveLength(1);
  });

  it('each second of a schedule has one row in the ledger and one run', async () => {
    const home = homeOfTest();
    const serving = await home.serve();
    const file = home.file('flow.json', rowFlow('Every second', 'every second'));
    const { json: added } = await home.json<FlowSummary>('flow', 'add', file);
    await eventually(() => expect(serving.lines.length).toBeGreaterThan(4));
    await home.json('flow', 'cancel', added.id);
    await eventually(async () => {
      const { json } = await home.json<FlowSummary>('flow', 'show', added.id);
      expect(json.runningCount).toBe(0);
    });

    const { json: flow } = await home.json<FlowDetail>('flow', 'show', added.id);
    const due = flow.occurrences.map(({ dueAtMs }) => dueAtMs).sort((a, b) => a - b);
    expect(due).toEqual(due.map((_, index) => (due[0] ?? 0) + index * 1000));
    const started = flow.occurrences.flatMap(({ runId }) => runId ?? []).sort();
    expect(started).toEqual(flow.runs.map(({ id }) => id).sort());
    expect(new Set(started).size).toBe(started.length);
    const { json: table } = await home.json<{ rows: unknown[] }>('table', 'query', 'firings');
    expect(table.rows).toHaveLength(started.length);
  });

  it('what fell due while nothing ran fires once at the next start, as late', async () => {
    const home = homeOfTest();
    const schedule = onceIn(1_200);
    const file = home.file('flow.json', rowFlow('While away', schedule));
    const { json: added } = await home.json<FlowSummary>('flow', 'add', file);
    const dueAtMs = Date.parse(schedule.at[0] ?? '');
    // Past the grace within which a firing counts as on time.
    await eventually(() => expect(Date.now()).toBeGreaterThan(dueAtMs + 1_000));
    expect((await home.json<unknown[]>('run', 'list')).json).toEqual([]);

    const serving = await home.serve();
    const line = await serving.waitForLine('firing');
    expect(line).toMatchObject({ flowId: added.id, due: new Date(dueAtMs).toISOString() });
    const left = await leftBy(home, added.id);
    expect(left).toEqual({
      occurrences: [{ status: line.status, runId: line.runId }],
      runs: [{ id: line.runId, status: 'SUCCEEDED', trigger: 'schedule' }],
      rows: 1,
    });
  });

  it('a paused flow does not fire, and the ledger says so', async () => {
    const home = homeOfTest();
    const serving = await home.serve();
    const file = home.file('flow.json', rowFlow('Paused', onceIn(1_500)));
    const { json: added } = await home.json<FlowSummary>('flow', 'add', file);
    await home.json('flow', 'pause', added.id);
    const line = await serving.waitForLine('firing');
    expect(line).toMatchObject({ flowId: added.id, status: 'skipped', runId: null });
    expect(line.reason).toMatch(/paused/i);
    expect((await home.json<unknown[]>('run', 'list')).json).toEqual([]);
  });
});
