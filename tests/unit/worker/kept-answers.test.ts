/** Hunts for pages sent again that had not changed, and for old pages given as new ones. */
import { readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchText } from '../../../src/worker/fetch-text.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

const setUp = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const server = await webServer(answer);
  const pagesDir = tempFolder();
  const context = toolContext({ pagesDir, limits: { hosts: [server.host] } });
  const read = (own = {}) => fetchText({ url: server.base, ...own }, context);
  return { server, pagesDir, read };
};
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a page that was read before', () => {
  it.each([
    ['its tag', { etag: '"v1"' }, 'if-none-match', '"v1"'],
    [
      'its date',
      { 'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT' },
      'if-modified-since',
      'Wed, 21 Oct 2026 07:28:00 GMT',
    ],
  ])('is asked for by %s, and given as it was when it has not changed', async (_by, said, header, value) => {
    const { server, read } = await setUp((request, response) =>
      request.headers[header] === undefined
        ? response.writeHead(200, { ...html, ...said }).end('Grüße')
        : response.writeHead(304).end(),
    );
    const first = await read();
    expect(await read()).toEqual(first);
    // A server need not say again what it said.
    expect(await read()).toEqual(first);
    expect(server.requests.map(({ headers }) => headers[header])).toEqual([undefined, value, value]);
    expect(first).toMatchObject({ status: 200, text: 'Grüße', contentType: 'text/html; charset=utf-8' });
  });

  it('is given anew when it has changed', async () => {
    let version = 1;
    const { read } = await setUp((_request, response) =>
      response.writeHead(200, { ...html, etag: `"v${version}"` }).end(`version ${version++}`),
    );
    expect([(await read()).text, (await read()).text]).toEqual(['version 1', 'version 2']);
  });

  it('is asked for in full when what was kept is gone, damaged or too large now', async () => {
    const { server, pagesDir, read } = await setUp((request, response) =>
      request.headers['if-none-match'] === undefined
        ? response.writeHead(200, { ...html, etag: '"v1"' }).end('a page')
        : response.writeHead(304).end(),
    );
    const { page } = await read();
    rmSync(join(pagesDir, page.slice(5)));
    expect((await read()).text).toBe('a page');
    await expect(read({ maxBytes: 2 })).rejects.toMatchObject({ code: 'Tool.TooLarge' });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, undefined]);
  });

  it('and may not be kept is not', async () => {
    const { server, pagesDir, read } = await setUp((_request, response) =>
      response.writeHead(200, { ...html, etag: '"v1"', 'cache-control': 'no-store' }).end('x'),
    );
    await read();
    await read();
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
    expect(readdirSync(pagesDir).filter((name) => name.endsWith('.answer'))).toEqual([]);
  });

  it('and may be kept for a while is not asked for in it, nor past a limit that has shrunk', async () => {
    const { server, read } = await setUp((_request, response) =>
      response.writeHead(200, { ...html, 'cache-control': 'max-age=600' }).end('a page'),
    );
    expect(await read()).toEqual(await read());
    expect(server.requests).toHaveLength(1);
    await expect(read({ maxBytes: 2 })).rejects.toMatchObject({ code: 'Tool.TooLarge' });
  });

  it('and may be kept, but only after asking, is asked for', async () => {
    const { server, read } = await setUp((_request, response) =>
      response.writeHead(200, { ...html, 'cache-control': 'no-cache, max-age=600' }).end('x'),
    );
    await read();
    await read();
    expect(server.requests).toHaveLength(2);
  });

  it('is not given to a grant without its host', async () => {
    const { server, pagesDir, read } = await setUp((_request, response) =>
      response.writeHead(200, { ...html, 'cache-control': 'max-age=600' }).end('x'),
    );
    await read();
    await expect(
      fetchText({ url: server.base }, toolContext({ pagesDir, limits: { hosts: ['shop.example'] } })),
    ).rejects.toMatchObject({ code: 'Worker.NotGranted' });
  });

  it('an answer of 304 that nobody asked for is an error, not an empty page', async () => {
    const { read } = await setUp((_request, response) => response.writeHead(304).end());
    await expect(read()).rejects.toMatchObject({ code: 'Tool.HttpStatus' });
  });
});
