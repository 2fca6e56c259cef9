/**
 * Every page in both themes, looked at by axe (WCAG 2.2 A and AA). Hunts: a colour too faint, a control without a name, a list that is
 * none. Prints how many pages were looked at and what was found.
 */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { seedHome } from '../support/demo-home.ts';
import { atRest, demoPages, setTheme, showPage } from '../support/demo-pages.ts';
import { homeOfTest } from '../support/home.ts';
import type { ShownPage } from '../support/pages.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    });
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

it('axe finds nothing on any page in either theme', async () => {
  const home = homeOfTest();
  await seedHome(home);
  const { page, electron } = await home.open();
  // The page's own policy forbids scripts from outside, so the tool comes in by the debugger, as the tests do.
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync(axeFile, 'utf8'));
  const pages = await demoPages(page);
  const found: string[] = [];
  let looked = 0;
  const look = async (name: string): Promise<void> => {
    looked += 1;
    found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
  };
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    for (const shown of pages) {
      await showPage(page, shown);
      await look(`${shown.name} ${theme}`);
    }
    await showPage(page, pages.find(({ name }) => name === 'runs') as ShownPage);
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Choose none' }).waitFor();
    await atRest(page);
    await look(`runs chosen ${theme}`);
    await page.getByRole('button', { name: 'Choose none' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('kettle');
    await page.getByRole('option').first().waitFor();
    await look(`palette ${theme}`);
    await page.keyboard.press('Escape');
  }
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(700, 700));
  for (const shown of pages) {
    await showPage(page, shown);
    await look(`${shown.name} narrow`);
  }
  process.stdout.write(`axe: ${found.length} violations, ${looked} pages × themes\n`);
  expect(found).toEqual([]);
}, 240_000);
