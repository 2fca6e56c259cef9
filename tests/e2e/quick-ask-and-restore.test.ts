/**
 * What reaches beyond the window: a shortcut that brings it up for a question, a backup that takes the place of the data. Hunts: keys
 * that are not registered, a question that lands in an old conversation, a restore that keeps what came after the backup.
 */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfTest } from '../support/home.ts';
import { hashBecomes, sayInNewConversation } from '../support/window.ts';

const keys = 'CommandOrControl+Shift+Space';

it('quick ask: its keys, pressed anywhere on the desktop, bring the window up with a new question, and no longer once it is off', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const { page } = app;
  const other = 'CommandOrControl+Alt+K';
  await sayInNewConversation(page, 'hello');
  expect(await registered(app)).toBe(true);
  await hide(app);
  pressKeys('ctrl+shift+space');
  await becomesVisible(app);
  await hashBecomes(page, /^#\/chat$/);
  await eventually(async () =>
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('composer'),
  );

  await page.evaluate(() => {
    window.location.hash = '#/settings/start';
  });
  const quickAsk = page.getByRole('switch', { name: 'Quick ask' });
  await eventually(async () => expect(await quickAsk.isChecked()).toBe(true));
  await quickAsk.click();
  await eventually(async () => expect(await registered(app)).toBe(false));
  await hide(app);
  pressKeys('ctrl+shift+space');
  // A press after it that is heard tells that this one was not: the X server gives them away in order.
  await home.json('settings', 'set', 'quick-ask.keys', other);
  await eventually(async () => expect(await registered(app, other)).toBe(true));
  expect(await app.isWindowVisible()).toBe(false);
  pressKeys('ctrl+alt+k');
  await becomesVisible(app);
});

async function hide(app: OpenApp): Promise<void> {
  await app.closeWindow();
  await eventually(async () => expect(await app.isWindowVisible()).toBe(false));
}

const becomesVisible = (app: OpenApp): Promise<void> =>
  eventually(async () => expect(await app.isWindowVisible()).toBe(true));

/** As a keyboard does it: the X server gets the keys, and gives them to whoever has grabbed them. */
function pressKeys(keys: string): void {
  execFileSync('xdotool', ['key', '--clearmodifiers', keys]);
}

const registered = ({ electron }: OpenApp, accelerator = keys): Promise<boolean> =>
  electron.evaluate(({ globalShortcut }, one) => globalShortcut.isRegistered(one), accelerator);

it('restore: the app starts anew with what is in the backup, and nothing that came after it', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const { page } = app;
  await sayInNewConversation(page, 'before the backup');
  const file = home.file('backup.tar.gz', '');
  // A dialog cannot be answered by a test, and a relaunch would leave its hands: the answer is given, the arguments are kept.
  await app.electron.evaluate(({ app: electron, dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    electron.relaunch = (options) => void Object.assign(globalThis, { relaunchedWith: options?.args ?? [] });
    const quit = electron.quit.bind(electron);
    electron.quit = () => void Object.assign(globalThis, { reallyQuit: quit });
  }, file);
  await page.evaluate(() => {
    window.location.hash = '#/settings/data';
  });
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(file, { exact: false }).first().waitFor();
  await sayInNewConversation(page, 'after the backup');

  await page.evaluate(() => {
    window.location.hash = '#/settings/data';
  });
  await page.getByRole('button', { name: 'Restore a backup' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Choose the file' }).click();
  const args = await eventually(async () => {
    const kept = await app.electron.evaluate(
      () => (globalThis as unknown as { relaunchedWith?: string[] }).relaunchedWith,
    );
    expect(kept).toContain('--restore');
    return kept ?? [];
  });
  expect(args.slice(args.indexOf('--restore'))).toEqual(['--restore', file]);
  expect(args).toContain(home.dataDir);
  void app.electron
    .evaluate(() => (globalThis as unknown as { reallyQuit(): void }).reallyQuit())
    .catch(() => undefined);
  await home.expectNoProcesses();

  const again = await home.open({ args: ['--restore', file] });
  const titles = again.page.getByRole('region', { name: 'Conversations' });
  await titles.getByRole('button', { name: 'before the backup', exact: true }).waitFor();
  expect(await titles.getByRole('button', { name: 'after the backup', exact: true }).count()).toBe(0);
});
