/** Hunts for expressions shown to people as code, and for specs that cannot put a step into words. */
import { describe, expect, it } from 'vitest';
import { findTool, toolCatalogue } from '../../../src/shared/tools/catalogue.ts';
import { effectOf } from '../../../src/shared/tools/tool-spec.ts';
import { templateWords } from '../../../src/shared/tools/words.ts';

describe('a template in words', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{% $price %}', '‹price›'],
    ['{% $states.input.url %}', '‹url›'],
    ['{% $items[0].name %}', '‹name›'],
    ["{% 'The price is ' & $string($price) & ' now' %}", 'The price is ‹price› now'],
    ['{% $now() %}', '‹now›'],
    ['{% $a > 1 ? "b" : "c" %}', '‹computed›'],
    ["{% 'it''s' & $x %}", '‹computed›‹x›'],
  ])('%s reads %s', (template, words) => {
    expect(templateWords(template)).toBe(words);
  });
});

describe('every tool', () => {
  const parts = (name: string, args: Record<string, string | object>) =>
    findTool(name)
      ?.describe(args as never)
      .map(({ text }) => text)
      .join('');

  it.each([
    ['web_fetch', { url: 'https://shop.example/kettle' }, 'Fetch the page shop.example/kettle'],
    ['http_request', { url: 'https://api.example/v1' }, 'Ask api.example/v1'],
    ['http_request', { url: '{% $address %}', method: 'POST' }, 'Send a POST request to ‹address›'],
    ['read_page', { url: 'https://a.example/x' }, 'Read the text of the page a.example/x'],
    ['web_search', { query: '{% $topic %}' }, 'Search the web for ‹topic›'],
    ['feed', { url: 'https://a.example/feed' }, 'Read the feed a.example/feed and see which entries are new'],
    ['page_changed', { url: 'https://a.example/' }, 'See whether a.example has changed since the last run'],
    ['state_get', { key: 'last_price' }, 'Look up the last_price it remembered'],
    ['state_set', { key: 'last_price', value: '{% $price %}' }, 'Remember the last_price for the next run'],
    ['extract', { source: '{% $page %}', field: 'price' }, 'Find the price in it'],
    ['table_insert', { table: 'price_log', row: {} }, 'Add a row to the table price_log'],
    ['notify', { title: "{% 'Now ' & $price %}" }, 'Notify you: Now ‹price›'],
    ['file_append', { path: 'log.md', text: 'x' }, 'Append to the file log.md'],
    ['file_list', {}, 'List the files in the workspace folder'],
  ])('says what %s does with its arguments as written', (name, args, words) => {
    expect(parts(name, args)).toBe(words);
  });

  it('says what its grant allows, and nothing at all without limits', () => {
    expect(
      toolCatalogue.map((spec) =>
        spec.may({ hosts: ['shop.example'], tables: ['price_log'], folders: ['.'], channels: ['desktop'] }),
      ),
    ).toEqual([
      'read shop.example',
      'send requests to shop.example',
      'read shop.example',
      'search the web',
      '',
      'read shop.example',
      'read shop.example',
      '',
      '',
      'make the table price_log',
      'write to the table price_log',
      'write to the table price_log',
      'read the table price_log',
      'export the table price_log and write in the workspace folder',
      'write in the workspace folder',
      'append to files in the workspace folder',
      'move files in the workspace folder',
      'delete files in the workspace folder',
      'read the workspace folder',
      'look in the workspace folder',
      'list the workspace folder',
      'notify you',
      'measure this computer',
      'run Python in the sandbox and use the workspace folder',
      'run JavaScript in the sandbox and use the workspace folder',
    ]);
    expect(findTool('web_fetch')?.may({})).toBe('read no web page');
  });

  it('has a preview and a summary exactly when it has an effect', () => {
    const sample = {
      table: 't',
      columns: { a: 'text' },
      row: { a: 1 },
      path: 'a',
      to: 'b',
      text: 'b',
      title: 'c',
      url: 'https://a.b',
      method: 'POST',
      channel: 'desktop',
      source: 'x',
      field: 'y',
      key: 'k',
      value: 1,
      code: 'return 1',
      outputs: ['out.csv'],
    };
    for (const spec of toolCatalogue) {
      const pure = effectOf(spec, sample) === 'pure';
      expect([spec.name, spec.effectSummary(sample) === null, spec.preview(sample) === null]).toEqual([
        spec.name,
        pure,
        pure,
      ]);
      if (!pure) expect(spec.result.safeParse(spec.preview(sample)).success).toBe(true);
    }
  });
});
