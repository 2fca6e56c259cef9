/** A flow that was approved and is changed in words. Hunts: a change without an approval, a lost ledger, a run that changes its version. */
import { expect, it } from 'vitest';
import type { FlowDetail } from '../../src/shared/domain/flow.ts';
import type { Plan } from '../../src/shared/domain/plan.ts';
import { homeOfFile, homeOfTest } from '../support/home.ts';
import { lastReply, say, sayInNewConversation } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

interface Asked {
  plan: Plan | null;
  flow: { id: string } | null;
}

const home = homeOfFile();
const { base } = await worldOfFile({ price: 89.5 });

it('becomes a new version once the difference is approved, and stays as it is before', async () => {
  const request = `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`;
  const first = await home.json<Asked>('ask', request, '--approve');
  const flowId = first.json.flow?.id ?? '';

  const proposed = await home.json<Asked>('ask', 'make it 8am instead', '--continue');
  expect(proposed.json.plan?.status).toBe('proposed');
  expect(proposed.json.plan?.changes?.flowId).toBe(flowId);
  const different = proposed.json.plan?.changes?.lines.filter(({ is }) => is !== 'same');
  expect(different).toEqual([
    { is: 'removed', text: expect.stringContaining('09:00') },
    { is: 'added', text: expect.stringContaining('08:00') },
  ]);
  expect((await home.json<FlowDetail>('flow', 'show', flowId)).json.schedule).toMatchObject({ cron: '0 9 * * *' });

  const changed = await home.json<Asked>('ask', 'make it $80', '--continue', '--approve');
  expect(changed.json.flow?.id).toBe(flowId);
  const flow = (await home.json<FlowDetail>('flow', 'show', flowId)).json;
  // The first change was never approved: the second one starts from it, since it is what was spoken of.
  expect(flow).toMatchObject({ version: 2, schedule: { cron: '0 8 * * *' } });
  expect(JSON.stringify(flow.definition)).toContain('80');
  expect((await home.json<unknown[]>('flow', 'list')).json).toHaveLength(1);
});

it('shows in the window what would be different', async () => {
  const own = homeOfTest();
  const { page } = await own.open();
  const request = `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`;
  await sayInNewConversation(page, request);
  await page.getByTestId('plan-approve').click();
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  await lastReply(page);
  await say(page, 'make it 8am instead');
  const card = page.locator('[data-testid=plan-card][data-status=proposed]');
  await card.waitFor();
  const rows = card.getByRole('definition').first().getByRole('listitem');
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/^No longer:\s+When: Every day at 09:00/),
    expect.stringMatching(/^New:\s+When: Every day at 08:00/),
  ]);
});
