/**
 * What a person does in the window besides the main job. Hunts: a setting that is forgotten, a plan that is carried out although it
 * was changed or discarded, an example that the app itself does not understand, a reply that never ends, a page that stays broken.
 */
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import { eventually } from '../support/eventually.ts';
import { rowFlow } from '../support/flow-files.ts';
import { homeOfTest } from '../support/home.ts';
import { DesktopNotifications } from '../support/notifications.ts';
import {
  flowRow,
  lastReply,
  openPage,
  openStartedRun,
  planCard,
  say,
  sayInNewConversation,
  textOf,
} from '../support/window.ts';
import { worldOfTest } from '../support/world.ts';

const priceRequest = (base: string) =>
  `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`;

describe('the window', () => {
  it('comes back with its place and size after a restart', async () => {
    const home = homeOfTest();
    const app = await home.open();
    const place = { x: 60, y: 40, width: 940, height: 700 };
    await app.electron.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      place,
    );
    await app.quit();
    const again = await home.open();
    const bounds = await again.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    expect(bounds).toEqual(place);
  });

  it('keeps the theme that was chosen, also over a restart', async () => {
    const home = homeOfTest();
    const app = await home.open();
    const theme = (page = app.page) => page.locator('html').getAttribute('data-theme');
    expect(await theme()).toBeNull();
    await app.page.getByTestId('status').click();
    await app.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await eventually(async () => expect(await theme()).toBe('dark'));
    await app.quit();
    const again = await home.open();
    await eventually(async () => expect(await theme(again.page)).toBe('dark'));
    await again.page.getByTestId('status').click();
    await again.page.getByRole('menuitemradio', { name: 'Like the system' }).click();
    await eventually(async () => expect(await theme(again.page)).toBeNull());
  });

  it('has a fresh page when the page’s process has crashed', async () => {
    const home = homeOfTest();
    const app = await home.open();
    const pidOfPage = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
    const crashed = await pidOfPage();
    process.kill(crashed as number, 'SIGKILL');
    await eventually(async () => {
      const now = await pidOfPage();
      expect(now).not.toBe(crashed);
      expect(now).toBeGreaterThan(0);
    });
    await eventually(async () => {
      const isUsable = await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "document.querySelector('[data-testid=composer]') !== null",
        ),
      );
      expect(isUsable).toBe(true);
    });
  });

  it('pauses everything from its status, and says so', async () => {
    const home = homeOfTest();
    const app = await home.open();
    await home.json('flow', 'add', home.file('flow.json', rowFlow('Hourly row', 'hourly')));
    await eventually(async () => expect(await textOf(app.page.getByTestId('status'))).toContain('Next: Hourly row'));
    await app.page.getByTestId('status').click();
    await app.page.getByRole('menuitem', { name: 'Pause all flows' }).click();
    await eventually(async () => expect(await textOf(app.page.getByTestId('status'))).toContain('Paused'));
    await app.page.getByTestId('status').click();
    await app.page.getByRole('menuitem', { name: 'Resume all flows' }).click();
    await eventually(async () => expect(await textOf(app.page.getByTestId('status'))).toContain('Next: Hourly row'));
  });
});

describe('a plan card', () => {
  it('comes of each example of the empty chat', async () => {
    const home = homeOfTest();
    const { page } = await home.open();
    const examples = page.getByRole('list', { name: 'Examples' }).getByRole('button');
    const count = await examples.count();
    expect(count).toBeGreaterThan(2);
    for (let index = 0; index < count; index += 1) {
      await page.getByRole('button', { name: 'New conversation' }).click();
      await examples.nth(index).click();
      await page.getByTestId('composer').press('Enter');
      const reply = await lastReply(page);
      const said = await textOf(reply);
      expect(await reply.getByTestId('plan-card').count(), said).toBe(1);
    }
  });

  it('shows in its dry run what would happen, and makes nothing happen', async () => {
    const home = homeOfTest();
    const { base, world, requests } = await worldOfTest({ price: 89.5 });
    const notifications = new DesktopNotifications();
    const { page } = await home.open();
    await say(page, priceRequest(base));
    const card = planCard(page);
    const report = card.getByRole('region', { name: 'Dry run' });
    await card.getByRole('button', { name: 'Dry run' }).click();
    await report.waitFor();
    expect(await textOf(report)).toContain('89.5');
    await report.getByRole('button', { name: 'Close the report' }).click();

    world.price = 129;
    await card.getByRole('button', { name: 'Dry run' }).click();
    await report.getByText('table_insert').waitFor();
    expect(await textOf(report)).toContain('129');
    expect(requests).toEqual({ '/product': 2 });
    expect(notifications.list()).toEqual([]);
    expect((await home.json('table', 'list')).json).toEqual([]);
    expect((await home.json('run', 'list')).json).toEqual([]);
    expect(await card.getAttribute('data-status')).toBe('proposed');
  });

  it('edited is superseded by its new version, and only that one is set up', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const { page } = await home.open();
    await say(page, priceRequest(base));
    await planCard(page).getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Kettle watch');
    await page.getByLabel('When', { exact: true }).fill('every weekday at 18:30');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-testid=plan-card][data-status=superseded]').waitFor();
    await eventually(async () => expect(await textOf(planCard(page))).toContain('Kettle watch'));
    expect(await textOf(planCard(page))).toContain('18:30');
    expect(await page.getByTestId('plan-approve').count()).toBe(1);
    await page.getByTestId('plan-approve').click();
    await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();

    const { json } = await home.json<FlowSummary[]>('flow', 'list');
    expect(json.map(({ name, schedule }) => [name, schedule?.cron])).toEqual([['Kettle watch', '30 18 * * 1-5']]);
  });

  it('edited with a time that cannot be read says so and is not saved', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const { page } = await home.open();
    await say(page, priceRequest(base));
    await planCard(page).getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('When', { exact: true }).fill('when pigs fly');
    await planCard(page).getByText(/pigs/).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  });

  it('discarded cannot be approved any more, and sets nothing up', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const { page } = await home.open();
    await say(page, priceRequest(base));
    await planCard(page).getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-testid=plan-card][data-status=discarded]').waitFor();
    expect(await page.getByTestId('plan-approve').count()).toBe(0);
    expect((await home.json('flow', 'list')).json).toEqual([]);
  });

  it('is approved by Enter with nothing written, once', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const { page } = await home.open();
    await say(page, priceRequest(base));
    // The key answers to the plan as soon as the card says so.
    await planCard(page).getByText('Enter', { exact: true }).waitFor();
    await page.getByTestId('composer').press('Enter');
    await page.getByTestId('composer').press('Enter');
    await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
    await lastReply(page);
    expect((await home.json<FlowSummary[]>('flow', 'list')).json).toHaveLength(1);
  });
});

describe('the chat', () => {
  it('says which part of a request it did not understand, and asks for what is missing', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const { page } = await home.open();
    const picture = await sayInNewConversation(page, 'Every day at 9 paint me a picture of the sea');
    expect(await textOf(picture)).toContain('paint me a picture of the sea');
    const drop = await sayInNewConversation(page, `I need to know when ${base}/product drops below $100`);
    expect(await textOf(drop)).toMatch(/how often|when/i);
    expect(await page.getByTestId('plan-card').count()).toBe(0);

    await say(page, 'every hour');
    await planCard(page).waitFor();
    expect(await textOf(planCard(page))).toContain('Every hour');
  });

  it('says that it is still answering, and ends each answer that it began', async () => {
    const home = homeOfTest();
    const { page } = await home.open();
    const { answers, statuses } = await page.evaluate(async () => {
      const { chat, conversations } = window.majordomo;
      const first = await chat.send({ conversationId: null, text: 'hello' });
      if (!first.ok) throw new Error(first.error.message);
      const conversationId = first.value.conversation.id;
      const sent = await Promise.all(['hello', 'what can you do?'].map((text) => chat.send({ conversationId, text })));
      for (;;) {
        const messages = await conversations.messages({ conversationId });
        if (!messages.ok) throw new Error(messages.error.message);
        if (messages.value.every(({ status }) => status !== 'streaming'))
          return {
            answers: sent.map((answer) => (answer.ok ? 'sent' : answer.error.code)),
            statuses: messages.value.map(({ role, status }) => `${role} ${status}`).sort(),
          };
      }
    });
    const taken = 1 + answers.filter((answer) => answer === 'sent').length;
    expect(answers.filter((answer) => answer !== 'sent' && answer !== 'Chat.Busy')).toEqual([]);
    expect(statuses).toEqual([...Array(taken).fill('assistant done'), ...Array(taken).fill('user done')]);
  });

  it('offers what can be asked about the flow that comes next, and understands it', async () => {
    const home = homeOfTest();
    const { page } = await home.open();
    await home.json('flow', 'add', home.file('flow.json', rowFlow('Hourly row', 'hourly')));
    await sayInNewConversation(page, 'hello');
    const answers: string[] = [];
    for (const words of ['list my flows', 'what does Hourly row do?', 'run Hourly row now']) {
      await page.getByRole('button', { name: 'New conversation' }).click();
      await page.getByRole('list', { name: 'About what there is' }).getByRole('button', { name: words }).click();
      await page.getByTestId('composer').press('Enter');
      await page.getByTestId('message').first().waitFor();
      answers.push(await textOf(await lastReply(page)));
    }
    expect(answers).toEqual([
      expect.stringContaining('Hourly row'),
      expect.stringContaining('Hourly row'),
      expect.stringContaining('Hourly row is running'),
    ]);
  });

  it('keeps a conversation over a restart; it can be renamed and deleted, and its flow stays', async () => {
    const home = homeOfTest();
    const { base } = await worldOfTest();
    const app = await home.open();
    await say(app.page, priceRequest(base));
    await app.page.getByTestId('plan-approve').click();
    await app.page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
    await lastReply(app.page);
    await app.quit();

    const { page } = await home.open();
    const conversations = page.getByRole('region', { name: 'Conversations' });
    const title = conversations.getByRole('listitem').getByRole('button').first();
    await title.click();
    await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
    expect(await page.getByTestId('message').count()).toBe(3);

    await title.press('F2');
    await page.getByLabel('Name of the conversation').fill('The kettle');
    await page.keyboard.press('Enter');
    await conversations.getByRole('button', { name: 'The kettle', exact: true }).waitFor();

    await conversations.getByRole('button', { name: 'The kettle', exact: true }).press('Delete');
    await conversations.getByText('None yet').waitFor();
    expect(await page.getByTestId('message').count()).toBe(0);
    expect((await home.json<FlowSummary[]>('flow', 'list')).json).toHaveLength(1);
  });
});

describe('the Flows page', () => {
  it('pauses, resumes and cancels a flow; a cancelled one keeps its history and cannot be run', async () => {
    const home = homeOfTest();
    const { page } = await home.open();
    const name = 'Hourly row';
    const { json: added } = await home.json<FlowSummary>(
      'flow',
      'add',
      home.file('flow.json', rowFlow(name, 'hourly')),
    );
    const status = async () => (await home.json<FlowDetail>('flow', 'show', added.id)).json.status;
    await openPage(page, 'Flows');
    const row = flowRow(page, name);
    await row.getByRole('button', { name: `Run ${name} now` }).click();
    await openStartedRun(page);
    await page.locator('[data-testid=run-step][data-status=succeeded]').waitFor();

    await openPage(page, 'Flows');
    await row.getByRole('button', { name: `Pause ${name}` }).click();
    await row.getByText('Paused').waitFor();
    expect(await status()).toBe('paused');
    await row.getByRole('button', { name: `Resume ${name}` }).click();
    await row.getByRole('button', { name: `Pause ${name}` }).waitFor();
    expect(await status()).toBe('on');

    await row.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Cancel flow' }).click();
    await page.getByText(`${name} is cancelled`).waitFor();
    await pressUndo(page);
    await row.getByRole('button', { name: `Pause ${name}` }).waitFor();
    expect(await status()).toBe('on');
    await row.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Cancel flow' }).click();
    await page.getByRole('button', { name: 'Cancelled 1' }).waitFor();
    const { json: detail } = await home.json<FlowDetail>('flow', 'show', added.id);
    expect({ status: detail.status, next: detail.schedule?.next, runs: detail.runs.length }).toEqual({
      status: 'cancelled',
      next: [],
      runs: 1,
    });
  });

  it('says so when it is not allowed, instead of doing nothing', async () => {
    const home = homeOfTest();
    const { page } = await home.open();
    const { json: added } = await home.json<FlowSummary>(
      'flow',
      'add',
      home.file('flow.json', rowFlow('Gone', 'hourly')),
    );
    const answer = await page.evaluate(async (flowId) => {
      await window.majordomo.flows.cancel({ flowId });
      return await window.majordomo.flows.run({ flowId });
    }, added.id);
    expect(answer).toMatchObject({ ok: false, error: { code: 'Flow.Cancelled' } });
  });
});

/** By keys, as somebody does who uses no mouse: F6 leads to the notes. */
async function pressUndo(page: Page): Promise<void> {
  await page.keyboard.press('F6');
  await eventually(async () => {
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    if (focused !== 'Undo') await page.keyboard.press('Tab');
    expect(focused).toBe('Undo');
  });
  await page.keyboard.press('Enter');
}
