/** Hunts for requests that leave the grant, carry a header nobody allowed, happen twice, or hand a key to a stranger. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/shared/json.ts';
import { checkArguments } from '../../../src/shared/tools/argument-problems.ts';
import { type HttpRequestArguments, httpRequest } from '../../../src/shared/tools/http-request.ts';
import { effectOf, forgetTypes } from '../../../src/shared/tools/tool-spec.ts';
import { sendRequest } from '../../../src/worker/tools/http-request.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

const parse = (args: JsonValue): HttpRequestArguments => {
  const checked = checkArguments(forgetTypes(httpRequest), args);
  if (!checked.ok) throw new Error(checked.error.message);
  return checked.arguments as unknown as HttpRequestArguments;
};
const bodyOf = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
/** Answers with what it was sent. */
const echo = () =>
  webServer((request, response) => {
    void bodyOf(request).then((body) =>
      response
        .writeHead(201, { 'content-type': 'application/json', 'x-request': '7', 'set-cookie': 'session=secret' })
        .end(JSON.stringify({ method: request.method, body })),
    );
  });
const sending = async (args: Record<string, JsonValue>, hosts: string[], own = {}) => {
  const pagesDir = tempFolder();
  const answer = await sendRequest(parse(args), toolContext({ pagesDir, limits: { hosts }, ...own }));
  return { answer, pagesDir };
};

describe('a request', () => {
  it('is sent with its method, headers and body, and the answer comes back without cookies', async () => {
    const server = await echo();
    const { answer, pagesDir } = await sending(
      {
        url: `${server.base}/orders`,
        method: 'PUT',
        json: { a: 1 },
        headers: { Authorization: 'Bearer x', 'X-A': 'ü' },
      },
      [server.host],
    );
    expect(answer).toMatchObject({
      url: `${server.base}/orders`,
      status: 201,
      contentType: 'application/json',
      headers: { 'x-request': '7' },
      json: { method: 'PUT', body: '{"a":1}' },
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(readFileSync(join(pagesDir, (answer.page ?? '').slice(5)), 'utf8')).toContain('"PUT"');
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer x',
      'content-type': 'application/json',
      'content-length': '7',
      'user-agent': 'Majordomo/1.2.3',
    });
  });

  it('may have a text for its body, with a type of its own', async () => {
    const server = await echo();
    const { answer } = await sending(
      { url: server.base, method: 'POST', text: '<a/>', headers: { 'content-type': 'application/xml' } },
      [server.host],
    );
    expect(answer.json).toEqual({ method: 'POST', body: '<a/>' });
    expect(server.requests[0]?.headers['content-type']).toBe('application/xml');
  });

  it.each([
    ['a short text', 'text/plain', 'fine', { text: 'fine' }],
    ['a long text', 'text/plain', 'x'.repeat(20_001), {}],
    ['nothing', 'text/plain', '', {}],
    ['a picture', 'image/png', Buffer.from([0x89, 0]), {}],
  ])('that is answered with %s gives that', async (_what, type, body, expected) => {
    const server = await webServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const { answer } = await sending({ url: server.base }, [server.host]);
    const { page, ...rest } = answer;
    expect(rest).toEqual({
      url: `${server.base}/`,
      status: 200,
      contentType: type,
      headers: expect.anything(),
      ...expected,
    });
    expect(page !== undefined).toBe(type === 'text/plain' && body !== '');
  });

  it('of HEAD is not put off by the length of what it does not get', async () => {
    const server = await webServer((_request, response) =>
      response.writeHead(200, { 'content-length': '99999999' }).end(),
    );
    expect((await sending({ url: server.base, method: 'HEAD' }, [server.host])).answer.status).toBe(200);
  });

  it('that fails says with what, and with anyStatus gives the answer', async () => {
    const server = await webServer((_request, response) =>
      response.writeHead(422, { 'content-type': 'application/json' }).end('{"error":"no such article"}'),
    );
    const args = { url: server.base, method: 'POST', json: {} };
    await expect(sending(args, [server.host])).rejects.toMatchObject({
      code: 'Tool.HttpStatus',
      message: expect.stringContaining('422 (Unprocessable Entity): {"error":"no such article"}'),
      data: { status: 422 },
    });
    expect((await sending({ ...args, anyStatus: true }, [server.host])).answer).toMatchObject({
      status: 422,
      json: { error: 'no such article' },
    });
  });
});

describe('a redirect', () => {
  it('of a POST is not followed: what was sent is not sent elsewhere', async () => {
    const other = await echo();
    const server = await webServer((_request, response) => response.writeHead(307, { location: other.base }).end());
    await expect(
      sending({ url: server.base, method: 'POST', json: { secret: 1 } }, [server.host, other.host]),
    ).rejects.toMatchObject({ code: 'Tool.HttpStatus', message: expect.stringContaining(other.base) });
    expect(other.requests).toEqual([]);
  });

  it('to another granted host takes no header of the user’s along', async () => {
    const other = await echo();
    const server = await webServer((_request, response) => response.writeHead(302, { location: other.base }).end());
    await sending({ url: server.base, headers: { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Key': 'k' } }, [
      server.host,
      other.host,
    ]);
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'x-key': 'k' });
    const { authorization, cookie, 'x-key': key, 'user-agent': agent } = other.requests[0]?.headers ?? {};
    expect([authorization, cookie, key, agent]).toEqual([undefined, undefined, undefined, 'Majordomo/1.2.3']);
  });

  it('to a host that is not granted is refused before it is asked', async () => {
    const other = await echo();
    const server = await webServer((_request, response) => response.writeHead(302, { location: other.base }).end());
    await expect(sending({ url: server.base }, [server.host])).rejects.toMatchObject({ code: 'Worker.NotGranted' });
    expect(other.requests).toEqual([]);
  });
});

describe('arguments that are refused', () => {
  it.each<[string, Record<string, JsonValue>, RegExp]>([
    ['a line break in a header', { headers: { 'X-A': 'a\r\nHost: evil.example' } }, /line break/],
    ['a line feed alone', { headers: { 'X-A': 'a\nX-B: b' } }, /line break/],
    ['a NUL in a header', { headers: { 'X-A': 'a\0b' } }, /no header may have/],
    ['a character beyond a byte', { headers: { 'X-A': '嗊' } }, /no header may have/],
    ['a line break in a name', { headers: { 'X-A\r\nX-B': 'a' } }, /not a header name/],
    ['a colon in a name', { headers: { 'X-A: b': 'a' } }, /not a header name/],
    ['another host', { headers: { Host: 'evil.example' } }, /only the app itself/],
    ['another length', { headers: { 'content-length': '5' } }, /only the app itself/],
    ['another framing', { headers: { 'Transfer-Encoding': 'chunked' } }, /only the app itself/],
    ['a hop-by-hop header', { headers: { Connection: 'upgrade' } }, /only the app itself/],
    ['an upgrade', { headers: { Upgrade: 'websocket' } }, /only the app itself/],
    ['a proxy header', { headers: { 'Proxy-Authorization': 'x' } }, /only the app itself/],
    ['a browser’s header', { headers: { 'Sec-Fetch-Site': 'none' } }, /only the app itself/],
    ['a header twice', { headers: { 'X-A': '1', 'x-a': '2' } }, /twice/],
    ['a header without end', { headers: { 'X-A': 'a'.repeat(8_001) } }, /X-A/],
    [
      'fifty-one headers',
      { headers: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`X-${n}`, ''])) },
      /at most 50/,
    ],
    ['a key in a forbidden header', { method: 'POST', idempotencyKey: 'Host' }, /./],
    ['a method there is not', { method: 'CONNECT' }, /method/],
    ['two bodies', { method: 'POST', json: 1, text: '1' }, /one body/],
    ['a GET with a body', { json: 1 }, /has no body/],
    ['a JSON body without end', { method: 'POST', json: 'x'.repeat(1_000_000) }, /send less/],
    ['a text body without end', { method: 'POST', text: 'x'.repeat(1_000_001) }, /text/],
    ['an address without end', { url: `http://shop.example/${'x'.repeat(8_000)}` }, /url/],
    ['a key for a GET', { idempotencyKey: true }, /needs none/],
  ])('%s', (_what, args, message) => {
    const checked = checkArguments(forgetTypes(httpRequest), { url: 'http://shop.example/', ...args });
    expect(checked).toMatchObject({
      ok: false,
      error: { code: 'Tool.BadArguments', message: expect.stringMatching(message) },
    });
  });
});

describe('its effect class', () => {
  it.each<[Record<string, JsonValue>, string]>([
    [{}, 'pure'],
    [{ method: 'HEAD' }, 'pure'],
    [{ method: 'POST' }, 'unsafe'],
    [{ method: 'PUT' }, 'unsafe'],
    [{ method: 'DELETE' }, 'unsafe'],
    [{ method: 'POST', idempotencyKey: true }, 'idempotent'],
    [{ method: 'POST', idempotencyKey: 'X-Request-Id' }, 'idempotent'],
  ])('of %j is %s', (args, effect) => {
    const spec = forgetTypes(httpRequest);
    const checked = checkArguments(spec, { url: 'http://shop.example/', ...args });
    expect(checked.ok && effectOf(spec, checked.arguments)).toBe(effect);
  });

  it('is kept by a key that is the same for every try of a step and another for the next step', async () => {
    const server = await echo();
    const args = { url: server.base, method: 'POST', idempotencyKey: true };
    for (const idempotencyKey of ['run:3', 'run:3', 'run:9']) await sending(args, [server.host], { idempotencyKey });
    await sending({ ...args, idempotencyKey: 'X-Request-Id' }, [server.host], { idempotencyKey: 'run:3' });
    const [first, second, third] = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(server.requests[3]?.headers['x-request-id']).toBe(first);
  });
});
