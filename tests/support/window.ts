/** What a person does in the window, in the words of the tests. */
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

export async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').fill(text);
  await page.getByTestId('composer').press('Enter');
}

/** Says it in a new conversation and waits for the whole reply. */
export async function sayInNewConversation(page: Page, text: string): Promise<Locator> {
  await page.getByRole('navigation').getByRole('button', { name: 'Chat' }).click();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await say(page, text);
  return await lastReply(page);
}

/** The assistant's last message, once it is complete. */
export async function lastReply(page: Page): Promise<Locator> {
  const reply = page.locator('[data-testid=message][data-role=assistant]').last();
  await page.locator('[data-testid=message][data-role=assistant]:not([data-status=streaming])').last().waitFor();
  return reply;
}

export function planCard(page: Page): Locator {
  return page.getByTestId('plan-card').last();
}

export async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click();
}

export function flowRow(page: Page, name: string): Locator {
  return page.locator(`[data-testid=flow-row][data-name=${JSON.stringify(name)}]`);
}

/** The run page's steps: title and status of each, in order. */
export async function runSteps(page: Page): Promise<Array<{ state: string | null; status: string | null }>> {
  const steps = await page.getByTestId('run-step').all();
  return await Promise.all(
    steps.map(async (step) => ({
      state: await step.getAttribute('data-state'),
      status: await step.getAttribute('data-status'),
    })),
  );
}

export async function hashBecomes(page: Page, pattern: RegExp): Promise<string> {
  return await eventually(async () => {
    const hash = await page.evaluate(() => window.location.hash);
    expect(hash).toMatch(pattern);
    return hash;
  });
}

/** Presses "Open run" in the note that a run was started, and no older one. */
export async function openStartedRun(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Open run' }).first().click();
  return (await hashBecomes(page, /^#\/runs\/run_/)).replace('#/runs/', '');
}

/** What was noted before is taken away, so that what comes next can be told from it. */
export async function dismissNotes(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  // A note may end by itself just before it is pressed.
  while ((await dismiss.count()) > 0)
    await dismiss
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
}

/** What can be read there, in one line. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.first().allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ').trim();
}
