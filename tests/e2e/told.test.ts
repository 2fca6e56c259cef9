/**
 * What the user is told, read back from a real notification daemon. Hunts: a failure nobody hears of, a screen full of outcomes, a
 * button that does nothing, a quiet time that is not quiet or that swallows what happened in it.
 */
import { expect, it } from 'vitest';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import type { Notification } from '../../src/shared/domain/notification.ts';
import type { RunSummary } from '../../src/shared/domain/run.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { onceIn, rowFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';
import { DesktopNotifications } from '../support/notifications.ts';
import { hashBecomes } from '../support/window.ts';

async function add(home: Home, flow: object): Promise<string> {
  const { json } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', flow));
  return json.id;
}

/** Read by the app when the flow comes in, so that it is as far ahead on a busy machine. */
const soon = 'in 2 seconds';

function failing(name: string): object {
  const flow = rowFlow(name, soon);
  return {
    ...flow,
    workers: [],
    definition: {
      ...flow.definition,
      States: { 'Note it': { Type: 'Fail', Error: 'Test.Broke', Cause: 'the shop is closed' } },
    },
  };
}

/** What the notification centre has, newest first. */
async function centre({ page }: OpenApp): Promise<Notification[]> {
  return await page.evaluate(async () => {
    const answer = await window.majordomo.notifications.list({ limit: 100 });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  });
}

it('a firing and a failure are told, each with its outcome; a flow that wants only failures told is silent when it ran', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const notifications = new DesktopNotifications();
  const silent = await add(home, rowFlow('Silent row', 'in 8 seconds'));
  const { json } = await home.json<FlowDetail>('flow', 'notify', silent, 'failures');
  expect(json.telling).toBe('failures');
  await add(home, rowFlow('Morning row', soon));
  await notifications.waitFor('Morning row');
  await eventually(async () => {
    const { json: runs } = await home.json<RunSummary[]>('run', 'list');
    expect(runs.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(2);
  }, 30_000);
  await add(home, failing('Broken shop'));
  await notifications.waitFor('Broken shop failed');
  expect(notifications.list()).toEqual([
    expect.objectContaining({ title: 'Morning row', body: expect.stringContaining('Ran: ') }),
    expect.objectContaining({ title: 'Broken shop failed', body: expect.stringContaining('the shop is closed') }),
  ]);
  expect((await centre(app)).map(({ kind, delivery }) => ({ kind, delivery }))).toEqual([
    { kind: 'failed', delivery: 'shown' },
    { kind: 'fired', delivery: 'shown' },
  ]);
});

it('a run that waits for the user goes on when Approve is pressed on its notification', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const notifications = new DesktopNotifications();
  const flow = rowFlow('Order kettle', soon);
  const asking = { Type: 'Task', Resource: 'approval', Arguments: { question: 'Order it for $89?' }, End: true };
  const flowId = await add(home, { ...flow, definition: { ...flow.definition, States: { 'Note it': asking } } });
  await notifications.pressButton('Approve');
  await eventually(async () => {
    const { json } = await home.json<FlowDetail>('flow', 'show', flowId);
    expect(json.runs.map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });
  expect((await notifications.waitFor('Order it for $89?')).title).toBe('Order kettle needs you');
  expect((await centre(app)).map(({ kind }) => kind)).toContain('approval');
});

it('a dozen firings at once are one notification, which opens the notification centre; each keeps its row there', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const notifications = new DesktopNotifications();
  const once = onceIn(12_000);
  const at = Array.from({ length: 12 }, (_, n) => new Date(Date.parse(once.at[0] ?? '') + n).toISOString());
  const flowId = await add(home, rowFlow('Busy row', { ...once, at }));
  await home.json('schedule', 'set', flowId, '--overlap', 'allow');
  await eventually(async () => expect(await centre(app)).toHaveLength(12), 40_000);
  await eventually(async () => expect((await centre(app)).every(({ delivery }) => delivery === 'shown')).toBe(true));
  const shown = notifications.list();
  const together = shown.at(-1);
  expect(together?.title).toMatch(/^\d+ runs of 1 flow$/);
  // The first few may have stood alone, when the machine was slow to run the others.
  const alone = shown.slice(0, -1);
  expect(alone.length).toBeLessThanOrEqual(3);
  expect(Number.parseInt(together?.title ?? '', 10) + alone.length).toBe(12);
  // The next one joins the others, and pressing what stands for them all leads to the notification centre.
  await add(home, failing('Broken shop'));
  await notifications.pressTheNext();
  await hashBecomes(app.page, /^#\/notifications/);
});

it('in quiet times nothing is shown, and afterwards it is summed up', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const notifications = new DesktopNotifications();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await home.json('settings', 'set', 'notifications.quiet-until', JSON.stringify(tomorrow));
  await add(home, rowFlow('Night row', soon));
  await add(home, failing('Broken shop'));
  await eventually(async () => {
    const kept = await centre(app);
    expect(kept).toHaveLength(2);
    for (const { delivery, deliveryReason } of kept) {
      expect(delivery).toBe('pending');
      expect(deliveryReason).toContain('held back');
    }
  }, 20_000);
  expect(notifications.list()).toEqual([]);
  await home.json('settings', 'reset', 'notifications.quiet-until');
  await notifications.waitFor('While it was quiet: 2 flows ran, 1 failed');
  expect(notifications.list()).toHaveLength(1);
});
