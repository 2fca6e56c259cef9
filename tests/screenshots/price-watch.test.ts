/**
 * A price watch from its first sentence to a flow that fired, once with a model and once with the built-in planner: pictures for
 * docs/screenshots, taken of the real app. Not a test of anything.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { priceWatch } from '../support/eight-patterns.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { goodModel } from '../support/good-model.ts';
import { homeOfFile } from '../support/home.ts';
import { modelServerOfFile } from '../support/model-server.ts';
import { dismissNotes, flowRow, lastReply, openPage, openStartedRun, planCard, say } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const folder = join(process.cwd(), 'docs', 'screenshots');
const home = homeOfFile();
const server = await modelServerOfFile();
const { base } = await worldOfFile({ price: 89.5 });
const shop = base.replace('127.0.0.1', 'localhost');
let app: OpenApp;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  app = await home.open({ env: { OPENAI_BASE_URL: server.baseUrl, MAJORDOMO_MODEL: 'scripted' } });
  await app.page.evaluate(() => window.majordomo.app.setTheme({ theme: 'light' }));
}, 60_000);

describe.each([
  [
    'model',
    'environment',
    `Every morning at 9, have a look at ${shop}/product for me. Below $100 I want to know, otherwise just log it.`,
    'Kettle price',
  ],
  [
    'planner',
    'planner',
    `Check ${shop}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`,
    `Price of ${shop.replace('http://', '')}/product`,
  ],
])('a price watch with the %s', (name, brain, sentence, flow) => {
  it('from the first sentence to the approval', async () => {
    const { page } = app;
    server.script = goodModel(priceWatch(shop));
    await home.json('model', 'use', brain);
    await openPage(page, 'Chat');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await say(page, sentence);
    await planCard(page).waitFor();
    await lastReply(page);
    await take(`price-watch-${name}-plan`);
    await page.getByTestId('plan-approve').click();
    await page.locator('[data-testid=plan-card][data-status=approved]').last().waitFor();
    await lastReply(page);
    await take(`price-watch-${name}-set-up`);
  });

  it('and the flow, fired', async () => {
    const { page } = app;
    await dismissNotes(page);
    await openPage(page, 'Flows');
    await flowRow(page, flow)
      .getByRole('button', { name: `Run ${flow} now` })
      .click();
    await openStartedRun(page);
    await page.getByText('Succeeded').first().waitFor();
    await take(`price-watch-${name}-run`);
  });
});

async function take(picture: string): Promise<void> {
  const { page } = app;
  await page.mouse.move(700, 12);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await eventually(async () => {
    await dismissNotes(page);
    if ((await page.getByRole('button', { name: 'Dismiss' }).count()) > 0) throw new Error('A note is still shown');
  });
  await page.screenshot({ path: join(folder, `${picture}.png`), animations: 'disabled' });
}
