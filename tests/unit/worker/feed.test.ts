/** Hunts for entries that come out differently by format, links that lead nowhere, and mark-up in what should be text. */
import { describe, expect, it } from 'vitest';
import { fetchFeed } from '../../../src/worker/tools/feed.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';
import { webServer } from '../../support/web-server.ts';

const read = async (type: string, body: string | Buffer, limit = 50) => {
  const server = await webServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
  const context = toolContext({ pagesDir: tempFolder(), limits: { hosts: [server.host] } });
  return { base: server.base, feed: await fetchFeed({ url: `${server.base}/news/feed`, limit }, context) };
};

const formats: Record<string, [string, string]> = {
  'RSS 2.0': [
    'application/rss+xml',
    `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The &amp; News</title><link>http://x/</link><description>d</description>
     <item><title>First &amp; last</title><link>../first</link><guid isPermaLink="false">id-1</guid><pubDate>Wed, 21 Oct 2026 07:28:00 GMT</pubDate><dc:creator>Ann</dc:creator><description><![CDATA[<p>Hello&nbsp;<b>you</b></p><script>x()</script>]]></description></item></channel></rss>`,
  ],
  Atom: [
    'application/atom+xml',
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>The &amp; News</title><id>u</id><updated>2026-10-21T07:28:00Z</updated>
     <entry><id>id-1</id><title>First &amp; last</title><link rel="self" href="/self"/><link rel="alternate" href="../first"/><updated>2026-10-21T07:28:00Z</updated><author><name>Ann</name></author><summary type="html">&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;</summary></entry></feed>`,
  ],
  'RSS 1.0': [
    'application/rdf+xml',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://x/"><title>The &amp; News</title><link>http://x/</link><description>d</description></channel>
     <item rdf:about="id-1"><title>First &amp; last</title><link>../first</link><description>Hello you</description><dc:creator>Ann</dc:creator><dc:date>2026-10-21T07:28:00Z</dc:date></item></rdf:RDF>`,
  ],
  'JSON Feed': [
    'application/feed+json',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'The & News',
      items: [
        {
          id: 'id-1',
          url: '../first',
          title: 'First & last',
          content_html: '<p>Hello <b>you</b></p>',
          date_published: '2026-10-21T07:28:00Z',
          authors: [{ name: 'Ann' }],
        },
      ],
    }),
  ],
};

describe('a feed', () => {
  it.each(Object.entries(formats))('in %s gives entries of one shape', async (_name, [type, body]) => {
    const { base, feed } = await read(type, body);
    expect(feed).toEqual({
      title: 'The & News',
      url: `${base}/news/feed`,
      entries: [
        {
          id: 'id-1',
          title: 'First & last',
          link: `${base}/first`,
          published: '2026-10-21T07:28:00.000Z',
          author: 'Ann',
          summary: 'Hello you',
        },
      ],
    });
  });

  it('called plain XML, in another character set, is read', async () => {
    const body = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Grüße</title><link>http://x/</link><description>d</description></channel></rss>',
      'latin1',
    );
    expect((await read('text/xml', body)).feed).toMatchObject({ title: 'Grüße', entries: [] });
  });

  const items = (...list: string[]) =>
    `<rss version="2.0"><channel><title>T</title><link>http://x/</link><description>d</description>${list.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;

  it('tells entries without an id apart by link, then by title, and gives none twice', async () => {
    const { base, feed } = await read(
      'text/xml',
      items(
        '<title>a</title><link>/a</link>',
        '<title>b</title>',
        '<title>a again</title><link>/a</link>',
        '<description/>',
      ),
    );
    expect(feed.entries.map(({ id, title }) => [id, title])).toEqual([
      [`${base}/a`, 'a'],
      ['b', 'b'],
    ]);
  });

  it('with a date that is none, and a link that is none, has neither', async () => {
    const { feed } = await read('text/xml', items('<title>a</title><link>http://[</link><pubDate>yesterday</pubDate>'));
    expect(feed.entries[0]).toMatchObject({ link: '', published: null });
  });

  it('gives at most as many entries as were asked for', async () => {
    const { feed } = await read('text/xml', items(...Array.from({ length: 30 }, (_, n) => `<title>t${n}</title>`)), 7);
    expect(feed.entries.map(({ title }) => title)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6']);
  });

  it('cannot read a file of the machine through its entities', async () => {
    const { feed } = await read(
      'text/xml',
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${items('<title>a &x;</title><guid>1</guid>')}`,
    ).catch((error: Error) => ({ feed: { entries: [{ title: error.message }] } }));
    expect(JSON.stringify(feed)).not.toContain('root:');
  });

  it.each([
    ['a page', 'text/html', '<!doctype html><html><body>x</body></html>'],
    ['nothing', 'text/xml', ''],
    ['other JSON', 'application/json', '{"a":1}'],
    ['broken XML', 'text/xml', '<rss><channel>'],
  ])('that is %s fails in words', async (_what, type, body) => {
    await expect(read(type, body)).rejects.toMatchObject({ code: 'Tool.NotAFeed' });
  });
});
