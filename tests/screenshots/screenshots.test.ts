/**
 * The pictures in docs/screenshots, taken of the real app with content it made itself. Not a test of anything: run it with
 * `npm run screenshots` after the look has changed, and look at what it wrote.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import type { RunSummary } from '../../src/shared/domain/run.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { flowRow, lastReply, openPage, planCard, say } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const folder = join(process.cwd(), 'docs', 'screenshots');
const kettlePrices = [124, 119, 119, 97.5, 119, 118, 112, 109, 89.5, 112, 118, 129];

const home = homeOfFile();
const { base, world } = await worldOfFile({ list: ['Ada', 'Grace', 'Edsger'], job: { queue: 3 } }, 8080);
const shop = base.replace('127.0.0.1', 'localhost');
let app: OpenApp;

const requests: Record<string, string> = {
  'Kettle price': `Check ${shop}/product every morning at 9. If the price is below $100 notify me, otherwise log it to price_history`,
  'Nightly log': "Every night at 22:30: if the file log.md exists append today's date to it, else create it",
  'Who is on the list': `scrape ${shop}/list → if empty send alert, else save to file names.txt; daily at noon`,
  'Build status': `Every hour fetch ${shop}/job.json. If status is not "complete" notify me, otherwise log it to status_history`,
  'Shelf of the week': `Every Monday at 8 check ${shop}/gone. If the price is below $20 notify me, otherwise log it to shelf`,
};
/** How often each runs by hand before the pictures are taken. */
const runs: Record<string, number> = {
  'Kettle price': 12,
  'Nightly log': 3,
  'Who is on the list': 5,
  'Build status': 8,
};

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  app = await home.open();
  const { page } = app;
  for (const [name, request] of Object.entries(requests)) {
    await page.getByRole('button', { name: 'New conversation' }).click();
    await say(page, request);
    await planCard(page).getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-testid=plan-card][data-status=superseded]').waitFor();
    await page.getByTestId('plan-approve').click();
    await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
    await lastReply(page);
    const conversationId = (await page.evaluate(() => window.location.hash)).replace('#/chat/', '');
    const renamed = { conversationId: decodeURIComponent(conversationId), title: name };
    await page.evaluate((change) => window.majordomo.conversations.rename(change), renamed);
  }
  for (const [name, times] of Object.entries(runs))
    for (let index = 0; index < times; index += 1) {
      if (name === 'Kettle price') world.price = kettlePrices[index] ?? 119;
      await runToItsEnd(name);
    }
  await runToItsEnd('Shelf of the week');
  await home.json('flow', 'pause', 'Who is on the list');
}, 180_000);

async function runToItsEnd(name: string): Promise<void> {
  await app.page.evaluate(async (flowName) => {
    const listed = await window.majordomo.flows.list();
    const flow = listed.ok ? listed.value.find((candidate) => candidate.name === flowName) : undefined;
    if (!flow) throw new Error(`No flow ${flowName}`);
    const { flows, runs } = window.majordomo;
    const started = await flows.run({ flowId: flow.id });
    if (!started.ok) throw new Error(started.error.message);
    for (;;) {
      const run = await runs.get({ runId: started.value.runId });
      if (run.ok && run.value.run.endedAtMs !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, name);
}

async function take(name: string): Promise<void> {
  const { page } = app;
  // The pointer rests where nothing reacts to it, and notes are gone.
  await page.mouse.move(700, 12);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await eventually(async () => {
    if ((await page.getByRole('button', { name: 'Dismiss' }).count()) > 0) throw new Error('A note is still shown');
  });
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => window.majordomo.app.setTheme({ theme: chosen }), theme);
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished)).catch(() => []),
    );
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
  }
}

describe('pictures of the window', () => {
  it('a conversation with a plan card', async () => {
    const { page } = app;
    await openPage(page, 'Chat');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await say(
      page,
      'Check https://shop.example/kettle daily at 9am. If the price is below $100 notify me, else log it to the table price_log',
    );
    await planCard(page).waitFor();
    await lastReply(page);
    await take('chat-plan');
  });

  it('the flows', async () => {
    await openPage(app.page, 'Flows');
    await flowRow(app.page, 'Kettle price').waitFor();
    await take('flows');
  });

  it('a flow', async () => {
    await openPage(app.page, 'Flows');
    await flowRow(app.page, 'Kettle price').getByRole('button', { name: 'Kettle price', exact: true }).click();
    await app.page.getByRole('tab', { name: 'Outline' }).waitFor();
    await take('flow');
  });

  it('a run that added a row, with that step open', async () => {
    const { json } = await home.json<RunSummary[]>('run', 'list');
    const last = json.find(({ flowName }) => flowName === 'Kettle price');
    await app.page.evaluate((id) => {
      window.location.hash = `#/runs/${id}`;
    }, last?.id);
    await app.page.getByTestId('run-step').last().getByRole('button').first().click();
    await take('run');
  });
});

describe('pictures of the tray’s menu', () => {
  it.each(['light', 'dark'] as const)('%s', async (theme) => {
    await app.quit();
    // A desktop draws menus in its own theme, whatever the app's is.
    app = await home.open({ env: { GTK_THEME: theme === 'dark' ? 'Adwaita:dark' : 'Adwaita' } });
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
  });
});
