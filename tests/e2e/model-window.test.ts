/**
 * A model in the real window: text that streams, calls that are shown, a plan that is approved, a stop that stops. Hunts: deltas that
 * are lost or doubled between main and page, calls of the orchestrator that are not seen, a reply that cannot be ended.
 * The tests of this file are one story and go on from each other.
 */
import { beforeAll, expect, it } from 'vitest';
import { capableModel } from '../support/capable-model.ts';
import { priceWatch } from '../support/eight-patterns.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { goodModel } from '../support/good-model.ts';
import { homeOfFile } from '../support/home.ts';
import { modelServerOfFile } from '../support/model-server.ts';
import { flowRow, lastReply, openPage, openStartedRun, planCard, runSteps, say, textOf } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const home = homeOfFile();
const server = await modelServerOfFile();
const { base, requests } = await worldOfFile({ price: 89.5 });
let app: OpenApp;
beforeAll(async () => {
  app = await home.open({ env: { OPENAI_BASE_URL: server.baseUrl, MAJORDOMO_MODEL: 'scripted' } });
  expect((await home.json('model', 'use', 'environment')).exitCode).toBe(0);
});

it('a long answer streams in, whole, and stopping it ends the call', async () => {
  const { page } = app;
  const whole = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
  server.script = () => ({ text: whole, pieceLength: 40, delayMs: 50 });
  await say(page, 'Tell me a story');
  const reply = page.locator('[data-testid=message][data-role=assistant]').last();
  await reply.getByText('word12').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('[data-testid=message][data-status=stopped]').waitFor();
  const text = (await textOf(reply)).split('\n')[0] ?? '';
  expect(
    whole.startsWith(
      text
        .replace(/\s*Stopped.*$/s, '')
        .trim()
        .slice(0, 60),
    ),
  ).toBe(true);
  expect(text).not.toContain('word399');
});

it('a sentence becomes a plan by the orchestrator, whose calls are shown', async () => {
  const { page } = app;
  server.script = goodModel(priceWatch(base));
  await say(page, `Watch ${base}/product every day at 9 and tell me when it is below $100, else log it`);
  await planCard(page).waitFor();
  const reply = await lastReply(page);
  expect(await textOf(reply)).toContain('Here is the plan. Nothing runs until you approve it.');
  for (const tool of ['delegate_to_orchestrator', 'spawn_worker', 'schedule_flow'])
    expect(await reply.getByText(tool, { exact: true }).count()).toBe(1);
  expect(requests).toEqual({});
});

it('approved, it runs without asking the model again', async () => {
  const { page } = app;
  await page.getByTestId('plan-approve').click();
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  const asked = server.requests.length;
  await openPage(page, 'Flows');
  await flowRow(page, 'Kettle price').getByRole('button', { name: 'Run Kettle price now' }).click();
  await openStartedRun(page);
  await page.locator('[data-testid=run-step][data-state="Tell me"][data-status=succeeded]').waitFor();
  expect((await runSteps(page)).map(({ state }) => state)).toEqual([
    'Fetch the page',
    'Read the price',
    'Is it below $100?',
    'Tell me',
  ]);
  expect({ asked: server.requests.length, requests }).toEqual({ asked, requests: { '/product': 1 } });
});

it('a removed model comes back with Undo, in use as it was', async () => {
  const { page } = app;
  server.script = capableModel;
  await page.evaluate(async (baseUrl) => {
    const { models } = window.majordomo;
    const shape = {
      id: 'mine',
      label: 'My model',
      baseUrl,
      model: 'scripted',
      contextTokens: 32_000,
      maxOutputTokens: 1_000,
    };
    const saved = await models.save({ ...shape, key: 'sk-of-my-own', allowReadableKey: true });
    const tested = await models.test({ id: 'mine' });
    const used = await models.use({ id: 'mine' });
    if (!saved.ok || !tested.ok || !used.ok) throw new Error('the model cannot be used');
  }, server.baseUrl);
  await page.evaluate(() => {
    window.location.hash = '#/settings/brain';
  });
  const remove = page.getByRole('button', { name: 'Remove My model' });
  await remove.click();
  await page.getByText('My model was removed').first().waitFor();
  await remove.waitFor({ state: 'detached' });
  const models = async () => {
    const list = await page.evaluate(() => window.majordomo.models.list());
    if (!list.ok) throw new Error(list.error.message);
    return { brain: list.value.brain, mine: list.value.endpoints.find(({ id }) => id === 'mine') ?? null };
  };
  expect(await models()).toEqual({ brain: 'planner', mine: null });
  await page.getByRole('button', { name: 'Undo' }).click();
  await remove.waitFor();
  expect(await models()).toMatchObject({ brain: 'mine', mine: { hasKey: true, test: { usable: true } } });
});
