/**
 * What the command palette offers of the page that is shown. Hunts: an action of a page's menu that the palette lacks, one that acts on
 * another flow or run than the one that is shown.
 */
import type { Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { seedHome } from '../support/demo-home.ts';
import { demoPages, showPage } from '../support/demo-pages.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import type { ShownPage } from '../support/pages.ts';
import { dismissNotes, hashBecomes } from '../support/window.ts';

const home = homeOfFile();
let app: OpenApp;
let pages: ShownPage[];
beforeAll(async () => {
  await seedHome(home);
  app = await home.open();
  pages = await demoPages(app.page);
});

const shown = (name: string): ShownPage => {
  const page = pages.find((one) => one.name === name);
  if (!page) throw new Error(`there is no page ${name}`);
  return page;
};

/** The page behind has fields of the same role. */
const field = (page: Page) => page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox');

/** By keys alone: what is typed, then Enter on the action of these words. */
async function choose(page: Page, typed: string, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await field(page).fill(typed);
  const option = page.getByRole('option', { name: words, exact: true });
  await option.first().waitFor();
  for (let presses = 0; (await option.first().getAttribute('aria-selected')) !== 'true'; presses++) {
    expect(presses, `${words} is not reached by the arrow keys`).toBeLessThan(40);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await field(page).waitFor({ state: 'detached' });
}

const offered = async (page: Page, heading: string): Promise<string[]> => {
  await page.keyboard.press('Control+k');
  const group = page.getByRole('group', { name: heading });
  await group.waitFor();
  const words = await group.getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  await field(page).waitFor({ state: 'detached' });
  return words.map((one) => one.trim());
};

it('has every tab of a flow, and all that its menu has', async () => {
  const { page } = app;
  await showPage(page, shown('flow'));
  await page.getByRole('main').getByRole('button', { name: 'More for Kettle price' }).click();
  const menu = await page.getByRole('menuitem').allInnerTexts();
  await page.keyboard.press('Escape');
  expect(menu.length).toBeGreaterThan(3);
  const words = await offered(page, 'This flow');
  expect(words).toEqual(expect.arrayContaining(menu.map((one) => one.trim())));
  expect(words).toEqual(expect.arrayContaining(['Run now', 'Pause']));
  const tabs = { graph: 'Graph', source: 'Source', schedule: 'Schedule', limits: 'Workers and limits' } as const;
  for (const [tab, name] of Object.entries({ ...tabs, versions: 'Versions', runs: 'Runs' })) {
    await choose(page, `open ${name.toLowerCase()}`, `Open ${name}`);
    await hashBecomes(page, new RegExp(`^#/flows/flow_[^/]+/${tab}$`));
    await page.getByRole('tab', { name, selected: true }).waitFor();
  }
});

it('pauses, resumes and duplicates the flow that is shown', async () => {
  const { page } = app;
  const kettle = async () => {
    const { json } = await home.json<{ name: string; status: string }[]>('flow', 'list');
    return json.filter(({ name }) => name.startsWith('Kettle price')).map(({ status }) => status);
  };
  await showPage(page, shown('flow'));
  await choose(page, 'pause', 'Pause');
  await eventually(async () => expect(await kettle()).toEqual(['paused']));
  await page.getByRole('main').getByRole('button', { name: 'Resume' }).waitFor();
  await choose(page, 'resume', 'Resume');
  await eventually(async () => expect(await kettle()).toEqual(['on']));
  const [before] = (await page.evaluate(() => window.location.hash)).split('/runs');
  await choose(page, 'duplicate', 'Duplicate');
  await eventually(async () => expect(await page.evaluate(() => window.location.hash)).not.toBe(before));
  await eventually(async () => expect((await kettle()).sort()).toEqual(['on', 'paused']));
});

it('has all that the menu of a run has, and runs it again from one of its steps', async () => {
  const { page } = app;
  await dismissNotes(page);
  await showPage(page, shown('run'));
  await page.getByRole('button', { name: 'More for this run' }).click();
  const menu = await page.locator('[role=menuitem]:not([aria-disabled=true])').allInnerTexts();
  await page.keyboard.press('Escape');
  expect(menu.length).toBeGreaterThan(4);
  expect(await offered(page, 'This run')).toEqual(expect.arrayContaining(menu.map((one) => one.trim())));
  const before = await page.evaluate(() => window.location.hash);
  const title =
    (await page.getByTestId('run-step').nth(1).getByRole('button').first().getAttribute('aria-label')) ?? '';
  await page.keyboard.press('Control+k');
  await field(page).fill('fork');
  const forks = page.getByRole('option', { name: /^Run again from: / });
  await forks.first().waitFor();
  expect(await forks.count(), title).toBeGreaterThan(1);
  await forks.nth(1).click();
  await eventually(async () => expect(await page.evaluate(() => window.location.hash)).not.toBe(before));
  await page.getByText(/^Began with the results of an earlier run/).waitFor();
});

it('swaps the two sides of a comparison', async () => {
  const { page } = app;
  await showPage(page, shown('run-compare'));
  const [, one, other] = (await page.evaluate(() => window.location.hash)).match(/runs\/(.+)\/compare\/(.+)$/) ?? [];
  await choose(page, 'swap', 'Swap A and B');
  await hashBecomes(page, new RegExp(`/runs/${other}/compare/${one}$`));
});

it('finds what the whole app does by other words for it, too', async () => {
  const { page } = app;
  await choose(page, 'pause everything', 'Pause all flows');
  await eventually(async () => {
    const status = await page.evaluate(() => window.majordomo.app.status());
    expect(status.ok && status.value.paused).toBe(true);
  });
  await choose(page, 'resume all', 'Resume all flows');
  for (const [typed, words] of [
    ['templates', 'New from template'],
    ['import a flow', 'Import a flow'],
    ['usage', 'Usage'],
  ] as const) {
    await page.keyboard.press('Control+k');
    await field(page).fill(typed);
    await page.getByRole('option', { name: words, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
  }
});
