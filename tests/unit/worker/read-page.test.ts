/** Hunts for text that readers see and the tool does not, navigation that passes for text, and links that lead nowhere. */
import { describe, expect, it } from 'vitest';
import type { PageRenderer, RenderRequest } from '../../../src/main/tools/read-page.ts';
import { createWebTools } from '../../../src/main/tools/web.ts';
import { readThePage } from '../../../src/worker/tools/read-page/read-page.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { noKeys, toolBench } from '../../support/tool-bench.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

const read = (html: string, maxCharacters = 20_000) =>
  readThePage(
    { url: 'https://news.example/2026/a', html, maxCharacters, timeoutMs: 5_000 },
    toolContext({ pagesDir: tempFolder() }),
  );
const sentences = 'This is a sentence of the article, with a comma. '.repeat(12);

describe('an article', () => {
  const html = `<html><head><title>Kettles | News</title></head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
    <article><h1>Kettles</h1><p>${sentences}<a href="../b?x=1">See <b>b</b></a>.</p><h2>Kinds</h2><ul><li>Red<ul><li>Bright</li></ul></li><li>Blue</li></ul>
    <p>${sentences}</p><pre>let a = 1;
let b = 2;</pre><blockquote><p>Quoted words</p></blockquote><table><tr><th>Kind</th><th>Price</th></tr><tr><td>Red</td><td>49</td></tr></table><p>${sentences}</p></article>
    <footer>Imprint</footer><script>var hidden = 1</script></body></html>`;

  it('is read as Markdown, without navigation and scripts', async () => {
    const { text, title, needsScripts, truncated } = await read(html);
    expect([title, needsScripts, truncated]).toEqual([expect.stringContaining('Kettles'), false, false]);
    for (const part of [
      '## Kinds\n\n- Red\n  - Bright\n- Blue',
      '[See b](https://news.example/b?x=1)',
      '```\nlet a = 1;\nlet b = 2;\n```',
      '> Quoted words',
      '| Kind | Price |\n| Red | 49 |',
    ])
      expect(text).toContain(part);
    for (const part of ['Sport', 'Imprint', 'hidden', '<']) expect(text).not.toContain(part);
  });

  it('is cut where it was asked to be', async () => {
    expect(await read(html, 100)).toMatchObject({ truncated: true, text: expect.stringMatching(/^[\s\S]{100}$/) });
  });

  it('gives every link once, in full, and none that is no page', async () => {
    const { links } = await read(
      `<p><a href="/a"><img></a><a href="/a">First</a><a href="/a">Again</a><a href="#top">Top</a><a href="mailto:a@b.c">Mail</a><a href="javascript:x()">X</a><a href="http://[">Broken</a><a href="https://c.example/" title="Titled"></a></p>`,
    );
    expect(links).toEqual([
      { text: 'First', url: 'https://news.example/a' },
      { text: 'Titled', url: 'https://c.example/' },
    ]);
  });
});

describe('a page that is no article', () => {
  it.each([
    ['a short one', '<html><body><h1>Sold out</h1><p>Come back.</p></body></html>', '## Sold out\n\nCome back.'],
    ['a list', '<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['nothing', '<html><body></body></html>', ''],
    ['plain text', 'Just words.', 'Just words.'],
  ])('(%s) is read for what it shows', async (_what, html, text) => {
    expect((await read(html)).text).toBe(text);
  });

  it('nested without end is read without breaking', async () => {
    const deep = `${'<div>'.repeat(5_000)}deep${'</div>'.repeat(5_000)}<p>after</p>`;
    expect((await read(deep)).text).toContain('after');
  });
});

describe('a page that needs its scripts', () => {
  it.each([
    ['an empty root', '<div id="root"></div><script src="/app.js"></script>', true],
    ['a plea for scripts', '<noscript>Please enable JavaScript.</noscript><p>Loading</p><script></script>', true],
    ['nothing but scripts', '<script src="/app.js"></script>', true],
    ['little text, but no scripts', '<div id="root"></div>', false],
    ['text enough', `<div id="app"></div><p>${sentences}</p><script></script>`, false],
    ['a short page with a script', '<p>Sold out.</p><script></script>', false],
  ])('is known by %s', async (_how, body, expected) => {
    expect((await read(`<html><body>${body}</body></html>`)).needsScripts).toBe(expected);
  });
});

describe('rendering', () => {
  const shell = '<html><body><div id="root"></div><script></script></body></html>';
  async function reading(render: string, answer = shell) {
    const server = await webServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(answer),
    );
    const asked: RenderRequest[] = [];
    const renderer: PageRenderer = {
      render: async (request) => {
        asked.push(request);
        return { url: `${request.url}#/`, html: '<html><body><h1>Drawn</h1></body></html>' };
      },
    };
    const call = (own: PageRenderer | null) =>
      toolBench(
        {},
        createWebTools({
          search: { service: () => Promise.reject() as never, appVersion: '1' },
          renderer: own,
          http: noKeys,
        }),
      ).call('read_page', { url: server.base, render }, { hosts: [server.host] });
    return { server, asked, call, renderer };
  }

  it.each([
    ['auto', shell, true],
    ['auto', `<p>${sentences}</p>`, false],
    ['always', `<p>${sentences}</p>`, true],
    ['never', shell, false],
  ])('%s of %.40s', async (render, answer, rendered) => {
    const { call, renderer, asked, server } = await reading(render, answer);
    expect(await call(renderer)).toMatchObject({
      ok: true,
      value: { rendered, ...(rendered ? { text: '## Drawn' } : {}) },
    });
    expect(asked.map(({ url, hosts }) => ({ url, hosts }))).toEqual(
      rendered ? [{ url: `${server.base}/`, hosts: [server.host] }] : [],
    );
  });

  it('where there is nothing to render with: the page as it came, or an error when it must be', async () => {
    expect(await (await reading('auto')).call(null)).toMatchObject({ ok: true, value: { rendered: false, text: '' } });
    expect(await (await reading('always')).call(null)).toMatchObject({
      ok: false,
      error: { code: 'Tool.NotRendered' },
    });
  });
});
