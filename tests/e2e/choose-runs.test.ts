/**
 * Two runs chosen in a list and looked at side by side. Hunts: a choice that keys do not reach, a comparison of other runs than those that
 * were chosen, runs of two flows that are compared, or refused without a word.
 */
import type { Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { hashBecomes, openPage } from '../support/window.ts';

const home = homeOfFile();
let app: OpenApp;
let flowId: string;
/** Of the first flow, oldest first. */
const runs: string[] = [];

const flow = (name: string) => ({
  name,
  workers: [],
  definition: { QueryLanguage: 'JSONata', StartAt: 'Give', States: { Give: { Type: 'Pass', End: true } } },
});

beforeAll(async () => {
  const add = async (name: string) =>
    (await home.json<{ id: string }>('flow', 'add', home.file(`${name}.json`, flow(name)))).json.id;
  const run = async (id: string) => (await home.json<{ runId: string }>('flow', 'run', id)).json.runId;
  flowId = await add('One');
  const otherId = await add('Other');
  for (let n = 0; n < 3; n++) runs.push(await run(flowId));
  await run(otherId);
  app = await home.open();
});

const bar = (page: Page) => page.getByRole('region', { name: 'Runs chosen to compare' });
const rows = (page: Page, name: string) => page.getByTestId('run-row').filter({ hasText: name });
const boxes = (page: Page, name: string) => page.getByRole('checkbox', { name: `Choose the run of ${name}` });
const compareButton = (page: Page) => bar(page).getByRole('button', { name: 'Compare' });

it('by the mouse in the list of all runs: two of one flow, the earlier one first', async () => {
  const { page } = app;
  await openPage(page, 'Runs');
  await rows(page, 'One').first().waitFor();
  await boxes(page, 'One').first().check();
  await bar(page).getByText('One run of One is chosen. Choose another one of it.').waitFor();
  expect(await compareButton(page).isDisabled()).toBe(true);
  await boxes(page, 'One').nth(2).check();
  await bar(page).getByText('Two runs of One are chosen.').waitFor();
  expect(await boxes(page, 'One').nth(1).isDisabled()).toBe(true);
  await compareButton(page).click();
  await hashBecomes(page, new RegExp(`/runs/${runs[0]}/compare/${runs[2]}$`));
  await page.getByText('No difference in what they were given').waitFor();
});

it('says so of two flows, and keeps the choice on the way back', async () => {
  const { page } = app;
  await page.keyboard.press('Alt+ArrowLeft');
  await bar(page).getByText('Two runs of One are chosen.').waitFor();
  await boxes(page, 'One').first().uncheck();
  await boxes(page, 'Other').first().check();
  await bar(page).getByText('One is a run of One, the other of Other. Only runs of one flow can be compared').waitFor();
  expect(await compareButton(page).isDisabled()).toBe(true);
  await page.keyboard.press('c');
  await bar(page).getByRole('button', { name: 'Choose none' }).click();
  await eventually(async () => expect(await compareButton(page).count()).toBe(0));
  expect(await page.evaluate(() => window.location.hash)).toBe('#/runs');
});

it('by keys in the list of a flow', async () => {
  const { page } = app;
  await page.evaluate((id) => {
    window.location.hash = `#/flows/${id}/runs`;
  }, flowId);
  await page.getByRole('tab', { name: 'Runs', selected: true }).waitFor();
  const row = page.getByTestId('run-row');
  await row.first().focus();
  await page.keyboard.press('x');
  await bar(page).getByText('One run of One is chosen.').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await bar(page).getByText('Two runs of One are chosen.').waitFor();
  await page.keyboard.press('Escape');
  await eventually(async () => expect(await compareButton(page).count()).toBe(0));
  await page.keyboard.press('Space');
  await row.first().press('x');
  await page.keyboard.press('c');
  await hashBecomes(page, new RegExp(`/runs/${runs[1]}/compare/${runs[2]}$`));
});

it('goes down the boxes of the list of all runs by the arrow keys', async () => {
  const { page } = app;
  await openPage(page, 'Runs');
  await boxes(page, 'Other').first().focus();
  await page.keyboard.press('ArrowDown');
  await eventually(async () =>
    expect(
      await boxes(page, 'One')
        .first()
        .evaluate((box) => box === document.activeElement),
    ).toBe(true),
  );
  await rows(page, 'Other').first().focus();
  await page.keyboard.press('ArrowDown');
  await eventually(async () =>
    expect(
      await rows(page, 'One')
        .first()
        .evaluate((one) => one === document.activeElement),
    ).toBe(true),
  );
});
