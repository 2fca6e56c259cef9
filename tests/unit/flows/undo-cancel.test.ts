/**
 * A cancelled flow that is brought back. Hunts: a firing that is lost in between or comes twice, a schedule that had been replaced and
 * comes back too, a pause that is forgotten, a cancellation that can be undone in another life of the app.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../../src/main/app.ts';
import { insertOccurrence, listOccurrences } from '../../../src/main/store/tables/occurrences.ts';
import { insertSchedule, scheduleOfFlow } from '../../../src/main/store/tables/schedules.ts';
import { triggerViews } from '../../../src/main/triggers/trigger-changes.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryFolder } from '../../support/test-flow.ts';
import { addFlow, openTriggerApp } from '../triggers/trigger-app.ts';

async function opened(): Promise<{ app: App; folder: string; stop: () => Promise<void> }> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const { app, stop } = await openTriggerApp(folder.path);
  return { app, folder: folder.path, stop };
}

function schedule(app: App, flowId: string, everyMs: number): string {
  const id = `schedule-${flowId}-${everyMs}`;
  const nowMs = Date.now();
  insertSchedule(app.db, {
    id,
    flowId,
    spec: { kind: 'every', everyMs, anchorMs: nowMs, timezone: 'UTC', text: 'every so often' },
    nowMs,
  });
  app.scheduleChanged(flowId);
  return id;
}

const statusOf = (app: App, flowId: string): unknown =>
  app.db.prepare('SELECT status FROM scheduled_flows WHERE id = ?').pluck().get(flowId);
const activeOf = (app: App, flowId: string): unknown[] =>
  app.db.prepare('SELECT id FROM schedules WHERE flow_id = ? AND active = 1 ORDER BY id').pluck().all(flowId);

describe('undoing a cancellation', () => {
  it('brings back its schedule and triggers, and nothing that had been replaced before', async () => {
    const { app } = await opened();
    const other = addFlow(app, 'Other', []);
    const flowId = addFlow(app, 'Mine', [{ kind: 'flow', flow: other, on: 'any' }]);
    schedule(app, flowId, 86_400_000);
    app.db.prepare('UPDATE schedules SET active = 0 WHERE id = ?').run(schedule(app, flowId, 3_600_000));
    const active = activeOf(app, flowId);
    expect(active).toHaveLength(2);
    const triggers = triggerViews(app.db, flowId);
    app.control.cancel(flowId);
    expect([statusOf(app, flowId), activeOf(app, flowId)]).toEqual(['cancelled', []]);
    app.control.undoCancel(flowId);
    expect([statusOf(app, flowId), activeOf(app, flowId)]).toEqual(['on', active]);
    expect(triggerViews(app.db, flowId)).toEqual(triggers);
    expect(scheduleOfFlow(app.db, flowId)?.spec).toMatchObject({ everyMs: 86_400_000 });
  });

  it('leaves no firing out that came due in between', async () => {
    const { app } = await opened();
    const flowId = addFlow(app, 'Often', []);
    const everyMs = 400;
    schedule(app, flowId, everyMs);
    const due = () =>
      listOccurrences(app.db, { flowId, limit: 1_000 })
        .map(({ dueAtMs }) => dueAtMs)
        .reverse();
    await eventually(() => expect(due().length).toBeGreaterThan(1));
    app.control.cancel(flowId);
    const last = due().at(-1) ?? 0;
    await eventually(() => expect(Date.now()).toBeGreaterThan(last + 3 * everyMs));
    app.control.undoCancel(flowId);
    await eventually(() => expect(due().at(-1)).toBeGreaterThan(last + 4 * everyMs));
    const rows = due();
    const steps = new Set(rows.slice(1).map((atMs, index) => atMs - (rows[index] ?? 0)));
    expect([...steps]).toEqual([everyMs]);
  });

  it('makes what it had ended due again', async () => {
    const { app } = await opened();
    const flowId = addFlow(app, 'Waiting', []);
    const scheduleId = schedule(app, flowId, 86_400_000);
    const dueAtMs = Date.now();
    const status = () => listOccurrences(app.db, { flowId, limit: 1 })[0]?.status;
    insertOccurrence(
      app.db,
      { scheduleId, flowId, dueAtMs, status: 'due', reason: null, notBeforeMs: dueAtMs + 86_400_000 },
      dueAtMs,
    );
    app.control.cancel(flowId);
    await eventually(() => expect(status()).toBe('cancelled'));
    app.control.undoCancel(flowId);
    expect(status()).toBe('due');
  });

  it('leaves a paused flow paused', async () => {
    const { app } = await opened();
    const flowId = addFlow(app, 'Resting', [{ kind: 'manual' }]);
    app.control.pause(flowId, 'paused after 5 failures');
    app.control.cancel(flowId);
    app.control.undoCancel(flowId);
    expect(app.db.prepare('SELECT status, pause_reason FROM scheduled_flows WHERE id = ?').get(flowId)).toEqual({
      status: 'paused',
      pause_reason: 'paused after 5 failures',
    });
  });

  it('is not possible twice, nor after the app has ended', async () => {
    const { app, folder, stop } = await opened();
    const flowId = addFlow(app, 'Gone', [{ kind: 'manual' }]);
    app.control.cancel(flowId);
    app.control.undoCancel(flowId);
    expect(() => app.control.undoCancel(flowId)).toThrow(expect.objectContaining({ code: 'Flow.NotUndoable' }));
    app.control.cancel(flowId);
    await stop();
    const { app: next } = await openTriggerApp(folder);
    expect(() => next.control.undoCancel(flowId)).toThrow("'Gone' can no longer be brought back.");
  });
});
