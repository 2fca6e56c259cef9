/**
 * A key in an HTTP call: the broker with the real tools, real servers on the loopback. Hunts: a value that a worker, an answer, an
 * error or a page holds; one that is sent to a host, over a scheme or by a worker that may not have it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHttpRequest } from '../../../src/main/tools/http-request.ts';
import type { KeySending } from '../../../src/shared/domain/api-key.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { apiKeysOfTest } from '../../support/api-keys.ts';
import { toolBench } from '../../support/tool-bench.ts';
import { webServer } from '../../support/web-server.ts';

const value = 'wk-7f31c0ffee/secret+value==';
const ways: Array<[KeySending, (request: IncomingMessage) => unknown]> = [
  [{ by: 'bearer' }, ({ headers }) => headers.authorization],
  [{ by: 'header', name: 'X-Api-Key' }, ({ headers }) => headers['x-api-key']],
  [{ by: 'basic', user: 'ann' }, ({ headers }) => headers.authorization],
  [{ by: 'query', parameter: 'appid' }, ({ url = '' }) => new URL(url, 'http://x').searchParams.get('appid')],
];
const basic = Buffer.from(`ann:${value}`).toString('base64');
const forms = [
  value,
  encodeURIComponent(value),
  value.replaceAll('/', '\\/'),
  basic,
  Buffer.from(value).toString('base64'),
];

function bench(hosts: string[], sending: KeySending = { by: 'bearer' }) {
  const { keys, secrets } = apiKeysOfTest();
  keys.save({ name: 'weather', hosts, sending }, value);
  const tools = toolBench({}, [createHttpRequest({ keys, appVersion: '1.2.3' })]);
  const limits = { hosts, keys: ['weather'] };
  const send = (args: JsonObject, own = {}, dryRun = false) =>
    tools.call('http_request', { auth: 'weather', ...args }, { ...limits, ...own }, { dryRun });
  const held = () => {
    const pages = readdirSync(tools.pagesDir).map((name) => readFileSync(join(tools.pagesDir, name), 'utf8'));
    return JSON.stringify(tools.inWorker) + pages.join('\n');
  };
  return { send, held, keys, secrets, ...tools };
}

/** Sends back all that it got, in every place an answer has. */
function echo(request: IncomingMessage, response: ServerResponse, status = 200): void {
  const got = { url: request.url, headers: request.headers };
  const all = `${decodeURIComponent(request.url ?? '')} ${request.headers.authorization ?? ''} ${JSON.stringify(got)} ${JSON.stringify(got).replaceAll('/', '\\/')} ${encodeURIComponent(value)}`;
  response
    .writeHead(status, {
      'content-type': 'text/plain',
      'x-echo': encodeURI(all),
      'x-key': request.headers.authorization ?? '',
    })
    .end(all);
}

describe.each(ways)('a key sent %j', (sending, sentIn) => {
  it('reaches its host, and neither the answer, the page nor the worker has it', async () => {
    const server = await webServer((request, response) => echo(request, response));
    const { send, held, inWorker } = bench([server.host], sending);
    const answer = await send({ url: `${server.base}/v1?q=kettle` });
    expect(answer).toMatchObject({ ok: true, value: { url: `${server.base}/v1?q=kettle`, status: 200 } });
    expect(sentIn(server.requests[0] as IncomingMessage)).toContain(sending.by === 'basic' ? basic : value);
    expect(JSON.stringify(answer)).toContain('[secret key:weather]');
    expect(inWorker.map(({ tool }) => tool)).toEqual(['http_request.keep']);
    for (const form of forms) expect(JSON.stringify(answer) + held()).not.toContain(form);
  });

  it('is in no error', async () => {
    const server = await webServer((request, response) => echo(request, response, 401));
    const { send, held } = bench([server.host], sending);
    const answer = await send({ url: server.base });
    expect(answer).toMatchObject({ ok: false, error: { code: 'Tool.HttpStatus', data: { status: 401 } } });
    for (const form of forms) expect(JSON.stringify(answer) + held()).not.toContain(form);
  });

  it('stays behind when the host redirects to another, and goes along within it', async () => {
    const other = await webServer((request, response) => echo(request, response));
    const server = await webServer((request, response) => {
      if (request.url?.startsWith('/end')) echo(request, response);
      else response.writeHead(302, { location: request.url?.startsWith('/in') ? '/end' : `${other.base}/` }).end();
    });
    const { send } = bench([server.host, other.host], sending);
    expect(await send({ url: `${server.base}/in` })).toMatchObject({ ok: true });
    expect(sentIn(server.requests[1] as IncomingMessage)).toContain(sending.by === 'basic' ? basic : value);
    expect(await send({ url: `${server.base}/out` })).toMatchObject({ ok: true, value: { url: `${other.base}/` } });
    const [there] = other.requests;
    for (const form of forms) expect(JSON.stringify([there?.url, there?.headers])).not.toContain(form);
  });
});

it('a host that was left and come back to gets no key a second time', async () => {
  const other = await webServer((_request, response) => response.writeHead(302, { location: `${base}/back` }).end());
  const server = await webServer((request, response) =>
    request.url === '/out' ? response.writeHead(302, { location: other.base }).end() : response.end('fine'),
  );
  const { base } = server;
  const { send } = bench([server.host, other.host]);
  expect(await send({ url: `${base}/out` })).toMatchObject({ ok: true });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${value}`, undefined]);
});

it.each([encodeURIComponent, (text: string) => text, (text: string) => Buffer.from(text).toString('base64url')])(
  'a redirect that carries the key to another host is not followed (%s)',
  async (form) => {
    const other = await webServer((_request, response) => response.end());
    const server = await webServer((_request, response) =>
      response.writeHead(302, { location: `${other.base}/?stolen=${form(value)}` }).end(),
    );
    const { send } = bench([server.host, other.host]);
    const answer = await send({ url: server.base });
    expect(answer).toMatchObject({ ok: false, error: { code: 'Secret.Leaked' } });
    expect(other.requests).toEqual([]);
    for (const one of forms) expect(JSON.stringify(answer)).not.toContain(one);
  },
);

describe('a key is not sent', () => {
  it.each([
    ['without a grant', { keys: [] }],
    ['with a grant of none', { keys: undefined }],
    ['with a grant of another', { keys: ['other'] }],
  ])('%s', async (_words, own) => {
    const server = await webServer((_request, response) => response.end());
    const { send, inWorker } = bench([server.host]);
    const answer = await send({ url: server.base }, own);
    expect(answer).toMatchObject({ ok: false, error: { code: 'Worker.NotGranted', data: { key: 'weather' } } });
    expect([server.requests, inWorker]).toEqual([[], []]);
  });

  it('to a host that is granted but not its own', async () => {
    const server = await webServer((_request, response) => response.end());
    const own = await webServer((_request, response) => response.end());
    const { send } = bench([own.host]);
    const answer = await send({ url: server.base }, { hosts: [own.host, server.host] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'Secret.WrongHost', data: { host: server.host } } });
    expect(server.requests).toEqual([]);
  });

  it('where it is not kept, and the remedy is said', async () => {
    const server = await webServer((_request, response) => response.end());
    const { send, keys } = bench([server.host]);
    keys.remove('weather');
    const answer = await send({ url: server.base });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'Secret.Missing', message: expect.stringContaining('key set weather') },
    });
    expect(server.requests).toEqual([]);
  });

  it('together with a header or a parameter of the step’s own in its place', async () => {
    const server = await webServer((_request, response) => response.end());
    const header = bench([server.host]);
    expect(await header.send({ url: server.base, headers: { AUTHORIZATION: 'Bearer mine' } })).toMatchObject({
      ok: false,
      error: { code: 'Tool.BadArguments' },
    });
    const query = bench([server.host], { by: 'query', parameter: 'appid' });
    expect(await query.send({ url: `${server.base}/?appid=mine` })).toMatchObject({
      ok: false,
      error: { code: 'Tool.BadArguments' },
    });
    expect(server.requests).toEqual([]);
  });

  it('in a dry run of a request that changes something', async () => {
    const server = await webServer((_request, response) => response.end());
    const { send } = bench([server.host]);
    expect(await send({ url: server.base, method: 'POST', json: {} }, {}, true)).toMatchObject({ ok: true });
    expect(server.requests).toEqual([]);
  });
});

it('an error that is cut off in the middle of the key does not show its beginning', async () => {
  const server = await webServer((request, response) => {
    const before = `${' '.repeat(4_000 - 20)}`;
    response
      .writeHead(500, { 'content-type': 'text/plain' })
      .end(`${before}${request.headers.authorization?.slice(7)}`);
  });
  const { send } = bench([server.host]);
  const answer = await send({ url: server.base });
  expect(answer).toMatchObject({ ok: false, error: { code: 'Tool.HttpStatus' } });
  expect(JSON.stringify(answer)).not.toContain(value.slice(0, 8));
});

it('requests without a key are made by a worker, as before', async () => {
  const server = await webServer((_request, response) => response.end('fine'));
  const { call, inWorker } = bench([server.host]);
  expect(await call('http_request', { url: server.base }, { hosts: [server.host] })).toMatchObject({ ok: true });
  expect(inWorker.map(({ tool }) => tool)).toEqual(['http_request.send']);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

it('more calls at once than main takes all get their answer', async () => {
  const server = await webServer((_request, response) => response.end('fine'));
  const { send } = bench([server.host]);
  const answers = await Promise.all(Array.from({ length: 25 }, () => send({ url: server.base })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(25);
});
