/**
 * A reply is parsed block by block while it is written. Hunts: a cut that changes how it looks (a list in two, code that ends too soon, a
 * link that lost its address), a finished block that is parsed again with each piece.
 */
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { markdownBlocks } from '../../../src/renderer/lib/markdown-blocks.ts';

const render = (source: string) =>
  renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm], skipHtml: true }, source));
/** White space between blocks is not seen. */
const looks = (html: string) => html.replaceAll(/>\n+</g, '><').trim();
const inParts = (source: string) => looks(markdownBlocks(source).map(render).join('\n'));

const pieces = [
  '# Heading',
  'Some *words* and `code`.',
  'First line\nsecond line',
  '- one\n- two',
  '- one\n\n- two',
  '1. one\n\n   more of it\n\n2. two',
  '* a\n  * b\n\n    deep',
  '- item\n\n  ```js\n  let a;\n\n  let b;\n  ```',
  '- ```\n  x\n\n  y\n  ```',
  '- open\n  ```\n  never closed',
  '```js\nlet a;\n\n# not a heading\n```',
  '````\n```\n\n```\n````',
  '~~~\n- no list\n\n```\n~~~',
  '```one line``` of code',
  '    indented\n\n    code',
  '> quoted\n\n> again',
  '> ```\n> quoted code',
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
  'Setext\n======',
  '---',
  '* * *',
  'See [the page][1].',
  '[1]: https://shop.example/',
  'A note.[^1]\n\n[^1]: Below.\n\n    More.',
  '<!-- a\n\ncomment -->',
  '<div>\n\nwords\n\n</div>',
  '- [ ] to do\n- [x] done',
  '+ ',
  '1) other\n\n2) list',
  'text\n- list at once\n\n- and on',
];

describe('markdown in blocks', () => {
  it.each(pieces)('looks as the whole does, also beside others: %j', (piece) => {
    for (const other of pieces)
      for (const source of [piece, `${piece}\n\n${other}`, `${piece}\n${other}`, `Before.\n\n${piece}\n\n\nAfter.`])
        expect(inParts(source), source).toBe(looks(render(source)));
  });

  it('looks so at every moment of its writing, whatever it is made of', () => {
    const text = fc
      .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('\n', '\n\n', '\n\n\n', '\n\n  ')), { maxLength: 6 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, fc.nat(), (source, cut) => {
        const written = source.slice(0, cut % (source.length + 1));
        expect(inParts(written)).toBe(looks(render(written)));
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every character, in its order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', ' ', '`', '-', '#', '>') }), (source) => {
        expect(markdownBlocks(source).join('')).toBe(source);
      }),
    );
  });

  it('leaves the finished blocks as they are while the last one grows', () => {
    const source = pieces.slice(0, 6).join('\n\nBetween.\n\n');
    let before: string[] = [];
    for (let end = 1; end <= source.length; end++) {
      const now = markdownBlocks(source.slice(0, end));
      // The start of an item, "1" or "-", is a paragraph until it is one: only then two blocks join.
      if (now.length >= before.length) expect(now.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      before = now;
    }
    expect(before.length).toBeGreaterThan(8);
  });
});
