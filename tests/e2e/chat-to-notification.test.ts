/**
 * The main job in a real window: from a sentence to a fired flow. Hunts: a plan that is not what was said, an approval that sets up
 * nothing, an effect that happens twice or not at all, a notification that leads nowhere, a run page that hides what happened.
 * The tests of this file are one story and go on from each other.
 */
import { beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { homeOfFile } from '../support/home.ts';
import { DesktopNotifications } from '../support/notifications.ts';
import {
  dismissNotes,
  flowRow,
  hashBecomes,
  lastReply,
  openPage,
  openStartedRun,
  planCard,
  runSteps,
  say,
  textOf,
} from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const home = homeOfFile();
const { base, world, requests } = await worldOfFile({ price: 89.5 });
const host = base.replace('http://', '');
const flowName = `Price of ${host}/product`;
let app: OpenApp;
beforeAll(async () => {
  app = await home.open();
});

it('a sentence becomes a plan card that says what happens, when and who may do what', async () => {
  const { page } = app;
  await say(
    page,
    `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`,
  );
  await lastReply(page);
  const card = planCard(page);
  expect(await card.getAttribute('data-status')).toBe('proposed');
  const words = await textOf(card);
  for (const part of [
    `Fetch the page ${host}/product`,
    'below $100',
    'Otherwise',
    'Add a row to the table price_log',
    'Every day at 09:00',
    `price checker may read ${host}, notify you, write to the table price_log.`,
    'Nothing else.',
    '0 tokens a run',
  ])
    expect(words).toContain(part);
});

it('nothing is set up, fetched or told before the plan is approved', async () => {
  expect(requests).toEqual({});
  await openPage(app.page, 'Flows');
  await app.page.getByText('No flows yet').waitFor();
  await app.page.goBack();
});

it('approving it sets up one flow that fires every day at 9', async () => {
  const { page } = app;
  await page.getByTestId('plan-approve').click();
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  expect(await textOf(await lastReply(page))).toContain('is set up');
  await openPage(page, 'Flows');
  await flowRow(page, flowName).waitFor();
  expect(await page.getByTestId('flow-row').count()).toBe(1);
  expect(await textOf(flowRow(page, flowName))).toContain('Every day at 09:00');
});

it('at $89.50 a press of Run now puts a desktop notification on the screen, and pressing that opens the run', async () => {
  const { page } = app;
  const notifications = new DesktopNotifications();
  await flowRow(page, flowName)
    .getByRole('button', { name: `Run ${flowName} now` })
    .click();
  await notifications.pressTheNext();
  await hashBecomes(page, /^#\/runs\/run_/);
  const shown = await notifications.waitFor('89.5');
  expect(notifications.list()).toEqual([shown]);
  await page.getByText('Succeeded').first().waitFor();
  expect(await runSteps(page)).toEqual([
    { state: 'Fetch the page', status: 'succeeded' },
    { state: 'Read the price', status: 'succeeded' },
    { state: 'Is the price below $100?', status: 'succeeded' },
    { state: 'Notify me', status: 'succeeded' },
  ]);
  expect(await textOf(page.getByRole('list').filter({ hasText: 'Notify you' }).first())).toContain('89.5');
  expect((await home.json<{ name: string }[]>('table', 'list')).json).toEqual([]);
});

it('at $129 it adds exactly one row, with the price as a number and a time, and tells nothing', async () => {
  const { page } = app;
  world.price = 129;
  const notifications = new DesktopNotifications();
  await dismissNotes(page);
  await openPage(page, 'Flows');
  const pressedAtMs = Date.now();
  await flowRow(page, flowName)
    .getByRole('button', { name: `Run ${flowName} now` })
    .click();
  await openStartedRun(page);
  await page.locator('[data-testid=run-step][data-state="Add a row to price_log"][data-status=succeeded]').waitFor();
  expect((await runSteps(page)).map(({ state }) => state)).toEqual([
    'Fetch the page',
    'Read the price',
    'Is the price below $100?',
    'Add a row to price_log',
  ]);

  // The command is carried out by the app, which owns the data.
  const { json, exitCode } = await home.json<{ columns: string[]; rows: Array<Record<string, unknown>> }>(
    'table',
    'query',
    'price_log',
  );
  expect(exitCode).toBe(0);
  expect(json.rows).toHaveLength(1);
  const [row = {}] = json.rows;
  expect(row.price).toBe(129);
  const times = Object.values(row).filter((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
  expect(times).toHaveLength(1);
  const writtenAtMs = Date.parse(String(times[0]));
  expect(writtenAtMs).toBeGreaterThanOrEqual(pressedAtMs);
  expect(writtenAtMs).toBeLessThanOrEqual(Date.now());
  expect(notifications.list()).toEqual([]);
});

it('the opened steps show what each one was called with and gave', async () => {
  const { page } = app;
  await page.locator('[data-testid=run-step][data-state="Add a row to price_log"]').getByRole('button').first().click();
  await page
    .getByText('"table"')
    .or(page.getByText('price_log', { exact: true }))
    .first()
    .waitFor();
  const step = await textOf(page.locator('[data-testid=run-step][data-state="Add a row to price_log"]'));
  expect(step).toContain('129');
  expect(step).toContain('worker:price checker/table_insert');
});

it('the page was fetched once a run, and both runs are listed', async () => {
  expect(requests).toEqual({ '/product': 2 });
  const { json } = await home.json<Array<{ status: string; trigger: string }>>('run', 'list');
  expect(json.map(({ status, trigger }) => ({ status, trigger }))).toEqual([
    { status: 'SUCCEEDED', trigger: 'manual' },
    { status: 'SUCCEEDED', trigger: 'manual' },
  ]);
});
