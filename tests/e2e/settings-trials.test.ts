/**
 * The trials of web search and Telegram in the settings, against servers that speak their formats. Hunts: a trial that says yes whatever
 * is answered, a key that is refused and not named, a trial that never ends, a key that goes elsewhere or comes back to the page.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locator } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { webServer } from '../support/web-server.ts';

const home = homeOfFile();
const key = 'test-key-5e0c1';
const token = '123456:test-token-77aa';
let app: OpenApp;
beforeAll(async () => {
  app = await home.open();
  await app.page.evaluate(() => {
    window.location.hash = '#/settings/tools';
  });
});

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

async function textOfBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/** Presses the button and waits for what it says. */
async function tried(name: string): Promise<{ said: string; worked: boolean }> {
  const button = app.page.getByRole('button', { name });
  const status = button.locator('xpath=..').getByRole('status');
  await button.click();
  return await eventually(async () => {
    const said = (await status.innerText()).trim();
    expect(said).not.toBe('');
    return { said, worked: (await status.locator('.text-ok').count()) === 1 };
  });
}

/** A key typed in, and kept readable where the machine has no key store. */
async function keepKey(label: string, value: string): Promise<void> {
  const { page } = app;
  const field: Locator = page.getByLabel(label, { exact: true });
  await field.fill(value);
  const form = field.locator('xpath=ancestor::div[.//button[normalize-space()="Keep it"]][1]/..');
  await form.getByRole('button', { name: 'Keep it' }).click();
  const agree = form.getByLabel('Keep it readable, in a file that only I can read');
  await agree
    .or(page.getByText(`${label}:`))
    .first()
    .waitFor();
  if ((await agree.count()) > 0) {
    await agree.check();
    await form.getByRole('button', { name: 'Keep it' }).click();
  }
  await page.getByText(`${label}:`).waitFor();
  expect(await page.content()).not.toContain(value);
}

async function choose(service: string): Promise<void> {
  await app.page.getByRole('combobox', { name: 'Service' }).selectOption({ label: service });
  await eventually(async () =>
    expect((await home.json<{ value: unknown }>('settings', 'get', 'search.service')).json).toMatchObject({
      value: service.toLowerCase(),
    }),
  );
}

async function setAddress(name: string, address: string): Promise<void> {
  expect((await home.json('settings', 'set', name, address)).exitCode).toBe(0);
}

describe('web search', () => {
  it('of one’s own SearXNG: its address is typed, and the results that it gives are counted', async () => {
    const server = await webServer((_request, response) =>
      json(response, 200, {
        query: 'weather',
        results: [
          { title: 'Weather today', url: 'https://weather.example/today', content: 'Sun' },
          { title: 'Weather week', url: 'https://weather.example/week', content: 'Rain' },
        ],
      }),
    );
    await choose('SearXNG');
    const field = app.page.getByLabel('Address of your SearXNG');
    await field.fill(server.base);
    await field.press('Enter');
    await eventually(async () =>
      expect((await home.json('settings', 'get', 'search.address')).json).toMatchObject({ value: server.base }),
    );
    expect(await tried('Try a search')).toEqual({ said: 'SearXNG answers: 2 results.', worked: true });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /search?q=weather&format=json']);
  });

  it('that has its JSON format switched off, or is another site, says so', async () => {
    const closed = await webServer((_request, response) => json(response, 403, {}));
    await setAddress('search.address', closed.base);
    expect(await tried('Try a search')).toEqual({
      said: 'SearXNG answered 403: it does not answer programs. Of SearXNG, switch on its JSON format.',
      worked: false,
    });
    const site = await webServer((_request, response) => response.end('<h1>A shop</h1>'));
    await setAddress('search.address', site.base);
    expect(await tried('Try a search')).toEqual({
      said: 'What answers there is no search service. Look at the address.',
      worked: false,
    });
  });

  it('with a key: the one that was typed goes to the service, which takes it or refuses it', async () => {
    await choose('Brave');
    await keepKey('Key of Brave', key);
    let status = 200;
    const server = await webServer((_request, response) =>
      status === 200
        ? json(response, 200, { web: { results: [{ title: 'W', url: 'https://w.example/', description: 'x' }] } })
        : json(response, status, { type: 'ErrorResponse', error: { code: 'SUBSCRIPTION_TOKEN_INVALID' } }),
    );
    await setAddress('search.address', server.base);
    expect(await tried('Try a search')).toEqual({ said: 'Brave answers: 1 result.', worked: true });
    expect(server.requests[0]?.headers['x-subscription-token']).toBe(key);
    status = 401;
    expect(await tried('Try a search')).toEqual({
      said: 'Brave answered 401: it does not take the key. Store the right one.',
      worked: false,
    });
  });

  it('where nothing answers, or the line is cut, it ends and says so', async () => {
    const cut = await webServer((request) => request.socket.destroy());
    await setAddress('search.address', cut.base);
    expect(await tried('Try a search')).toMatchObject({ said: expect.stringContaining(cut.host), worked: false });
    await setAddress('search.address', 'http://127.0.0.1:9');
    expect(await tried('Try a search')).toMatchObject({ said: expect.stringContaining('127.0.0.1:9'), worked: false });
    expect(await app.page.content()).not.toContain(key);
  });
});

describe('Telegram', () => {
  it('without a chat or a token says what is missing', async () => {
    const { said, worked } = await tried('Send a trial message');
    expect({ said, worked }).toEqual({
      said: "Telegram is not set up: store your bot's token as the secret telegram and set telegram.chat to the id of your chat.",
      worked: false,
    });
  });

  it('sends one message to the chat that was typed, by the bot whose token was typed', async () => {
    await keepKey('Token of the bot', token);
    const chat = app.page.getByLabel('Chat: an id, or a name such as @mychannel');
    await chat.fill('424242');
    await chat.press('Enter');
    await eventually(async () =>
      expect((await home.json('settings', 'get', 'telegram.chat')).json).toMatchObject({ value: '424242' }),
    );
    const bodies: string[] = [];
    const server = await webServer((request, response) => {
      void textOfBody(request).then((body) => {
        bodies.push(body);
        json(response, 200, { ok: true, result: { message_id: 1 } });
      });
    });
    await setAddress('telegram.address', server.base);
    expect(await tried('Send a trial message')).toEqual({ said: 'Sent.', worked: true });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`POST /bot${token}/sendMessage`]);
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
      expect.objectContaining({ chat_id: '424242', text: 'Majordomo can reach you here.' }),
    ]);
  });

  it.each([
    [
      'the token',
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
      "Telegram does not take the bot's token (Unauthorized). Store the right one: secret set telegram",
    ],
    [
      'the chat',
      400,
      { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
      'Telegram did not take the message: Bad Request: chat not found. Look at the setting telegram.chat',
    ],
    [
      'so many messages',
      429,
      { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 5 } },
      'Telegram asked to wait before the next message',
    ],
  ])('that does not take %s says so', async (_what, status, body, said) => {
    const server = await webServer((_request, response) => json(response, status, body));
    await setAddress('telegram.address', server.base);
    expect(await tried('Send a trial message')).toEqual({ said, worked: false });
  });

  it('where nothing answers, or the line is cut, it ends and says so, without the token', async () => {
    const cut = await webServer((request) => request.socket.destroy());
    await setAddress('telegram.address', cut.base);
    const { said, worked } = await tried('Send a trial message');
    expect({ said, worked }).toEqual({
      said: 'Telegram did not answer (ECONNRESET); it may have been sent, so it is not sent again',
      worked: false,
    });
    await setAddress('telegram.address', 'http://127.0.0.1:9');
    expect(await tried('Send a trial message')).toEqual({
      said: 'Telegram could not be reached (ECONNREFUSED)',
      worked: false,
    });
    expect(await app.page.content()).not.toContain(token);
  });
});
