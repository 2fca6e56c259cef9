/** The Usage page on months of use. Hunts: a month that cannot be reached, a chart without its table, a number that is not the terminal's. */
import { beforeAll, expect, it } from 'vitest';
import type { UsageReport } from '../../src/shared/domain/usage.ts';
import { seedHome } from '../support/demo-home.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { homeOfFile, homeOfTest } from '../support/home.ts';
import { hashBecomes, openPage, textOf } from '../support/window.ts';

const home = homeOfFile();
let app: OpenApp;
beforeAll(async () => {
  await seedHome(home);
  app = await home.open();
});

it('shows the month as the terminal counts it', async () => {
  const { page } = app;
  await openPage(page, 'Usage');
  const total = page.getByRole('region', { name: 'Tokens', exact: true });
  await total.waitFor();
  const { json } = await home.json<UsageReport>('usage');
  const tokens = json.total.inputTokens + json.total.outputTokens;
  expect(tokens).toBeGreaterThan(0);
  expect((await textOf(total)).replaceAll(/[\s,.’]/g, '')).toContain(String(tokens));
  await page.getByRole('region', { name: 'By model' }).waitFor();
});

it('says the same as a table, and goes from month to month by keys', async () => {
  const { page } = app;
  const runs = page.getByRole('region', { name: 'Runs a day' });
  await runs.getByRole('img', { name: /^Runs a day in / }).waitFor();
  await runs.getByRole('button', { name: 'Table' }).press('Enter');
  const days = await runs.getByRole('rowheader').count();
  expect(days).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'The month before' }).press('Enter');
  await hashBecomes(page, /^#\/usage\/\d{4}-\d\d$/);
  await page.getByRole('button', { name: 'The month after' }).press('Enter');
  await hashBecomes(page, /^#\/usage$/);
});

it('leads to a flow, and to the budgets', async () => {
  const { page } = app;
  await page.getByRole('region', { name: 'Budgets' }).getByText('Today').waitFor();
  await page.getByRole('region', { name: 'By flow' }).getByRole('button').first().click();
  await hashBecomes(page, /^#\/flows\/flow_/);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('button', { name: 'Change budgets' }).click();
  await hashBecomes(page, /^#\/settings\/budgets$/);
});

it('says so where nothing has run yet', async () => {
  const { page } = await homeOfTest().open();
  await openPage(page, 'Usage');
  await page.getByRole('heading', { name: /^Nothing ran in / }).waitFor();
  await page.getByText('0 of 2,000,000 tokens').waitFor();
});
