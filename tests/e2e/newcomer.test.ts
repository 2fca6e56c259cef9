/** Somebody who has never seen this. Hunts: a way to the first flow that grew longer, or that needs a model, a key or the internet. */
import { expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import { homeOfTest } from '../support/home.ts';
import { lastReply } from '../support/window.ts';

it('has the first flow scheduled with at most six presses, from a fresh data directory', async () => {
  const home = homeOfTest();
  const { page } = await home.open();
  let presses = 0;
  const press = async (what: () => Promise<unknown>): Promise<void> => {
    presses += 1;
    await what();
  };
  await page.getByRole('heading', { name: 'Say what should happen. It happens by itself.' }).waitFor();
  await press(() => page.getByRole('list', { name: 'Examples' }).getByRole('button').nth(1).click());
  await press(() => page.keyboard.press('Enter'));
  await press(() => page.getByTestId('plan-approve').click());
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  await lastReply(page);
  const { json } = await home.json<FlowSummary[]>('flow', 'list');
  expect(json.map(({ status, schedule }) => [status, schedule?.cron])).toEqual([['on', '0 * * * *']]);
  expect(presses).toBeLessThanOrEqual(6);
  process.stdout.write(`a newcomer's first flow: ${presses} presses\n`);
});
