/**
 * The main jobs of the pages, on months of use, by mouse and by keys. Hunts: a page that shows and does nothing, an action that the
 * palette promises and does not carry out, a list that loses its place.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seedHome } from '../support/demo-home.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { flowRow, hashBecomes, openPage, textOf } from '../support/window.ts';

const home = homeOfFile();
const configFolder = `${home.dataDir}-config`;
let app: OpenApp;
beforeAll(async () => {
  await seedHome(home);
  // Starting at login is a file there: not the person's own who runs the tests.
  app = await home.open({ env: { XDG_CONFIG_HOME: configFolder } });
});

describe('the command palette', () => {
  it('opens by keys, reaches a page, and gives the focus back to the page', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('agen');
    await page.keyboard.press('Enter');
    await hashBecomes(page, /^#\/agenda$/);
    expect(await page.getByRole('combobox').count()).toBe(0);
  });

  it('pauses a flow by its name, and finds why a run failed', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('pause disk');
    await page.getByRole('option', { name: 'Pause Disk check' }).waitFor();
    await page.keyboard.press('Enter');
    await eventually(async () => {
      const { json } = await home.json<{ name: string; status: string }[]>('flow', 'list');
      expect(json.find(({ name }) => name === 'Disk check')?.status).toBe('paused');
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('unavailable');
    await page
      .getByRole('option', { name: /503 Service/ })
      .first()
      .click();
    await hashBecomes(page, /^#\/runs\/run_/);
  });
});

describe('the pages', () => {
  it('each have their keys', async () => {
    const { page } = app;
    const places: Record<string, RegExp> = {
      '2': /^#\/flows$/,
      '3': /^#\/agenda$/,
      '4': /^#\/approvals$/,
      '5': /^#\/runs$/,
      '6': /^#\/notifications$/,
      '7': /^#\/data$/,
      '8': /^#\/workers$/,
      ',': /^#\/settings$/,
      '1': /^#\/chat/,
    };
    for (const [key, place] of Object.entries(places)) {
      await page.keyboard.press(`Control+${key}`);
      await hashBecomes(page, place);
    }
  });

  it('Flows: filters, orders and goes from row to row by keys', async () => {
    const { page } = app;
    await openPage(page, 'Flows');
    await page.getByRole('button', { name: /^Cancelled/ }).click();
    await flowRow(page, 'Old lamp watch').waitFor();
    expect(await page.getByTestId('flow-row').count()).toBe(1);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Order' }).click();
    await page.getByRole('menuitemradio', { name: 'Last run' }).click();
    await page.getByTestId('flow-row').first().getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    const second = await page.getByTestId('flow-row').nth(1).getAttribute('data-name');
    await eventually(async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second));
    await page.keyboard.press('Enter');
    await hashBecomes(page, /^#\/flows\/flow_/);
  });

  it('Agenda: a firing that was missed runs after all', async () => {
    const { page } = app;
    await page.evaluate(() => {
      window.location.hash = '#/agenda/list';
    });
    await page.getByRole('main').getByText('Kettle price').first().waitFor();
    const missed = page.getByRole('listitem').filter({ hasText: 'missed' }).filter({ hasText: 'Run it now' });
    // It is some days ago: at the beginning of a week that is in the one before.
    if ((await missed.count()) === 0) await page.getByRole('button', { name: 'Previous week' }).click();
    await missed.first().getByRole('button', { name: 'Run it now' }).click();
    await page.getByRole('button', { name: 'Open run' }).first().waitFor();
  });

  it('Approvals: an answer with a note lets the flow go on, and is kept', async () => {
    const { page } = app;
    await openPage(page, 'Approvals');
    const card = page.getByTestId('approval').first();
    await card.getByLabel('Why, if you want to say').fill('Looks good');
    await card.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByText('“Looks good”').waitFor();
    expect(await textOf(page.getByRole('navigation').getByRole('button', { name: 'Approvals' }))).toBe('Approvals');
  });

  it('Runs: failures alone, and the oldest by scrolling to the end', async () => {
    const { page } = app;
    await openPage(page, 'Runs');
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.getByTestId('run-row').first().waitFor();
    expect(
      new Set(
        await page
          .getByTestId('run-row')
          .allInnerTexts()
          .then((rows) => rows.map((row) => /Failed|Timed out/.test(row))),
      ),
    ).toEqual(new Set([true]));
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByTestId('run-row').first().focus();
    const { count } = await page.evaluate(async () => {
      const counted = await window.majordomo.runs.count({});
      if (!counted.ok) throw new Error(counted.error.message);
      return counted.value;
    });
    await eventually(async () => {
      await page.keyboard.press('End');
      const last = page.getByRole('main').getByRole('listitem').last();
      expect(Number(await last.getAttribute('aria-posinset'))).toBeGreaterThan(count);
    }, 30_000);
  });

  it('Notifications: by kind, and each opens its run', async () => {
    const { page } = app;
    await openPage(page, 'Notifications');
    await page.getByRole('button', { name: 'Failures' }).click();
    await page.getByTestId('notification').filter({ hasText: 'failed' }).first().click();
    await hashBecomes(page, /^#\/runs\/run_/);
  });

  it('Data: a table is filtered, sorted and saved as CSV; a file is looked into', async () => {
    const { page, electron } = app;
    const file = home.file('saved.csv', '');
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await openPage(page, 'Data');
    await page.getByRole('button', { name: /price_history/ }).click();
    await page.getByRole('img', { name: /^price from/ }).waitFor();
    await page.getByRole('button', { name: 'price', exact: true }).click();
    await page.getByRole('columnheader', { name: 'price' }).and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    await page.getByText(/rows saved/).waitFor();
    const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
    expect(header).toBe('time,price,url');
    expect(rows.length).toBeGreaterThan(50);

    await page.evaluate(() => {
      window.location.hash = '#/data/files/newsletter';
    });
    await page.getByRole('button', { name: /draft.md/ }).click();
    await page.getByText('The orchard opens on Saturday').waitFor();
  });

  it('Workers: say what they may do, and nothing else', async () => {
    const { page } = app;
    await openPage(page, 'Workers');
    await page.getByTestId('worker-row').filter({ hasText: 'Kettle price' }).click();
    const main = page.getByRole('main');
    await main.getByText('shop.example').first().waitFor();
    expect(await textOf(main)).toContain('Nothing else.');
  });

  it('Settings: a pause that ends by itself, and start at login', async () => {
    const { page } = app;
    await page.evaluate(() => {
      window.location.hash = '#/settings/pause';
    });
    await page.getByRole('button', { name: 'For an hour' }).click();
    await page.getByText(/Paused until today|Paused until tomorrow/).waitFor();
    await page.getByRole('button', { name: 'Resume now' }).click();
    await page.getByText('Flows fire as scheduled').waitFor();

    await page.evaluate(() => {
      window.location.hash = '#/settings/start';
    });
    const autostart = join(configFolder, 'autostart', 'majordomo.desktop');
    const login = page.getByRole('switch', { name: 'Start at login' });
    await login.click();
    await eventually(() => expect(readFileSync(autostart, 'utf8')).toMatch(/^Exec=.*"--data-dir" ".*" "--hidden"$/m));
    await login.click();
    await eventually(() => expect(existsSync(autostart)).toBe(false));
  });
});
