/**
 * The pictures in docs/screenshots: every page of the demonstration in both themes, narrow and at 200 %, empty, and the tray's menu.
 * Not a test of anything: run it with `npm run screenshots` after the look has changed, and leaf through docs/screenshots/README.md.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { seedHome } from '../support/demo-home.ts';
import { demoPages, setTheme, showPage } from '../support/demo-pages.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { Home, homeOfFile } from '../support/home.ts';
import type { ShownPage } from '../support/pages.ts';

const folder = join(process.cwd(), 'docs', 'screenshots');
const home = homeOfFile();
let app: OpenApp;
let pages: ShownPage[];

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await seedHome(home);
  app = await home.open();
  pages = await demoPages(app.page);
}, 180_000);

async function take(name: string): Promise<void> {
  const { page } = app;
  // The pointer rests where nothing reacts to it.
  await page.mouse.move(700, 12);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** A value of a flow's outline while it is changed. */
async function takeValue(name: string): Promise<void> {
  const { page } = app;
  await showPage(page, pages.find((one) => one.name === 'flow') as ShownPage);
  await page
    .getByRole('button', { name: /change the limit/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Limit' }).fill('80');
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await page.keyboard.press('Escape');
}

/** Drawn larger by the window itself, which the test's own camera does not see whole. */
async function takeZoomed(name: string): Promise<void> {
  const picture = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(join(folder, `${name}.png`), Buffer.from(picture, 'base64'));
}

/** In px of the screen, and how large the page is drawn in it. */
async function resize(width: number, height: number, zoom = 1): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, to) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(to.width, to.height);
      window?.webContents.setZoomFactor(to.zoom);
    },
    { width, height, zoom },
  );
  await app.page.waitForFunction((wide) => Math.abs(window.innerWidth - wide) < 4, Math.round(width / zoom));
}

describe('pictures of the window', () => {
  it.each(['light', 'dark'] as const)(
    'every page, %s',
    async (theme) => {
      await setTheme(app.page, theme);
      for (const shown of pages) {
        await showPage(app.page, shown);
        await take(`${shown.name}-${theme}`);
      }
      await takeValue(`flow-value-${theme}`);
      await app.page.keyboard.press('Control+k');
      await app.page.getByRole('combobox').fill('kettle');
      await app.page.getByText('Found', { exact: true }).waitFor();
      await take(`palette-${theme}`);
      await app.page.keyboard.press('Escape');
    },
    240_000,
  );

  it('every page, narrow and at 200 %', async () => {
    await setTheme(app.page, 'light');
    await resize(700, 760);
    for (const shown of pages) {
      await showPage(app.page, shown);
      await take(`${shown.name}-narrow`);
    }
    await resize(1400, 840, 2);
    for (const shown of pages) {
      await showPage(app.page, shown);
      await takeZoomed(`${shown.name}-200`);
    }
    await resize(1200, 820);
  }, 240_000);

  it('with nothing in it yet', async () => {
    await app.quit();
    const fresh = new Home();
    try {
      app = await fresh.open();
      await setTheme(app.page, 'light');
      for (const { name, hash } of pages.filter(({ name: page }) =>
        /^(chat-introduction|flows|agenda-week|approvals|runs|notifications|data|workers)$/.test(page),
      )) {
        await showPage(app.page, { name, hash, shows: '' });
        await app.page.getByRole('heading', { level: 2 }).first().waitFor();
        await take(`${name}-empty`);
      }
    } finally {
      await fresh.end();
    }
  }, 120_000);
});

describe('pictures of the tray’s menu', () => {
  it.each(['light', 'dark'] as const)('%s', async (theme) => {
    // A desktop draws menus in its own theme, whatever the app's is.
    const env = { GTK_THEME: theme === 'dark' ? 'Adwaita:dark' : 'Adwaita' };
    app = await home.open({ env });
    // The menu belongs to the desktop's tray; this pops the same one up over the window, and takes a part of the screen.
    const picture = await app.electron.evaluate(async ({ Menu, BrowserWindow, desktopCapturer }, chosen) => {
      const [window] = BrowserWindow.getAllWindows();
      const build = Menu.buildFromTemplate;
      const menu = await new Promise<Electron.Menu>((resolve) => {
        Menu.buildFromTemplate = (template) => {
          const built = build.call(Menu, template);
          resolve(built);
          return built;
        };
        // Anything that changes the status makes the tray's menu anew.
        void window?.webContents.executeJavaScript(`window.majordomo.app.setTheme({ theme: '${chosen}' })`);
      });
      Menu.buildFromTemplate = build;
      menu.popup({ ...(window ? { window } : {}), x: 460, y: 300 });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const [screen] = await desktopCapturer.getSources({
        types: ['screen'],
        thumbnailSize: { width: 1440, height: 900 },
      });
      const { x, y } = window?.getContentBounds() ?? { x: 0, y: 0 };
      const image = screen?.thumbnail.crop({ x: x + 430, y: y + 280, width: 380, height: 310 });
      menu.closePopup(window);
      return image?.toPNG().toString('base64') ?? '';
    }, theme);
    writeFileSync(join(folder, `tray-menu-${theme}.png`), Buffer.from(picture, 'base64'));
    await app.quit();
  });

  it('and a page to leaf through them', () => {
    const names = readdirSync(folder).flatMap((file) => (file.endsWith('.png') ? [file.replace('.png', '')] : []));
    const lines = names.sort().map((name) => `### ${name}\n\n![${name}](${name}.png)\n`);
    writeFileSync(
      join(folder, 'README.md'),
      `# Every page and state\n\nMade by \`npm run screenshots\` from the demonstration.\n\n${lines.join('\n')}`,
    );
  });
});
