/**
 * A test for each limit of a request on behalf of a grant. Hunts for a way to an address that the grant does not name: by spelling,
 * by DNS, by redirect. Each attack has a server that must not be asked, and the next honest request must work.
 */
import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardedLookup } from '../../../src/net/guarded-lookup.ts';
import { hostOf, isHostGranted } from '../../../src/shared/tools/hosts.ts';
import { fetchPage } from '../../../src/worker/tools/web-fetch.ts';
import { everythingHere } from '../../support/own-dns.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { type WebServer, webServer } from '../../support/web-server.ts';

const page = () => webServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x'));
const reading = (hosts: string[], maxMs = 10_000) =>
  toolContext({ pagesDir: tempFolder(), limits: { hosts }, signal: AbortSignal.timeout(maxMs) });

async function expectRefused(url: string, hosts: string[], victim: WebServer, code = 'Worker.NotGranted') {
  const before = victim.requests.length;
  await expect(fetchPage({ url }, reading(hosts))).rejects.toMatchObject({ code });
  expect(victim.requests).toHaveLength(before);
  await expect(fetchPage({ url: victim.base }, reading([victim.host]))).resolves.toMatchObject({ status: 200 });
}

describe('an address of this machine', () => {
  it.each([
    ['plainly', (port: number) => `http://127.0.0.1:${port}/`],
    ['in one decimal number', (port: number) => `http://2130706433:${port}/`],
    ['in hexadecimal', (port: number) => `http://0x7f000001:${port}/`],
    ['in hexadecimal parts', (port: number) => `http://0x7f.0.0.0x1:${port}/`],
    ['in octal', (port: number) => `http://0177.0.0.01:${port}/`],
    ['shortened', (port: number) => `http://127.1:${port}/`],
    ['in full-width digits', (port: number) => `http://１２７.０.０.１:${port}/`],
    ['with a dot at its end', (port: number) => `http://127.0.0.1.:${port}/`],
    ['of all interfaces', (port: number) => `http://0.0.0.0:${port}/`],
    ['of all interfaces, shortened', (port: number) => `http://0:${port}/`],
    ['in IPv6', (port: number) => `http://[::1]:${port}/`],
    ['of all interfaces in IPv6', (port: number) => `http://[::]:${port}/`],
    ['mapped into IPv6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['mapped into IPv6 in hexadecimal', (port: number) => `http://[::ffff:7f00:1]:${port}/`],
  ])('written %s is refused to a grant of sites', async (_how, url) => {
    const victim = await page();
    const sites = [`shop.example:${victim.port}`, `*.0.0.1:${victim.port}`, `*.example:${victim.port}`, '*.1', '*'];
    await expectRefused(url(victim.port), sites, victim);
  });

  it.each([
    ['link-local', 'http://169.254.169.254/latest/meta-data/'],
    ['private', 'http://192.168.0.1/'],
    ['carrier-grade', 'http://100.64.0.1/'],
    ['unique local', 'http://[fd00::1]/'],
    ['link-local in IPv6', 'http://[fe80::1]/'],
    ['translated by NAT64', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['carried by 6to4', 'http://[2002:7f00:1::]/'],
  ])('or its networks (%s) is refused unless the grant names it itself', async (_what, url) => {
    await expect(fetchPage({ url }, reading(['shop.example', '*.example']))).rejects.toMatchObject({
      code: 'Worker.NotGranted',
    });
  });
});

describe('a name', () => {
  it.each(['127.0.0.1', '10.0.0.7', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fe80::1', '0.0.0.0'])(
    'that leads to %s is refused',
    async (address) => {
      const lookup = guardedLookup((_name, _options, done) =>
        done(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
      );
      await expect(
        fetchPage({ url: 'http://rebind.example/' }, reading(['rebind.example']), lookup),
      ).rejects.toMatchObject({ code: 'Worker.NotGranted', data: { host: 'rebind.example' } });
    },
  );

  it('is looked up once for a request: the address that was checked is the one connected to', async () => {
    const server = await page();
    const { lookup, asked } = everythingHere();
    await fetchPage({ url: `http://shop.example:${server.port}/` }, reading([`shop.example:${server.port}`]), lookup);
    // The page and the site's robots.txt are a request each.
    expect([asked, server.requests.length]).toEqual([['shop.example', 'shop.example'], 2]);
    expect(server.requests.map(({ headers }) => headers.host)).toEqual(
      Array.from({ length: 2 }, () => `shop.example:${server.port}`),
    );
  });

  it('whose answer changes between two requests is refused from the second on', async () => {
    const server = await webServer((_request, response) => response.writeHead(200).end('x'));
    const answers = ['127.0.0.1', '203.0.113.9'];
    const guarded = guardedLookup((_name, _options, done) =>
      done(null, [{ address: answers.pop() ?? '127.0.0.1', family: 4 }]),
    );
    // The first answer is a public address that goes nowhere; what counts is that the private one never passes.
    const context = reading([`rebind.example:${server.port}`]);
    await expect(
      fetchPage({ url: `http://rebind.example:${server.port}/`, timeoutMs: 300 }, context, guarded),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^Tool\.(Timeout|Unreachable)$/) });
    await expect(
      fetchPage({ url: `http://rebind.example:${server.port}/`, timeoutMs: 300 }, context, guarded),
    ).rejects.toMatchObject({ code: 'Worker.NotGranted' });
    expect(server.requests).toEqual([]);
  });
});

describe('the host that is checked', () => {
  it.each([
    ['a granted name as the user', (port: number) => `http://shop.example@127.0.0.1:${port}/`],
    ['a granted name and password', (port: number) => `http://shop.example:80@127.0.0.1:${port}/`],
    ['a granted name before a backslash', (port: number) => `http://127.0.0.1:${port}\\@shop.example/`],
    ['a granted name in the fragment', (port: number) => `http://127.0.0.1:${port}/#@shop.example/`],
    ['a granted name in the query', (port: number) => `http://127.0.0.1:${port}?shop.example/`],
    ['a granted name in the path', (port: number) => `http://127.0.0.1:${port}/shop.example/`],
  ])('is the one connected to, with %s', async (_how, url) => {
    const victim = await page();
    const address = url(victim.port);
    // The broker's check, before any process hears of the call.
    expect(isHostGranted(hostOf(address) ?? '', ['shop.example', '*.shop.example'])).toBe(false);
    await expectRefused(
      address,
      ['shop.example'],
      victim,
      address.includes('example@') || address.includes('80@') ? 'Tool.BadUrl' : 'Worker.NotGranted',
    );
  });

  it.each([
    [
      'another port',
      (base: string) => base.replace(/\d+$/, (port) => String(Number(port) === 65_535 ? 1 : Number(port) + 1)),
    ],
    ['no port', (base: string) => base.replace(/:\d+$/, '')],
  ])('includes its port: %s is refused', async (_how, other) => {
    const victim = await page();
    await expectRefused(other(victim.base), [victim.host], victim);
  });
});

describe('a redirect', () => {
  it.each([
    ['this machine', (port: number) => `http://127.0.0.1:${port}/`],
    ['this machine by its name', (port: number) => `http://localhost:${port}/`],
    ['this machine in IPv6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['this machine in decimal', (port: number) => `http://2130706433:${port}/`],
    ['a link-local address', () => 'http://169.254.169.254/latest/'],
    ['a private network', () => 'http://10.0.0.1/'],
    ['another site', () => 'http://evil.example/'],
    ['a site below a granted one', (port: number) => `http://x.shop.example:${port}/`],
    ['another port of the same host', () => 'http://shop.example:81/'],
    ['no scheme of the web', () => 'file:///etc/passwd'],
    ['a name and password', (port: number) => `http://a:b@shop.example:${port}/`],
  ])('from a granted site to %s is refused', async (_where, to) => {
    const victim = await page();
    const site = await webServer((request, response) =>
      request.url === '/robots.txt'
        ? response.writeHead(404).end()
        : response.writeHead(302, { location: to(victim.port) }).end(),
    );
    const hosts = [`shop.example:${site.port}`, `shop.example:${victim.port}`];
    await expect(
      fetchPage({ url: `http://shop.example:${site.port}/` }, reading(hosts), everythingHere().lookup),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(Worker\.NotGranted|Tool\.BadUrl)$/) });
    expect(victim.requests).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('that unfolds without end from %s is cut off', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    const server = await webServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(bomb),
    );
    await expect(fetchPage({ url: server.base, maxBytes: 100_000 }, reading([server.host]))).rejects.toMatchObject({
      code: 'Tool.TooLarge',
    });
  });

  it('packed twice is not unpacked', async () => {
    const server = await webServer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip, gzip' })
        .end(gzipSync(gzipSync('x'))),
    );
    await expect(fetchPage({ url: server.base }, reading([server.host]))).rejects.toMatchObject({
      code: 'Tool.NotText',
    });
  });

  it('whose headers trickle in for ever ends at the deadline', async () => {
    const raw = await rawServer(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      while (!socket.destroyed) {
        socket.write('X-A: b\r\n');
        await wait(10);
      }
    });
    await expect(fetchPage({ url: `http://${raw}/`, timeoutMs: 200 }, reading([raw]))).rejects.toMatchObject({
      code: expect.stringMatching(/^Tool\.(Timeout|Unreachable)$/),
    });
  });

  it('whose headers have no end is cut off', async () => {
    const raw = await rawServer(
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\nX-A: ${'b'.repeat(200_000)}\r\n\r\n`),
    );
    await expect(fetchPage({ url: `http://${raw}/` }, reading([raw]))).rejects.toMatchObject({
      code: 'Tool.Unreachable',
    });
  });

  it('that is no HTTP is refused', async () => {
    const raw = await rawServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await expect(fetchPage({ url: `http://${raw}/` }, reading([raw]))).rejects.toMatchObject({
      code: 'Tool.Unreachable',
    });
  });
});

async function rawServer(talk: (socket: Socket) => void | Promise<void>): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    void talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `127.0.0.1:${address.port}`;
}
