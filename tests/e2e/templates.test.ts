/**
 * The templates gallery in the real app. Hunts: a way to a first flow that needs a mouse, a plan that is not the one that was shown, a
 * value that is wrong and approved all the same, a template whose script does not run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile, homeOfTest } from '../support/home.ts';
import { hashBecomes, openPage } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const { base } = await worldOfFile({ price: 89.5 });

it('a newcomer has a flow of a template scheduled by keys alone, in at most six presses and what is typed', async () => {
  const home = homeOfTest();
  const { page } = await home.open();
  await page.getByRole('heading', { name: 'Say what should happen. It happens by itself.' }).waitFor();
  let presses = 0;
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  await press('Control+k');
  await page.getByRole('combobox').fill('template');
  await page.getByRole('option', { name: 'New from template', exact: true }).waitFor();
  await press('Enter');
  await hashBecomes(page, /^#\/templates$/);
  await page.locator('[data-template=disk-warning]').waitFor();
  await page.keyboard.type('disk');
  await press('Enter');
  await hashBecomes(page, /^#\/templates\/disk-warning$/);
  await page.getByTestId('template-approve').and(page.locator(':enabled')).waitFor();
  await press('Enter');
  await hashBecomes(page, /^#\/flows\/flow_/);
  const { json } = await home.json<FlowSummary[]>('flow', 'list');
  expect(json.map(({ name, status, schedule }) => [name, status, schedule?.cron])).toEqual([
    ['Disk warning', 'on', '*/30 * * * *'],
  ]);
  expect(presses).toBeLessThanOrEqual(6);
  process.stdout.write(`a newcomer's first flow from a template, by keys: ${presses} presses\n`);
});

describe('the gallery', () => {
  const home = homeOfFile();
  let app: OpenApp;
  beforeAll(async () => {
    app = await home.open();
  });

  it('is where a list of flows without any leads', async () => {
    const { page } = app;
    await openPage(page, 'Flows');
    await page.getByRole('button', { name: 'New from template' }).click();
    await hashBecomes(page, /^#\/templates$/);
    await page.locator('[data-template]').first().waitFor();
    expect(await page.locator('[data-template]').count()).toBeGreaterThanOrEqual(14);
  });

  it('opens one by its name from the command palette', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('price watch');
    await page.getByRole('option', { name: 'New from template: Price watch' }).click();
    await hashBecomes(page, /^#\/templates\/price-watch$/);
    await openPage(page, 'Flows');
    await page.getByRole('button', { name: 'New from template' }).click();
  });

  it('says what is wrong with a value, and approves what is shown', async () => {
    const { page } = app;
    await page.getByRole('button', { name: /^Price watch/ }).click();
    const approve = page.getByTestId('template-approve');
    const plan = page.getByTestId('template-plan');
    await plan.getByRole('list', { name: 'Still needed' }).getByText('Page of the product').waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await page.getByLabel('Page of the product').fill('shop');
    await page.getByText('is not an address: write it whole').waitFor();
    await page.getByLabel('Page of the product').fill(`${base}/product`);
    await page.getByLabel('Tell me below').fill('95');
    await page.getByLabel('When').fill('every weekday at 8:15');
    await plan.getByText('If the price is below').waitFor();
    await plan.getByText('95', { exact: true }).waitFor();
    await plan.getByText('Every weekday at 08:15').waitFor();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await plan
      .getByRole('region', { name: 'Dry run' })
      .getByText(/price_history/)
      .first()
      .waitFor();
    await approve.click();
    const flowId = (await hashBecomes(page, /^#\/flows\/flow_/)).replace('#/flows/', '');
    await page.getByRole('button', { name: 'Run now' }).first().click();
    await page.getByRole('button', { name: 'Open run' }).first().waitFor();
    await eventually(async () => {
      const { json } = await home.json<{ rows: object[] }>('table', 'query', 'price_history');
      expect(json.rows).toMatchObject([{ address: `${base}/product`, price: 89.5 }]);
    });
    const { json } = await home.json<FlowSummary[]>('flow', 'list');
    expect(json.find(({ id }) => id === flowId)?.schedule?.cron).toBe('15 8 * * 1-5');
  });

  it('has one that runs Python over a table, from the terminal', async () => {
    const { json } = await home.json<{ flow: { id: string } }>('template', 'use', 'table-statistics', '--approve');
    const ran = await home.json('flow', 'run', json.flow.id);
    expect(ran.json, JSON.stringify(ran.json)).toMatchObject({ status: 'SUCCEEDED' });
    const report = readFileSync(join(home.dataDir, 'workspace', 'reports', 'statistics.md'), 'utf8');
    expect(report).toContain('# price_history, price');
    expect(report).toContain('| mean | 89.50 |');
  });
});
