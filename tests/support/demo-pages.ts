import type { Page } from 'playwright';
import { type ShownPage, shownPages } from './pages.ts';

/** The pages of the demonstration, with the ids its database gave them. */
export async function demoPages(page: Page): Promise<ShownPage[]> {
  const ids = await page.evaluate(async () => {
    const { flows, runs, conversations } = window.majordomo;
    const [listed, ran, failed, talks] = await Promise.all([
      flows.list(),
      runs.list({ limit: 200 }),
      runs.list({ group: 'failed', limit: 1 }),
      conversations.list(),
    ]);
    if (!listed.ok || !ran.ok || !failed.ok || !talks.ok) throw new Error('the demonstration cannot be read');
    const flow = listed.value.find(({ name }) => name === 'Kettle price');
    const [run, otherRun] = ran.value.filter(({ flowId, status }) => flowId === flow?.id && status === 'SUCCEEDED');
    const mapRun = ran.value.find(({ flowName }) => flowName === 'Kitchen offers');
    const conversation = talks.value.find(({ title }) => title === 'Kettle price');
    const failedRun = failed.value[0];
    if (!flow || !run || !otherRun || !mapRun || !conversation || !failedRun)
      throw new Error('the demonstration lacks what the pages show');
    return {
      ...{ flow: flow.id, run: run.id, otherRun: otherRun.id, mapRun: mapRun.id },
      ...{ conversation: conversation.id, failedRun: failedRun.id },
    };
  });
  return shownPages(ids);
}

export async function showPage(page: Page, { hash, shows }: ShownPage): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
  await page.getByRole('main').getByText(shows).first().waitFor();
  await atRest(page);
}

/** Until what fades or slides has ended. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}

export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => window.majordomo.app.setTheme({ theme: chosen }), theme);
  await page.locator(`html[data-theme=${theme}]`).waitFor();
}
