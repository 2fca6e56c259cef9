/**
 * A key saved in the settings and spoken of in the chat. Hunts: a value the page shows or keeps, a key changed without its value, a plan
 * that does not say which key is used, a flow that asks without it. The tests of this file are one story.
 */
import { beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { homeOfFile } from '../support/home.ts';
import { webServerOfFile } from '../support/web-server.ts';
import { lastReply, openPage, openStartedRun, planCard, say, textOf } from '../support/window.ts';

const value = 'wk-7f31c0ffee/secret+value==';
/** A session in which Chromium knows no key store, whatever machine the test runs on. */
const env = { XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
const home = homeOfFile();
const server = await webServerOfFile(({ headers }, response) =>
  response
    .writeHead(headers.authorization === `Bearer ${value}` ? 200 : 401, { 'content-type': 'application/json' })
    .end(JSON.stringify({ temperature: -3, you: headers.authorization ?? null })),
);
let app: OpenApp;
beforeAll(async () => {
  app = await home.open({ env });
});

it('a key is added with its hosts, kept when the user agrees, and not shown again', async () => {
  const { page } = app;
  await page.evaluate(() => {
    window.location.hash = '#/settings/tools';
  });
  await page.getByRole('button', { name: 'Add a key' }).click();
  const form = page.getByRole('form', { name: 'Add a key' });
  await form.getByLabel('Name', { exact: true }).fill('weather');
  await form.getByLabel('Hosts it may be sent to').fill(`http://${server.host}/v1, *.evil.example`);
  await form.getByLabel('The key').fill(value);
  await form.getByRole('button', { name: 'Keep it' }).click();
  await form.getByText("'*.evil.example' is no host").waitFor();
  await form.getByLabel('Hosts it may be sent to').fill(`http://${server.host}/v1`);
  await form.getByRole('button', { name: 'Keep it' }).click();
  await form.getByLabel('Keep it readable').check();
  await form.getByRole('button', { name: 'Keep it' }).click();
  const row = page.getByRole('list', { name: 'Keys for services' }).getByRole('listitem');
  expect(await textOf(row)).toContain(`Goes to ${server.host}, as a bearer token`);
  expect(await page.content()).not.toContain(value);
});

it('a key is changed with its value only', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Change weather' }).click();
  const form = page.getByRole('form', { name: 'Change weather' });
  await form.getByLabel('Hosts it may be sent to').fill('evil.example');
  expect(await form.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true);
  const answer = await page.evaluate(
    (key) => window.majordomo.keys.save(key as Parameters<typeof window.majordomo.keys.save>[0]),
    { name: 'weather', hosts: ['evil.example'], sending: { by: 'bearer' }, value: '' },
  );
  expect(answer).toMatchObject({ ok: false });
  await form.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.evaluate(() => window.majordomo.keys.list())).toMatchObject({
    ok: true,
    value: [{ name: 'weather', hosts: [server.host] }],
  });
});

it('the planner uses it where it is named, and the plan says so', async () => {
  const { page } = app;
  await openPage(page, 'Chat');
  await say(
    page,
    `Check ${server.base}/today.json with my key weather daily at 9am. Notify me if the temperature is below 0`,
  );
  await lastReply(page);
  const card = planCard(page);
  const words = await textOf(card);
  expect(words).toContain(`Ask ${server.host}/today.json with the key weather`);
  expect(words).toContain(`send requests to ${server.host}, with your key weather`);
  expect(server.requests).toEqual([]);
});

it('the flow asks with it', async () => {
  const { page } = app;
  await page.getByTestId('plan-approve').click();
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  await openPage(page, 'Flows');
  await page
    .getByTestId('flow-row')
    .getByRole('button', { name: /^Run .* now$/ })
    .click();
  await openStartedRun(page);
  await page.getByText('Succeeded').first().waitFor();
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${value}`]);
  expect(await page.content()).not.toContain(value);
  await openPage(page, 'Workers');
  await page.getByText('status checker').first().click();
  await page.getByText('with your key weather').first().waitFor();
});
