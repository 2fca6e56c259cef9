/** What the flow's page changes besides its schedule. Hunts: a limit that cannot be raised, a trigger that comes back as another one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addTriggerTo,
  fireByHand,
  removeTriggersOf,
  restoreTrigger,
  triggersOfFlow,
  webhookAddress,
} from '../../../src/main/flows/flow-triggers.ts';
import { flowLimitsOf, setFlowBudget } from '../../../src/main/flows/set-flow-budget.ts';
import { readFlowVersion } from '../../../src/main/store/tables/flows.ts';
import { addFlow, openTriggerApp, settledFirings } from '../triggers/trigger-app.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'majordomo-flow-'));
});
afterEach(() => rmSync(root, { recursive: true }));

it('another budget is another version, and every limit can be set, raised and taken away', async () => {
  const { app } = await openTriggerApp(root, { started: false });
  const flowId = addFlow(app, 'Bounded', []);
  const budget = { perRun: { toolCalls: 3 }, minutesPerRun: 5, whenReached: 'stop' } as const;
  setFlowBudget(app.db, flowId, budget, app.clock.nowMs());
  expect(flowLimitsOf(app.db, flowId)).toEqual({ budget, agents: [], refused: [] });
  expect(readFlowVersion(app.db, flowId, 2).definition.TimeoutSeconds).toBe(300);

  setFlowBudget(app.db, flowId, { minutesPerRun: 60, whenReached: 'ask' }, app.clock.nowMs());
  expect(flowLimitsOf(app.db, flowId).budget).toEqual({ minutesPerRun: 60, whenReached: 'ask' });
  setFlowBudget(app.db, flowId, { whenReached: 'ask' }, app.clock.nowMs());
  expect(flowLimitsOf(app.db, flowId).budget).toEqual({ whenReached: 'ask' });
  expect(readFlowVersion(app.db, flowId, 1).definition).not.toHaveProperty('TimeoutSeconds');

  app.control.cancel(flowId);
  expect(() => setFlowBudget(app.db, flowId, budget, app.clock.nowMs())).toThrow(
    expect.objectContaining({ code: 'Flow.Cancelled' }),
  );
});

it('a trigger that was taken away comes back as itself: a webhook with its address', async () => {
  const { app } = await openTriggerApp(root, { started: false });
  const { db, settings, triggering } = app;
  const deps = { db, settings, triggering, scheduleChanged: (flowId: string) => app.scheduleChanged(flowId) };
  const flowId = addFlow(app, 'Called', []);
  const trigger = addTriggerTo(flowId, { kind: 'webhook', hmac: false }, deps);
  const first = webhookAddress(flowId, false, deps);
  expect(first).toMatchObject({ isNew: true, on: false });
  removeTriggersOf(flowId, trigger.id, deps);
  expect(triggersOfFlow(db, flowId)).toEqual([]);
  restoreTrigger(flowId, trigger.id, deps);
  expect(triggersOfFlow(db, flowId)).toMatchObject([{ id: trigger.id, kind: 'webhook', refusals: [] }]);
  expect(webhookAddress(flowId, false, deps)).toMatchObject({ isNew: false, triggerId: trigger.id });
  const other = addFlow(app, 'Other', []);
  expect(() => restoreTrigger(other, trigger.id, deps)).toThrow(expect.objectContaining({ code: 'Trigger.Unknown' }));
});

it('a flow is fired by hand only where it has a trigger for that', async () => {
  const { app } = await openTriggerApp(root);
  const { db, settings, triggering } = app;
  const deps = { db, settings, triggering, scheduleChanged: (flowId: string) => app.scheduleChanged(flowId) };
  const flowId = addFlow(app, 'By hand', []);
  expect(() => fireByHand(flowId, {}, deps)).toThrow(expect.objectContaining({ code: 'Trigger.Unknown' }));
  addTriggerTo(flowId, { kind: 'manual' }, deps);
  expect(fireByHand(flowId, { name: 'Ada' }, deps)).toMatch(/^trigger_.+@\d+$/);
  const [fired] = await settledFirings(app, flowId, 1);
  expect(fired).toMatchObject({ status: 'ran', input: { name: 'Ada', trigger: { kind: 'manual' } } });
});
