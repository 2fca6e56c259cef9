/** A small world on loopback for flows to act on: a shop, APIs, a feed, pages. Real HTTP; described in tests/evals/README.md. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface World {
  price?: number;
  prices?: Record<string, number>;
  flakyFails?: number;
  pages?: number;
  user?: Record<string, unknown>;
  job?: Record<string, unknown>;
  /** `/job.json` says complete from this request on. */
  jobCompletesAfter?: number;
  rates?: Record<string, number>;
  feed?: string[];
  terms?: string[];
  list?: string[];
  /** Answers `/slow` after this long. */
  slowMs?: number;
}

export interface WorldServer {
  base: string;
  world: World;
  /** Requests by path, without the query. */
  requests: Record<string, number>;
  close(): Promise<void>;
}

/** `port` only where addresses are to be seen by people; tests take any that is free. */
export async function startWorld(world: World = {}, port = 0): Promise<WorldServer> {
  const requests: Record<string, number> = {};
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests[url.pathname] = (requests[url.pathname] ?? 0) + 1;
    answer(world, url, requests[url.pathname] ?? 1, request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${taken}`,
    world,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(world: World, url: URL, count: number, request: IncomingMessage, response: ServerResponse): void {
  const html = (body: string, title = 'A page'): void =>
    send(
      response,
      200,
      'text/html; charset=utf-8',
      `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`,
    );
  const json = (value: unknown): void => send(response, 200, 'application/json', JSON.stringify(value));
  switch (url.pathname) {
    case '/product':
      return send(
        response,
        200,
        'text/html; charset=utf-8',
        productPage(world.prices?.[url.searchParams.get('id') ?? ''] ?? world.price ?? 100),
      );
    case '/product-without-price':
      return html('<h1>Kettle</h1><p>Sold out.</p>');
    case '/user.json':
      return json(world.user ?? {});
    case '/job.json':
      return json({ ...world.job, status: count >= (world.jobCompletesAfter ?? 1) ? 'complete' : 'running' });
    case '/rates.json':
      return json(world.rates ?? {});
    case '/flaky':
      return count <= (world.flakyFails ?? 0) ? send(response, 500, 'text/plain', 'broken') : json({ ok: true });
    case '/items': {
      const page = Number(url.searchParams.get('page') ?? 1);
      const items = [1, 2, 3].map((n) => ({
        id: (page - 1) * 3 + n,
        name: `item ${(page - 1) * 3 + n}`,
        price: 10 * n,
      }));
      return json({ items, next: page < (world.pages ?? 1) ? `/items?page=${page + 1}` : null });
    }
    case '/feed.xml':
      return send(response, 200, 'application/rss+xml', feed(world.feed ?? []));
    case '/terms':
      return html(
        `<main><h1>Terms</h1><p>${world.terms?.[Math.min(count, world.terms.length) - 1] ?? 'Be kind.'}</p></main>`,
      );
    case '/list':
      return html(`<ul>${(world.list ?? []).map((item) => `<li>${item}</li>`).join('')}</ul>`);
    case '/slow':
      setTimeout(() => html('<p>At last.</p>'), world.slowMs ?? 60_000).unref();
      return;
    case '/huge':
      return huge(response);
    case '/loop':
      response.writeHead(302, { location: '/loop' }).end();
      return;
    case '/binary':
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.from([0, 1, 2, 3, 0, 255]));
      return;
    default:
      return send(response, 404, 'text/plain', `nothing at ${request.url ?? ''}`);
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** An ordinary shop's page: the price in JSON-LD, OpenGraph and text, among other numbers. */
function productPage(price: number): string {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Kettle',
    aggregateRating: { '@type': 'AggregateRating', ratingValue: 4.6, reviewCount: 212 },
    offers: {
      '@type': 'Offer',
      price: price.toFixed(2),
      priceCurrency: 'USD',
      availability: 'https://schema.org/InStock',
    },
  };
  return `<!doctype html><html><head><title>Kettle – the shop</title><meta property="og:title" content="Kettle"><meta property="product:price:amount" content="${price.toFixed(2)}"><meta property="product:price:currency" content="USD">
<script type="application/ld+json">${JSON.stringify(product)}</script></head><body><h1>Kettle</h1>
<p>Rated 4.6 of 5 by 212 people</p><p class="old">Was <s>$${(price + 60).toFixed(2)}</s></p><p class="price">Now $${price.toFixed(2)}</p><p>Shipping $4.95, free above $150</p></body></html>`;
}

function feed(titles: readonly string[]): string {
  const items = titles
    .map(
      (title, index) =>
        `<item><title>${title}</title><link>http://127.0.0.1/entry/${index}</link><guid>entry-${index}</guid></item>`,
    )
    .join('');
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>http://127.0.0.1/</link><description>News</description>${items}</channel></rss>`;
}

/** 50 MB, sent as fast as it is read. */
function huge(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  const chunk = 'x'.repeat(1_000_000);
  let left = 50;
  const more = (): void => {
    while (left > 0) {
      left -= 1;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  response.on('error', () => response.destroy());
  more();
}
