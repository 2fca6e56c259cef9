/**
 * What a person does with messages and conversations. Hunts: markup of a model that acts, an answer that is there twice after it was
 * made anew, a file that does not reach the model, a deletion that cannot be undone, words that are lost on the way to elsewhere.
 * The tests of this file are one story and go on from each other.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { fail, modelServerOfFile, say as scripted } from '../support/model-server.ts';
import { hashBecomes, lastReply, say, textOf } from '../support/window.ts';

const home = homeOfFile();
const server = await modelServerOfFile();
let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await home.open({ env: { OPENAI_BASE_URL: server.baseUrl, MAJORDOMO_MODEL: 'scripted' } });
  page = app.page;
  expect((await home.json('model', 'use', 'environment')).exitCode).toBe(0);
});

const messages = (role: 'user' | 'assistant'): Locator => page.locator(`[data-testid=message][data-role=${role}]`);
const clipboard = () => app.electron.evaluate(({ clipboard: board }) => board.readText());
const conversations = () => page.getByRole('region', { name: 'Conversations' });

const answer = [
  'The numbers, and [a page](https://example.org/x "t"), and [a trap](javascript:alert(1)):',
  '<script>window.trapped = true</script><img src=x onerror="window.trapped = true">',
  '| city | degrees |\n| --- | --- |\n| Bergen | 7 |',
  '```js\nconst kettle = "hot"; // boil\n```',
].join('\n\n');

it('an answer is drawn from its markdown: tables, coloured code to copy, and nothing in it acts', async () => {
  server.script = () => scripted(answer);
  await say(page, 'How warm is Bergen?');
  const reply = await lastReply(page);
  await reply.getByRole('cell', { name: 'Bergen' }).waitFor();
  await reply.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
  expect(await reply.locator('script, img, a[href], [onerror]').count()).toBe(0);
  expect(await page.evaluate(() => 'trapped' in window)).toBe(false);
  await reply.getByRole('button', { name: 'Copy code' }).click();
  await eventually(async () => expect((await clipboard()).trim()).toBe('const kettle = "hot"; // boil'));
  await reply.getByRole('button', { name: 'Copy message' }).click();
  await eventually(async () => expect(await clipboard()).toBe(answer));
});

it('an answer can be made anew: the new one takes its place', async () => {
  server.script = () => scripted('Seven degrees.');
  await page.getByRole('button', { name: 'Answer again' }).click();
  await page.getByText('Seven degrees.').waitFor();
  await eventually(async () =>
    expect([await messages('user').count(), await messages('assistant').count()]).toEqual([1, 1]),
  );
});

it('what was said can be edited and sent again, by keys; Escape leaves it', async () => {
  await messages('user').getByRole('button', { name: 'Edit and send again' }).press('Enter');
  await page.keyboard.press('Escape');
  await messages('user').getByText('How warm is Bergen?').waitFor();

  server.script = (request) => scripted(`You asked: ${request.messages.at(-1)?.content}`);
  await messages('user').getByRole('button', { name: 'Edit and send again' }).press('Enter');
  await page.getByLabel('Your message, to be sent again').fill('How warm is Oslo?');
  await page.keyboard.press('Enter');
  await page.getByText('You asked: How warm is Oslo?').waitFor();
  expect(await messages('user').count()).toBe(1);
  expect(await textOf(messages('user'))).toContain('How warm is Oslo?');
  expect(await messages('assistant').count()).toBe(1);
});

it('an answer that failed can be tried again', async () => {
  server.script = () => fail(400, 'no such luck');
  await say(page, 'And Tromsø?');
  await page.locator('[data-testid=message][data-status=failed]').waitFor();
  server.script = () => scripted('Two degrees.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Two degrees.').waitFor();
  expect(await page.locator('[data-testid=message][data-status=failed]').count()).toBe(0);
  expect(await messages('user').count()).toBe(2);
});

it('text files are attached by choice, by dropping and by pasting, and reach the model; others are refused', async () => {
  await page.getByTestId('attach-input').setInputFiles([
    { name: 'cities.csv', mimeType: 'text/csv', buffer: Buffer.from('Bergen,7') },
    { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0xff]) },
  ]);
  await page.getByText('picture.png is not a text file').waitFor();
  await give('drop', 'dropped.txt', 'the dropped text');
  await give('paste', 'pasted.md', 'the pasted text');
  await give('drop', 'unwanted.txt', 'never sent');
  await eventually(async () => expect(await page.getByTestId('attachment').count()).toBe(4));
  await page.getByRole('button', { name: 'Remove unwanted.txt' }).click();

  server.script = () => scripted('Read.');
  await say(page, 'What do these say?');
  await page.getByText('Read.').waitFor();
  expect(await messages('user').last().getByTestId('attachment').count()).toBe(3);
  expect(await page.getByTestId('attachment').count()).toBe(3);
  const asked = JSON.stringify(server.requests.at(-1)?.messages);
  for (const content of ['Bergen,7', 'the dropped text', 'the pasted text']) expect(asked).toContain(content);
  expect(asked).not.toContain('never sent');
});

/** A file as the desktop hands it over. */
async function give(how: 'drop' | 'paste', name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ fileName, fileContent }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([fileContent], fileName, { type: 'text/plain' }));
      return transfer;
    },
    { fileName: name, fileContent: content },
  );
  if (how === 'drop') await page.getByRole('main').getByRole('log').dispatchEvent('drop', { dataTransfer: data });
  else
    await page.evaluate(
      (clipboardData) =>
        document
          .querySelector('[data-testid=composer]')
          ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
      data,
    );
}

it('words are found in the conversation: from match to match, and each is marked', async () => {
  await page.keyboard.press('Control+f');
  await page.getByLabel('Find in this conversation').fill('degrees');
  await page.getByText('1 of 1').waitFor();
  await page.getByLabel('Find in this conversation').fill('oslo');
  await page.getByText('1 of 2').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('2 of 2').waitFor();
  expect(await page.evaluate(() => CSS.highlights.get('found-words')?.size)).toBe(1);
  await page.keyboard.press('Escape');
  await eventually(async () => expect(await page.evaluate(() => CSS.highlights.size)).toBe(0));
});

it('a draft stays with its conversation', async () => {
  await page.getByTestId('composer').fill('not yet sent');
  await page.getByRole('button', { name: 'New conversation' }).click();
  expect(await page.getByTestId('composer').inputValue()).toBe('');
  await page.keyboard.press('Alt+ArrowLeft');
  await eventually(async () => expect(await page.getByTestId('composer').inputValue()).toBe('not yet sent'));
  await page.getByTestId('composer').fill('');
});

it('the search beside the conversations finds what was said, and leads to it', async () => {
  await page.getByRole('button', { name: 'New conversation' }).click();
  await conversations().getByRole('searchbox').fill('tromsø');
  await page.getByTestId('conversation-hit').first().click();
  await hashBecomes(page, /^#\/chat\/[^/]+\/[^/]+$/);
  await messages('user').getByText('And Tromsø?').waitFor();
  await conversations().getByRole('searchbox').fill('');
});

it('a conversation is taken elsewhere: as text, and as a file', async () => {
  const title = conversations().getByRole('listitem').getByRole('button').first();
  await title.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy as text' }).click();
  await page.getByText('Conversation copied').waitFor();
  const copied = await clipboard();
  for (const words of ['How warm is Oslo?', 'Two degrees.', 'Attached: cities.csv']) expect(copied).toContain(words);

  const filePath = home.file('export.md', '');
  await app.electron.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
  }, filePath);
  await title.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  await page.getByText('Saved as').waitFor();
  expect(readFileSync(filePath, 'utf8')).toBe(copied);
});

it('a deleted conversation is gone at once, and back by Undo, as it was', async () => {
  const title = conversations().getByRole('listitem').getByRole('button').first();
  await title.press('Delete');
  await conversations().getByText('None yet').waitFor();
  expect(await messages('user').count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await messages('user').getByText('How warm is Oslo?').waitFor();
  expect(await messages('user').count()).toBe(3);
});
