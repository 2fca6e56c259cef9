/** Hunts for pages read against a site's wish, for a site asked over and over, and for this machine being asked at all. */
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetRobots } from '../../../src/net/robots.ts';
import { fetchPage } from '../../../src/worker/tools/web-fetch.ts';
import { everythingHere } from '../../support/own-dns.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

beforeEach(forgetRobots);

const site = async (rules: (response: ServerResponse) => void, hosts: string[] = []) => {
  const server = await webServer((request, response) =>
    request.url === '/robots.txt' ? rules(response) : response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
  );
  const host = `shop.example:${server.port}`;
  const { lookup } = everythingHere();
  const context = toolContext({ pagesDir: tempFolder(), limits: { hosts: [host, ...hosts] } });
  return {
    host,
    server,
    read: (path: string, timeoutMs = 5_000) => fetchPage({ url: `http://${host}${path}`, timeoutMs }, context, lookup),
    asked: () => server.requests.map(({ url }) => url),
  };
};
const text = (body: string) => (response: ServerResponse) => response.writeHead(200).end(body);
const refused = { code: 'Tool.DisallowedByRobots' };

describe('a page of a site', () => {
  it('that its robots.txt forbids is not asked for, and the error says so', async () => {
    const { read, asked, host } = await site(text('User-agent: *\nDisallow: /private\nAllow: /private/open'));
    await expect(read('/private/x?a=1')).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(`${host} asks programs not to read /private/x (its robots.txt)`),
    });
    await expect(read('/private/open')).resolves.toMatchObject({ status: 200 });
    await expect(read('/')).resolves.toMatchObject({ status: 200 });
    expect(asked()).toEqual(['/robots.txt', '/private/open', '/']);
  });

  it('is judged by the rules for us where there are some', async () => {
    const { read } = await site(text('User-agent: *\nDisallow: /\n\nUser-agent: majordomo\nDisallow: /x'));
    await expect(read('/y')).resolves.toMatchObject({ status: 200 });
    await expect(read('/x')).rejects.toMatchObject(refused);
  });

  it.each([404, 403, 410, 401])('may be read when robots.txt is answered %d', async (status) => {
    const { read } = await site((response) => response.writeHead(status).end('Disallow: /'));
    await expect(read('/x')).resolves.toMatchObject({ status: 200 });
  });

  it('may not be read while robots.txt is answered 503, and is asked again next time', async () => {
    let broken = true;
    const { read, asked } = await site((response) => response.writeHead(broken ? 503 : 404).end());
    await expect(read('/x')).rejects.toMatchObject({ ...refused, message: expect.stringContaining('answered 503') });
    broken = false;
    await expect(read('/x')).resolves.toMatchObject({ status: 200 });
    expect(asked()).toEqual(['/robots.txt', '/robots.txt', '/x']);
  });

  it('is judged by the first 500 KiB of rules without end', async () => {
    const { read } = await site(text(`User-agent: *\nDisallow: /x\n${'# more\n'.repeat(200_000)}`));
    await expect(read('/x')).rejects.toMatchObject(refused);
    await expect(read('/y')).resolves.toMatchObject({ status: 200 });
  });

  it('waits for robots.txt no longer than for the page', async () => {
    const { read } = await site(() => undefined);
    await expect(read('/x', 100)).rejects.toMatchObject({ code: 'Tool.Timeout' });
  });

  it('may be read when the rules are elsewhere, where the grant does not lead', async () => {
    const { read } = await site((response) =>
      response.writeHead(301, { location: 'http://cdn.example/robots.txt' }).end(),
    );
    await expect(read('/x')).resolves.toMatchObject({ status: 200 });
  });

  it('reached by a redirect is judged as well', async () => {
    const forbidding = await site(text('User-agent: *\nDisallow: /'));
    const start = await webServer((_request, response) =>
      response.writeHead(302, { location: `http://${forbidding.host}/x` }).end(),
    );
    const context = toolContext({ pagesDir: tempFolder(), limits: { hosts: [start.host, forbidding.host] } });
    await expect(fetchPage({ url: start.base }, context, everythingHere().lookup)).rejects.toMatchObject(refused);
    expect(forbidding.asked()).toEqual(['/robots.txt']);
  });
});

describe('this machine', () => {
  it.each(['127.0.0.1', 'localhost'])('under the name %s is not asked for its rules', async (name) => {
    const server = await webServer((_request, response) => response.writeHead(200).end('x'));
    const host = `${name}:${server.port}`;
    await fetchPage({ url: `http://${host}/x` }, toolContext({ pagesDir: tempFolder(), limits: { hosts: [host] } }));
    expect(server.requests.map(({ url }) => url)).toEqual(['/x']);
  });
});
