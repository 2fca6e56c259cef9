import { mkdirSync } from 'node:fs';
import { it } from 'vitest';
import { seedHome } from '../support/demo-home.ts';
import { setTheme, showPage } from '../support/demo-pages.ts';
import { homeOfTest } from '../support/home.ts';

it('mine', async () => {
  const home = homeOfTest();
  await seedHome(home);
  const { page, electron } = await home.open();
  mkdirSync('/tmp/gallery/shots', { recursive: true });
  const pages: Array<[string, string, string]> = [
    ['templates', '#/templates', 'This computer'],
    ['template', '#/templates/disk-warning', 'Critical above'],
    ['template-price', '#/templates/price-watch', 'Page of the product'],
    ['usage', '#/usage', 'Runs a day'],
    ['flows', '#/flows', 'Kettle price'],
  ];
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    for (const [name, hash, shows] of pages) {
      await showPage(page, { name, hash, shows });
      if (name === 'template') await page.getByTestId('template-approve').and(page.locator(':enabled')).waitFor();
      await page.screenshot({ path: `/tmp/gallery/shots/${name}-${theme}.png`, animations: 'disabled' });
    }
  }
  await setTheme(page, 'light');
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(640, 800));
  for (const [name, hash, shows] of pages) {
    await showPage(page, { name, hash, shows });
    await page.screenshot({ path: `/tmp/gallery/shots/${name}-narrow.png`, animations: 'disabled' });
  }
}, 240_000);
