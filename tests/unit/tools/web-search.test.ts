/**
 * web_search against a server that speaks each service's format. Hunts for a key that leaves main: to a worker, in a result, in an
 * error, with a redirect; and for results that are no addresses.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type SearchAdapterName, searchAdapters, searchService } from '../../../src/main/search/search-service.ts';
import type { SettingName } from '../../../src/main/settings/catalogue.ts';
import type { Settings } from '../../../src/main/settings/settings.ts';
import { createWebTools } from '../../../src/main/tools/web.ts';
import { noKeys, toolBench } from '../../support/tool-bench.ts';
import { webServer } from '../../support/web-server.ts';

const KEY = 'sk-very-secret-key';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function searching(name: SearchAdapterName | null, answer: Answer, key: string | null = KEY) {
  const server = await webServer(answer);
  const set: Partial<Record<SettingName, unknown>> = { 'search.service': name, 'search.address': `${server.base}/` };
  const settings = { get: (setting: SettingName) => set[setting] } as unknown as Settings;
  const asked: string[] = [];
  const secrets = {
    read: (secret: string) => {
      asked.push(secret);
      return key;
    },
  };
  const tools = createWebTools({
    search: { service: () => searchService(settings, secrets), appVersion: '1.2.3' },
    renderer: null,
    http: noKeys,
  });
  const bench = toolBench({}, tools);
  return {
    server,
    asked,
    bench,
    search: (query = 'red kettle', limit = 3) => bench.call('web_search', { query, limit }),
  };
}
const json =
  (value: unknown): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const bodyOf = async (request: IncomingMessage) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** As the services answer, shortened: three results, and what is none. */
const answers: Record<SearchAdapterName, Answer> = {
  searxng: json({
    query: 'red kettle',
    number_of_results: 0,
    results: [
      { url: 'https://a.example/', title: 'A', content: 'About a', engine: 'x', score: 1 },
      { url: 'https://b.example/b?c=1', title: 'B &amp; b', content: null },
      { url: 'magnet:?xt=1', title: 'no page' },
      { url: 'https://c.example/', title: 'C' },
      { url: 'https://d.example/', title: 'D', content: '' },
    ],
    answers: [],
  }),
  brave: json({
    type: 'search',
    web: {
      type: 'search',
      results: [
        { title: 'A', url: 'https://a.example/', description: 'About <strong>a</strong>', is_source_local: false },
        { title: 'B & b', url: 'https://b.example/b?c=1', description: '' },
        { title: 'C', url: 'https://c.example/', description: '' },
      ],
    },
  }),
  tavily: json({
    query: 'red kettle',
    results: [
      { title: 'A', url: 'https://a.example/', content: 'About a', score: 0.9, raw_content: null },
      { title: 'B & b', url: 'https://b.example/b?c=1', content: '' },
      { title: 'C', url: 'https://c.example/', content: '' },
    ],
    response_time: 1,
  }),
  duckduckgo: (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=UTF-8' })
      .end(`<!DOCTYPE html><html><body><div class="serp__results">
      <div class="result results_links result--ad"><a class="result__a" href="//duckduckgo.com/y.js?ad_domain=ad.example">Ad</a></div>
      <div class="result results_links web-result"><h2 class="result__title"><a rel="nofollow" class="result__a" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2F&amp;rut=1">A</a></h2><a class="result__snippet" href="#">About <b>a</b></a></div>
      <div class="result results_links web-result"><h2 class="result__title"><a class="result__a" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fb.example%2Fb%3Fc%3D1">B &amp; b</a></h2></div>
      <div class="result results_links web-result"><h2 class="result__title"><a class="result__a" href="https://c.example/">C</a></h2></div>
      <div class="result results_links web-result"><h2 class="result__title"><a class="result__a" href="javascript:alert(1)">no page</a></h2></div>
    </div></body></html>`),
};

describe.each(Object.keys(searchAdapters) as SearchAdapterName[])('%s', (name) => {
  it('gives titles, addresses and snippets', async () => {
    const { search, server, bench } = await searching(name, answers[name]);
    const answer = await search();
    expect(answer).toEqual({
      ok: true,
      value: {
        service: name,
        results: [
          { title: 'A', url: 'https://a.example/', snippet: 'About a' },
          { title: 'B & b', url: 'https://b.example/b?c=1', snippet: '' },
          { title: 'C', url: 'https://c.example/', snippet: '' },
        ],
      },
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers['user-agent']).toBe('Majordomo/1.2.3');
    // No worker hears of the key, nor does the result tell it.
    expect(JSON.stringify([bench.inWorker, answer])).not.toContain(KEY);
  });

  it('is asked for what was searched for, with the key only where it wants one', async () => {
    let body = '';
    const { search, server } = await searching(name, (request, response) => {
      void bodyOf(request).then((text) => {
        body = text;
        answers[name](request, response);
      });
    });
    await search('kettle & "tea" #1');
    const { headers, url = '' } = server.requests[0] as IncomingMessage;
    const query = new URL(url, 'http://x').searchParams.get('q') ?? (JSON.parse(body) as { query: string }).query;
    expect(query).toBe('kettle & "tea" #1');
    expect(url).not.toContain(KEY);
    const sent = { brave: headers['x-subscription-token'], tavily: headers.authorization }[name as 'brave' | 'tavily'];
    expect(sent).toBe(name === 'brave' ? KEY : name === 'tavily' ? `Bearer ${KEY}` : undefined);
    if (sent === undefined) expect(JSON.stringify(headers)).not.toContain(KEY);
  });

  it.each([401, 403, 429, 500, 202])('that answers %d fails with what to do, and without the key', async (status) => {
    const { search } = await searching(name, (_request, response) => response.writeHead(status).end('no'));
    const answer = await search();
    expect(answer).toMatchObject({ ok: false, error: { code: 'Tool.HttpStatus', data: { status } } });
    expect(JSON.stringify(answer)).not.toContain(KEY);
  });

  it('is not followed elsewhere, where the key would go along', async () => {
    const other = await webServer((_request, response) => response.end('{}'));
    const { search } = await searching(name, (_request, response) =>
      response.writeHead(302, { location: other.base }).end(),
    );
    expect(await search()).toMatchObject({ ok: false, error: { code: 'Tool.HttpStatus' } });
    expect(other.requests).toEqual([]);
  });

  it('that answers something else fails in words, or finds nothing', async () => {
    const { search, bench } = await searching(name, (_request, response) => response.end('<html>Welcome</html>'));
    expect(await search()).toMatchObject(
      name === 'duckduckgo' ? { ok: true, value: { results: [] } } : { ok: false, error: { code: 'Tool.BadAnswer' } },
    );
    expect(bench.bugs).toEqual([]);
  });
});

describe('the service', () => {
  it('must be chosen first', async () => {
    const { search } = await searching(null, json({}));
    expect(await search()).toMatchObject({ ok: false, error: { code: 'Search.NotConfigured' } });
  });

  it.each<[SearchAdapterName, boolean]>([
    ['brave', false],
    ['tavily', false],
    ['searxng', true],
    ['duckduckgo', true],
  ])('%s without a key works: %s', async (name, works) => {
    const { search, asked, server } = await searching(name, answers[name], null);
    expect((await search()).ok).toBe(works);
    expect([asked, server.requests.length]).toEqual([[`search:${name}`], works ? 1 : 0]);
  });

  it('that wants to know whether a person searches is an error, not an empty answer', async () => {
    const { search } = await searching('duckduckgo', (_request, response) =>
      response.end(
        '<html><form id="challenge-form"><div class="anomaly-modal__title">Unfortunately, bots use DuckDuckGo too.</div></form></html>',
      ),
    );
    expect(await search()).toMatchObject({ ok: false, error: { code: 'Tool.HttpStatus' } });
  });
});
