/** Hunts for values that are found in the wrong place, lost, or given in the wrong type; and for failures that do not say what was sought. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExtractArguments } from '../../../src/shared/tools/extract.ts';
import { keepPage } from '../../../src/worker/pages.ts';
import { extractFrom } from '../../../src/worker/tools/extract/extract.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const run = (args: ExtractArguments, pagesDir = '/nowhere') => extractFrom(args, { pagesDir });
const LIST =
  '<html><body><nav><ul><li>Home</li><li>Shop</li><li>About</li><li>Contact</li></ul></nav><h1>Names</h1><ul id="names"><li>x</li><li> y  z </li></ul></body></html>';
const FEED =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Electron 46 is out</title><link>http://a/1</link><description>&lt;p&gt;Big&lt;/p&gt;</description></item><item><title>Cooking rice</title><link>http://a/2</link></item></channel></rss>';

describe('extract by field', () => {
  it.each([
    ['a key of JSON', '{"user":{"type":"returning"}}', 'type', 'returning'],
    ['the outermost of several keys', '{"a":{"status":"inner"},"status":"complete"}', 'status', 'complete'],
    ['a key in other letters', '{"displayName":"K"}', 'display_name', 'K'],
    ['a price of JSON as a number', '{"data":{"price":"$1,299.00"}}', 'price', 1299],
    ['a number of JSON as it is', '{"count":3}', 'count', 3],
    ['the page’s title', '<html><head><title>A kettle</title></head></html>', 'title', 'A kettle'],
    ['its heading before its title', '<title>Shop | A</title><h1>A kettle</h1>', 'title', 'A kettle'],
    ['a meta description', '<meta name="description" content="Boils water">', 'description', 'Boils water'],
    [
      'availability from JSON-LD',
      '<script type="application/ld+json">{"offers":{"price":1,"availability":"https://schema.org/OutOfStock"}}</script>',
      'availability',
      'OutOfStock',
    ],
    ['availability from text', '<p>Currently sold out</p>', 'availability', 'OutOfStock'],
    ['a currency from a sign', '<p>Price: 89,50 €</p>', 'currency', 'EUR'],
    ['a definition as a number', '<dl><dt>Rating</dt><dd>4.6</dd></dl>', 'rating', 4.6],
    ['a table row', '<table><tr><th>SKU</th><td>00123</td></tr></table>', 'sku', '00123'],
    ['a labelled text', '<p>Version: 3.2.1, updated today</p>', 'version', '3.2.1'],
    ['an element of that id', '<span id="status">complete</span>', 'status', 'complete'],
    ['a price in plain text', 'Kettle\nPrice: £12\nShipping: £3', 'price', 12],
    ['a title of a feed', FEED, 'title', 'News'],
  ])('finds %s', async (_what, source, field, expected) => {
    expect((await run({ source, field })).value).toBe(expected);
  });

  it('finds the entries of the main list and not those of the menu', async () => {
    expect(await run({ source: LIST, field: 'items', all: true })).toEqual({
      value: 'x',
      values: ['x', 'y z'],
      foundBy: 'the entries of the page’s list',
    });
  });

  it('gives an empty list for a list without entries, which is no error with all', async () => {
    expect(
      await run({ source: LIST.replace(/<ul id.*<\/ul>/, '<ul id="names"></ul>'), field: 'items', all: true }),
    ).toMatchObject({ value: null, values: [] });
  });

  it('finds the entries of JSON, called items or not, as they are', async () => {
    const items = [{ id: 1 }, { id: 2 }];
    expect((await run({ source: { items, next: null }, field: 'items', all: true })).values).toEqual(items);
    expect((await run({ source: { data: { products: items } }, field: 'items', all: true })).values).toEqual(items);
    expect((await run({ source: items, field: 'items', all: true })).values).toEqual(items);
  });

  it('finds the titles of a feed as items and the whole of them as entries', async () => {
    expect((await run({ source: FEED, field: 'items', all: true })).values).toEqual([
      'Electron 46 is out',
      'Cooking rice',
    ]);
    expect((await run({ source: FEED, field: 'entries', all: true })).values?.[0]).toEqual({
      title: 'Electron 46 is out',
      link: 'http://a/1',
      published: '',
      summary: 'Big',
      id: 'http://a/1',
    });
  });

  it('gives a page’s readable text without its scripts and menus', async () => {
    expect(
      (
        await run({
          source: '<nav>Menu</nav><script>x()</script><h1>A</h1><p>one <b>two</b></p><footer>Imprint</footer>',
          field: 'text',
        })
      ).value,
    ).toBe('A\none two');
  });

  it('says what was sought and where when nothing is found', async () => {
    await expect(run({ source: '<p>nothing</p>', field: 'price' })).rejects.toMatchObject({
      code: 'Tool.NotFound',
      message:
        'No price was found in an HTML page (looked in JSON-LD, microdata, meta tags and amounts marked as a price in the text). Name another field, or give a selector, path or pattern.',
    });
  });
});

describe('extract by selector, path and pattern', () => {
  it('takes the text or an attribute of what a selector matches', async () => {
    const source = '<a class="x" href="/1">one</a><a class="x" href="/2"> two </a><a class="x">three</a>';
    expect((await run({ source, selector: 'a.x' })).value).toBe('one');
    expect((await run({ source, selector: 'a.x', attribute: 'href', all: true })).values).toEqual(['/1', '/2']);
    expect((await run({ source, selector: '.none', all: true })).values).toEqual([]);
  });

  it('matches a selector copied from a browser, with the tbody the browser added', async () => {
    expect(
      (await run({ source: '<table><tr><td>1</td></tr></table>', selector: 'table > tbody > tr > td' })).value,
    ).toBe('1');
  });

  it.each([
    ['$.items[0].price', 5],
    ['items[1].price', 7],
    ["$['items'][0]['price']", 5],
    ['$.items', [{ price: 5 }, { price: 7 }]],
    ['$.next', null],
  ])('follows the path %s', async (path, expected) => {
    expect((await run({ source: '{"items":[{"price":5},{"price":7}],"next":null}', path })).value).toEqual(expected);
  });

  it.each(['$.items[*].price', '$..price', 'items.price'])(
    'gives every value of the path %s with all',
    async (path) => {
      expect((await run({ source: '{"items":[{"price":5},{"price":7}]}', path, all: true })).values).toEqual([5, 7]);
    },
  );

  it('takes the first group of a pattern, or the whole match', async () => {
    expect((await run({ source: 'Version 3.2 of 2026', pattern: 'Version ([\\d.]+)' })).value).toBe('3.2');
    expect((await run({ source: 'a1 b2', pattern: '[a-z]\\d', all: true })).values).toEqual(['a1', 'b2']);
  });

  it.each([
    ['a selector that is none', { source: '<p>', selector: '[[' }, 'Tool.BadArguments'],
    ['a path that is none', { source: '{}', path: '$.[' }, 'Tool.BadArguments'],
    ['a pattern that is none', { source: 'x', pattern: '(' }, 'Tool.BadArguments'],
    ['a path into HTML', { source: '<p>x</p>', path: '$.a' }, 'Tool.NotFound'],
    ['a selector into JSON', { source: '{}', selector: 'p' }, 'Tool.NotFound'],
    ['a path to nothing', { source: '{}', path: '$.a' }, 'Tool.NotFound'],
  ])('fails on %s', async (_what, args, code) => {
    await expect(run(args)).rejects.toMatchObject({ code });
  });

  it('stops a pattern that would run for ever', async () => {
    await expect(run({ source: `${'a'.repeat(60)}b`, pattern: '(a+)+$' })).rejects.toMatchObject({
      code: 'Tool.Timeout',
    });
  });
});

describe('a kept page', () => {
  it('is looked in by its reference', async () => {
    const pages = tempFolder();
    const source = await keepPage('<p>Price: $5</p>', pages);
    expect((await run({ source, field: 'price' }, pages)).value).toBe(5);
  });

  it('that is gone or damaged is asked for again, never read', async () => {
    const pages = tempFolder();
    const hash = createHash('sha256').update('<p>Price: $5</p>').digest('hex');
    await expect(run({ source: `page:${hash}`, field: 'price' }, pages)).rejects.toMatchObject({
      code: 'Tool.NotFound',
    });
    writeFileSync(join(pages, hash), '<p>Price: $500</p>');
    await expect(run({ source: `page:${hash}`, field: 'price' }, pages)).rejects.toMatchObject({
      code: 'Tool.NotFound',
      message: expect.stringContaining('fetch it again'),
    });
  });
});
