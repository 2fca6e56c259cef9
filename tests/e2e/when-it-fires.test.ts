/**
 * Changing when a flow fires, in the window. Hunts: a form that saves something else than it shows, an Undo that does not, a trigger that
 * is set and never fires, a webhook's secret that can be read again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { rowFlow } from '../support/flow-files.ts';
import { type Home, homeOfFile } from '../support/home.ts';
import { hashBecomes } from '../support/window.ts';

const home: Home = homeOfFile();
let app: OpenApp;

async function flowAt(name: string, tab: string, schedule?: string): Promise<string> {
  app ??= await home.open();
  const { json } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', rowFlow(name, schedule)));
  await app.page.evaluate((to) => {
    window.location.hash = to;
  }, `#/flows/${json.id}/${tab}`);
  await app.page.getByRole('heading', { level: 1, name }).waitFor();
  return json.id;
}

async function show(flowId: string): Promise<FlowDetail> {
  return (await home.json<FlowDetail>('flow', 'show', flowId)).json;
}

async function scheduleOf(flowId: string) {
  const { json } = await home.json<{ schedule: { words: string; text: string } | null; policies: unknown }>(
    'schedule',
    'show',
    flowId,
  );
  return json;
}

const text = (page: Page) => page.getByLabel('When it fires', { exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

it('text and fields follow one another; what is saved is what was shown, and Undo brings back what was', async () => {
  const flowId = await flowAt('Morning row', 'schedule', 'every day at 9am');
  const { page } = app;
  await text(page).fill('every weekday at 8:30');
  const repeats = page.getByLabel('Repeats');
  await eventually(async () => expect(await repeats.inputValue()).toBe('weekly'));
  expect(await page.getByLabel('Time 1').inputValue()).toBe('08:30');
  await page.getByLabel('Time 1').fill('07:15');
  await eventually(async () => expect(await text(page).inputValue()).toContain('07:15'));
  await page.getByRole('button', { name: 'Saturday' }).click();
  await page.getByLabel('Due while a run still goes on').selectOption('queue');
  await eventually(async () => expect(await text(page).inputValue()).toContain('Saturday'));
  await save(page);
  await page.getByText('Schedule saved').waitFor();
  expect(await scheduleOf(flowId)).toMatchObject({
    schedule: { cron: '15 7 * * 1-6' },
    policies: { overlap: 'queue' },
  });

  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => {
    const before = await scheduleOf(flowId);
    expect(before).toMatchObject({
      schedule: { cron: '0 9 * * *', text: 'every day at 9am' },
      policies: { overlap: 'skip' },
    });
  });
  await eventually(async () => expect(await text(page).inputValue()).toBe('every day at 9am'));
});

it('what cannot be is said at its place, and is not saved', async () => {
  const flowId = await flowAt('Never row', 'schedule', 'every day at 9am');
  const { page } = app;
  const saveButton = page.getByRole('button', { name: 'Save', exact: true });
  await text(page).fill('every blue moon');
  await page.getByRole('alert').first().waitFor();
  expect(await saveButton.isDisabled()).toBe(true);
  await text(page).fill('every 90 minutes');
  await eventually(async () => expect(await page.getByLabel('Every', { exact: true }).inputValue()).toBe('90'));
  await page.getByLabel('Every', { exact: true }).fill('0');
  await page.getByText('A whole number from 1 up.').waitFor();
  expect(await saveButton.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await eventually(async () => expect(await text(page).inputValue()).toBe('every day at 9am'));
  expect((await scheduleOf(flowId)).schedule?.text).toBe('every day at 9am');
});

it('a file trigger added in the window fires, says what happened, and is taken away and brought back', async () => {
  const flowId = await flowAt('Inbox row', 'schedule');
  const { page } = app;
  const inbox = join(home.dataDir, 'workspace', 'inbox');
  mkdirSync(inbox, { recursive: true });
  await page.getByRole('button', { name: 'Add a trigger' }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Write a path or a pattern').waitFor();
  await page.getByLabel('Path or pattern').fill('inbox/*.csv');
  await page.getByRole('button', { name: 'changed' }).click();
  await page.getByLabel('Once nothing has moved').fill('0');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('when inbox/*.csv appears', { exact: true }).waitFor();
  await eventually(async () => expect((await show(flowId)).triggers).toHaveLength(1));
  // What was there before is no event: the folder is looked at once first.
  await eventually(async () => {
    writeFileSync(join(inbox, `prices-${Date.now()}.csv`), 'a,b\n');
    expect((await show(flowId)).runs.map(({ status, trigger }) => ({ status, trigger }))).toContainEqual({
      status: 'SUCCEEDED',
      trigger: 'file',
    });
  }, 40_000);
  const lately = page.getByRole('region', { name: 'Lately' }).first();
  await lately.getByText('.csv').first().waitFor();
  await lately.getByRole('button', { name: 'Open run' }).first().waitFor();

  await page.getByRole('button', { name: /^Remove: when inbox/ }).click();
  await eventually(async () => expect((await show(flowId)).triggers).toEqual([]));
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await eventually(async () => expect((await show(flowId)).triggers).toHaveLength(1));
});

it('a webhook’s address is shown once, and a flow with a manual trigger is fired by hand', async () => {
  const flowId = await flowAt('Called row', 'schedule');
  const { page } = app;
  for (const kind of ['webhook', 'manual']) {
    await page.getByRole('button', { name: 'Add a trigger' }).click();
    await page.getByLabel('Fires when').selectOption(kind);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await eventually(async () => expect((await show(flowId)).triggers.map((trigger) => trigger.kind)).toContain(kind));
  }
  const url = (await page.locator('code', { hasText: '/hook/' }).textContent()) ?? '';
  await page.getByRole('button', { name: 'Switch them on' }).click();
  await page.getByText('Webhooks are switched off.').waitFor({ state: 'detached' });
  const answer = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(202);
  await page.getByRole('button', { name: 'Fire now' }).click();
  await eventually(async () => {
    const triggers = (await show(flowId)).runs.map(({ trigger }) => trigger).sort();
    expect(triggers).toEqual(['manual', 'webhook']);
  });
  await page.evaluate(() => {
    window.location.hash = '#/flows';
  });
  await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
  await page.evaluate((to) => {
    window.location.hash = to;
  }, `#/flows/${flowId}/schedule`);
  await page.getByText('Its secret was shown when it was made.').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain(url.slice(url.lastIndexOf('/') + 1));
});

it('the budget of a flow and what is told of it are changed beside its workers', async () => {
  const flowId = await flowAt('Bounded row', 'limits', 'every day at 9am');
  const { page } = app;
  await page.getByText('table_insert').first().waitFor();
  await page.getByLabel('Tool calls a run').fill('3');
  await page.getByLabel('Minutes a run may take').fill('5');
  await page.getByLabel('Runs a day').fill('2');
  await save(page);
  await page.getByText('Budget saved').waitFor();
  const exported = async () => (await home.json('flow', 'export', flowId)).json;
  expect(await exported()).toMatchObject({
    budget: { perRun: { toolCalls: 3 }, perDay: { runs: 2 } },
    definition: { TimeoutSeconds: 300 },
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => expect(await exported()).not.toHaveProperty('definition.TimeoutSeconds'));
  await page.getByRole('button', { name: 'Only failures' }).click();
  await eventually(async () => expect((await show(flowId)).telling).toBe('failures'));
});

it('a key goes in and is not shown again; quiet hours and webhooks are set in the settings', async () => {
  app ??= await home.open();
  const { page } = app;
  await page.evaluate(() => {
    window.location.hash = '#/settings/tools';
  });
  await hashBecomes(page, /settings\/tools/);
  await page.getByLabel('Service').selectOption('brave');
  const key = 'brave-key-of-this-test';
  await page.getByLabel('Key of Brave').fill(key);
  await page.getByRole('button', { name: 'Keep it' }).first().click();
  const agree = page.getByLabel('Keep it readable, in a file that only I can read');
  const kept = page.getByText(/Key of Brave: kept/);
  await agree.or(kept).first().waitFor();
  if (await agree.isVisible()) {
    await agree.check();
    await page.getByRole('button', { name: 'Keep it' }).first().click();
  }
  await kept.waitFor();
  expect(await page.content()).not.toContain(key);
  const { json: secrets } = await home.json<Array<{ name: string }>>('secret', 'list');
  expect(secrets.map(({ name }) => name)).toContain('search:brave');

  await page.evaluate(() => {
    window.location.hash = '#/settings/notifications';
  });
  await page.getByRole('switch', { name: 'Quiet hours' }).click();
  await eventually(async () => {
    const { json } = await home.json<{ value: unknown }>('settings', 'get', 'notifications.quiet-hours');
    expect(json.value).toEqual({ from: '22:00', to: '07:00' });
  });
  await page.evaluate(() => {
    window.location.hash = '#/settings/triggers';
  });
  await page.getByRole('switch', { name: 'Stay awake while a run works' }).click();
  await eventually(async () => {
    const { json } = await home.json<{ value: unknown }>('settings', 'get', 'power.keep-awake');
    expect(json.value).toBe(true);
  });
});
