/**
 * Somebody who has never seen this. Hunts: a way to the first flow that grew longer, or that needs a model, a key or the internet; an
 * example that is asked back about instead of planned.
 */
import { expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfTest } from '../support/home.ts';
import { lastReply, planCard } from '../support/window.ts';

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

it('makes a plan of each example as it is: a folder, a disk and a feed', async () => {
  const home = homeOfTest();
  const { page } = await home.open();
  const examples = page.getByRole('list', { name: 'Examples' }).getByRole('button');
  await examples.first().waitFor();
  const count = await examples.count();
  for (let index = 0; index < count; index++) {
    if (index > 0) await page.getByRole('button', { name: 'New conversation' }).click();
    await examples.nth(index).click();
    await page.keyboard.press('Enter');
    await planCard(page).getByTestId('plan-approve').click();
    await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
    await lastReply(page);
  }
  await eventually(async () => {
    const { json } = await home.json<FlowSummary[]>('flow', 'list');
    expect(json.map(({ name, status, schedule }) => [name, status, schedule?.cron]).sort()).toEqual([
      ['Disk watch', 'on', '0 * * * *'],
      ['Entries of www.nasa.gov/feed', 'on', '0 7 * * *'],
      ['Files', 'on', '0 18 * * *'],
    ]);
  });
});
