/**
 * Hunts for answers that hang, flood the memory, lead past the grant or come out garbled. Real servers on the loopback;
 * only DNS is ours, so that a name can lead where a test needs it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { guardedLookup } from '../../../src/net/guarded-lookup.ts';
import { fetchPage } from '../../../src/worker/tools/web-fetch.ts';
import { eventually } from '../../support/eventually.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

const html = (response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
const pageText = (pagesDir: string, reference: string) =>
  readFileSync(join(pagesDir, reference.slice('page:'.length)), 'utf8');

describe('reading a page', () => {
  it('gives its address, status and type, and keeps its text as a file by content', async () => {
    const server = await webServer((_request, response) => html(response, '<p>Grüße</p>'));
    const pagesDir = tempFolder();
    const context = toolContext({ pagesDir, limits: { hosts: [server.host] } });
    const first = await fetchPage({ url: `${server.base}/kettle` }, context);
    expect(first).toEqual({
      url: `${server.base}/kettle`,
      status: 200,
      contentType: 'text/html; charset=utf-8',
      page: expect.stringMatching(/^page:[0-9a-f]{64}$/),
    });
    expect(pageText(pagesDir, first.page)).toBe('<p>Grüße</p>');
    expect((await fetchPage({ url: server.base }, context)).page).toBe(first.page);
    expect(readdirSync(pagesDir)).toHaveLength(1);
    expect(server.requests[0]?.headers['user-agent']).toBe('Majordomo/1.2.3');
  });

  it.each([
    ['application/json', '{"a":[1]}', { a: [1] }],
    ['application/vnd.api+json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['text/plain', ' [1,2]', [1, 2]],
    ['application/json', '3', 3],
    ['application/json', '{broken', undefined],
    ['text/plain', '3', undefined],
    ['text/html', '{"a":1}', undefined],
    ['application/json', JSON.stringify('x'.repeat(100_001)), undefined],
  ])('of type %s and text %.20s gives its JSON when it is some', async (type, body, json) => {
    const server = await webServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    expect(
      (await fetchPage({ url: server.base }, toolContext({ pagesDir: tempFolder(), limits: { hosts: [server.host] } })))
        .json,
    ).toEqual(json);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('unpacks %s', async (encoding, pack) => {
    const server = await webServer((_request, response) =>
      html(response, pack(Buffer.from('packed text')), { 'content-encoding': encoding }),
    );
    const pagesDir = tempFolder();
    const { page } = await fetchPage({ url: server.base }, toolContext({ pagesDir, limits: { hosts: [server.host] } }));
    expect(pageText(pagesDir, page)).toBe('packed text');
  });

  it.each([
    ['the header', 'text/html; charset=iso-8859-1', Buffer.from('Grüße', 'latin1')],
    ['a meta tag', 'text/html', Buffer.from('<meta charset="windows-1252">Grüße', 'latin1')],
    ['a byte order mark', 'text/html', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')])],
    ['nothing at all, as UTF-8', 'text/html', Buffer.from('Grüße', 'utf8')],
    ['nothing at all, not as UTF-8', 'text/html', Buffer.from('Grüße', 'latin1')],
  ])('decodes the character set told by %s', async (_by, type, body) => {
    const server = await webServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const pagesDir = tempFolder();
    const { page } = await fetchPage({ url: server.base }, toolContext({ pagesDir, limits: { hosts: [server.host] } }));
    expect(pageText(pagesDir, page)).toContain('Grüße');
  });
});

describe('what cannot be read', () => {
  const fetching = async (
    answer: Parameters<typeof webServer>[0],
    args: { maxBytes?: number; timeoutMs?: number } = {},
  ) => {
    const server = await webServer(answer);
    return fetchPage(
      { url: `${server.base}/x`, ...args },
      toolContext({ pagesDir: tempFolder(), limits: { hosts: [server.host] } }),
    );
  };

  it.each([404, 410, 500, 503])('fails on status %d and names it', async (status) => {
    await expect(fetching((_request, response) => response.writeHead(status).end('x'))).rejects.toMatchObject({
      code: 'Tool.HttpStatus',
      message: expect.stringMatching(new RegExp(`^http://127.0.0.1:\\d+/x answered ${status} `)),
      data: { status },
    });
  });

  it('fails when its own time is over, where the server does not answer', async () => {
    const server = await webServer(() => undefined);
    const context = () => toolContext({ pagesDir: tempFolder(), limits: { hosts: [server.host] } });
    const ended: string[] = [];
    const patience = new AbortController();
    const patient = fetchPage(
      { url: `${server.base}/patient`, timeoutMs: 20_000 },
      { ...context(), signal: patience.signal },
    );
    const told = patient.then(
      () => ended.push('patient'),
      () => ended.push('patient'),
    );
    // The patient one asked first: only a time limit of its own lets the other one end before it.
    await eventually(() => expect(server.requests.map(({ url }) => url)).toEqual(['/patient']));
    await expect(fetchPage({ url: `${server.base}/x`, timeoutMs: 150 }, context())).rejects.toMatchObject({
      code: 'Tool.Timeout',
    });
    expect(ended).toEqual([]);
    patience.abort();
    await told;
  });

  it('fails in time when the body trickles on for ever', async () => {
    const trickle = async (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      while (!response.destroyed) {
        response.write('x');
        await wait(20);
      }
    };
    await expect(fetching((_request, response) => void trickle(response), { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'Tool.Timeout',
    });
  });

  it('stops reading a body of 50 MB at its limit', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024, 97);
    const flood = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    };
    await expect(fetching((_request, response) => flood(response))).rejects.toMatchObject({
      code: 'Tool.TooLarge',
      data: { maxBytes: 5_000_000 },
    });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('does not even start on a body that says it is too large', async () => {
    await expect(
      fetching((_request, response) => response.writeHead(200, { 'content-length': '50000000' }).flushHeaders()),
    ).rejects.toMatchObject({ code: 'Tool.TooLarge' });
  });

  it('stops a small answer that unfolds without end', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(
      fetching((_request, response) => html(response, bomb, { 'content-encoding': 'gzip' })),
    ).rejects.toMatchObject({ code: 'Tool.TooLarge' });
  });

  it.each([
    ['by its type', 'image/png', 'not really'],
    ['by its type', 'application/pdf', '%PDF'],
    ['by its bytes', 'text/html', 'a\0b'],
    ['by its bytes', 'application/octet-stream', Buffer.from([0x89, 0x50, 0, 0, 1])],
  ])('fails on binary data, known %s (%s)', async (_by, type, body) => {
    await expect(
      fetching((_request, response) => response.writeHead(200, { 'content-type': type }).end(body)),
    ).rejects.toMatchObject({ code: 'Tool.NotText' });
  });

  it.each([
    [
      'breaks off',
      (response: ServerResponse) =>
        response
          .writeHead(200, { 'content-length': '100', 'content-type': 'text/html' })
          .write('x', () => response.destroy()),
    ],
    ['is damaged', (response: ServerResponse) => html(response, 'not gzip', { 'content-encoding': 'gzip' })],
    [
      'is cut short',
      (response: ServerResponse) =>
        html(response, gzipSync('x'.repeat(1000)).subarray(0, 20), { 'content-encoding': 'gzip' }),
    ],
  ])('fails when the answer %s', async (_how, answer) => {
    await expect(fetching((_request, response) => void answer(response))).rejects.toMatchObject({
      code: 'Tool.Unreachable',
    });
  });

  it('fails on an address where nothing answers, in words', async () => {
    await expect(
      fetchPage({ url: 'http://127.0.0.1:9/' }, toolContext({ limits: { hosts: ['127.0.0.1:9'] } })),
    ).rejects.toMatchObject({
      code: 'Tool.Unreachable',
      message:
        'http://127.0.0.1:9/ could not be read: nothing answers there. Try again later; if that does not help, check the address.',
    });
  });

  it.each([
    ['ENOTFOUND', 'its name is not known'],
    ['EAI_AGAIN', 'names cannot be looked up just now'],
  ])('fails without a network (%s), and says what to do', async (code, what) => {
    const offline = guardedLookup((_name, _options, done) => done(Object.assign(new Error(code), { code }), []));
    const context = toolContext({ pagesDir: tempFolder(), limits: { hosts: ['www.nasa.gov'] } });
    await expect(fetchPage({ url: 'https://www.nasa.gov/feed/' }, context, offline)).rejects.toMatchObject({
      code: 'Tool.Unreachable',
      message: `https://www.nasa.gov/feed/ could not be read: ${what}. Check that this computer is online and the address is spelt right, then try again.`,
    });
  });

  it.each(['ftp://shop.example/', 'shop.example', 'file:///etc/passwd', 'http://', 'http://user:secret@shop.example/'])(
    'fails on %s, which is no address to read',
    async (url) => {
      await expect(fetchPage({ url }, toolContext({ limits: { hosts: ['shop.example'] } }))).rejects.toMatchObject({
        code: 'Tool.BadUrl',
      });
    },
  );

  it('leaves no half-written page behind', async () => {
    const server = await webServer((_request, response) => html(response, 'x'.repeat(1000)));
    const pagesDir = tempFolder();
    await expect(
      fetchPage({ url: server.base, maxBytes: 10 }, toolContext({ pagesDir, limits: { hosts: [server.host] } })),
    ).rejects.toMatchObject({ code: 'Tool.TooLarge' });
    expect(readdirSync(pagesDir)).toEqual([]);
  });

  it('ends when the call is cancelled', async () => {
    const controller = new AbortController();
    const server = await webServer(() => controller.abort());
    await expect(
      fetchPage({ url: server.base }, toolContext({ signal: controller.signal, limits: { hosts: [server.host] } })),
    ).rejects.toThrow();
  });
});

describe('redirects', () => {
  const redirecting = (to: (path: string) => string | null) =>
    webServer((request, response) => {
      const location = to(request.url ?? '');
      return location === null ? html(response, 'arrived') : response.writeHead(302, { location }).end();
    });

  it('are followed, and the address that answered is given', async () => {
    const server = await redirecting((path) => (path === '/a' ? '/b?c=1' : null));
    expect(
      await fetchPage(
        { url: `${server.base}/a` },
        toolContext({ pagesDir: tempFolder(), limits: { hosts: [server.host] } }),
      ),
    ).toMatchObject({ url: `${server.base}/b?c=1`, status: 200 });
  });

  it('fail after five', async () => {
    const server = await redirecting((path) => `${path}x`);
    await expect(
      fetchPage({ url: `${server.base}/` }, toolContext({ limits: { hosts: [server.host] } })),
    ).rejects.toMatchObject({ code: 'Tool.TooManyRedirects' });
    expect(server.requests).toHaveLength(6);
  });

  it('to a host that is not granted are refused before it is asked', async () => {
    const other = await webServer((_request, response) => html(response, 'secret'));
    const server = await redirecting(() => `${other.base}/`);
    await expect(
      fetchPage({ url: server.base }, toolContext({ limits: { hosts: [server.host] } })),
    ).rejects.toMatchObject({ code: 'Worker.NotGranted', data: { host: other.host } });
    expect(other.requests).toEqual([]);
  });

  it('to another kind of address are refused', async () => {
    const server = await redirecting(() => 'file:///etc/passwd');
    await expect(
      fetchPage({ url: server.base }, toolContext({ limits: { hosts: [server.host] } })),
    ).rejects.toMatchObject({ code: 'Tool.BadUrl' });
  });
});

describe('a granted name', () => {
  it('that leads to this machine is refused, although the same address would be allowed by its own name', async () => {
    const server = await webServer((_request, response) => html(response, 'secret'));
    const url = `http://rebind.example:${server.port}/`;
    const context = toolContext({
      pagesDir: tempFolder(),
      limits: { hosts: [`rebind.example:${server.port}`, server.host] },
    });
    await expect(
      fetchPage(
        { url },
        context,
        guardedLookup((_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }])),
      ),
    ).rejects.toMatchObject({ code: 'Worker.NotGranted' });
    expect(server.requests).toEqual([]);
    await expect(fetchPage({ url: server.base }, context)).resolves.toMatchObject({ status: 200 });
  });

  it('of localhost may lead to this machine', async () => {
    const server = await webServer((_request, response) => html(response, 'mine'));
    await expect(
      fetchPage(
        { url: `http://localhost:${server.port}/` },
        toolContext({ pagesDir: tempFolder(), limits: { hosts: [`localhost:${server.port}`] } }),
      ),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('is not found when DNS does not know it', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    await expect(
      fetchPage(
        { url: 'http://gone.example/' },
        toolContext({ limits: { hosts: ['gone.example'] } }),
        guardedLookup((_name, _options, done) => done(unknown, [])),
      ),
    ).rejects.toMatchObject({ code: 'Tool.Unreachable' });
  });
});
