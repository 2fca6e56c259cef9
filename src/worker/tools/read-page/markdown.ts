/** HTML as Markdown for reading: headings, paragraphs, lists, links, code, quotes, tables. No pictures, no styles. */
import type { CheerioAPI } from 'cheerio';
import { type HtmlNode, isElement } from '../extract/html.ts';

const SKIPPED = new Set(
  'script style noscript template svg head iframe object canvas math select button input textarea'.split(' '),
);
const BLOCKS = new Set(
  'address article aside blockquote details dd div dl dt fieldset figcaption figure footer form header hr li main nav ol p pre section summary table tr ul h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const MAX_DEPTH = 200;

/** @param base what relative links are relative to */
export function toMarkdown($: CheerioAPI, base: string): string {
  const blocks: string[] = [];
  let line = '';
  let prefix = '';

  const flush = () => {
    const text = line.replace(/[ \t\u00a0]+/g, ' ').trim();
    if (text !== '') blocks.push(prefix + text.replaceAll('\n', `\n${prefix.replace(/[^>\s]/g, ' ')}`));
    line = '';
  };
  const visit = (node: HtmlNode, depth: number): void => {
    if (node.type === 'text') {
      line += (node as unknown as { data: string }).data.replace(/\s+/g, ' ');
      return;
    }
    if (!isElement(node)) return children(node, depth);
    const { name, attribs } = node;
    if (SKIPPED.has(name) || attribs.hidden !== undefined || attribs['aria-hidden'] === 'true') return;
    if (name === 'br') {
      line += '\n';
      return;
    }
    if (name === 'pre') return block(`\`\`\`\n${$(node).text().replace(/\n+$/, '')}\n\`\`\``);
    if (name === 'code') {
      line += `\`${$(node).text().replace(/\s+/g, ' ').trim()}\``;
      return;
    }
    if (name === 'tr') return row(node);
    if (name === 'a') return link(node, depth);
    if (!BLOCKS.has(name)) {
      children(node, depth);
      if (name === 'td' || name === 'th') line += ' ';
      return;
    }
    flush();
    const before = prefix;
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level !== undefined) prefix = `${'#'.repeat(Number(level))} `;
    else if (name === 'li') prefix = `${before.replace(/- $/, '  ')}${'- '}`;
    else if (name === 'blockquote') prefix = `${before}> `;
    children(node, depth);
    flush();
    prefix = before;
  };
  const children = (node: HtmlNode, depth: number): void => {
    if (depth > MAX_DEPTH || !('children' in node)) return;
    for (const child of node.children) visit(child as HtmlNode, depth + 1);
  };
  const block = (text: string): void => {
    flush();
    if (text.trim() !== '') blocks.push(text);
  };
  const row = (node: HtmlNode): void => {
    const cells = $(node as never)
      .children('th, td')
      .toArray()
      .map((cell) => $(cell).text().replace(/\s+/g, ' ').trim());
    if (cells.some((cell) => cell !== '')) block(`| ${cells.join(' | ')} |`);
  };
  const link = (node: HtmlNode, depth: number): void => {
    const start = line.length;
    children(node, depth);
    const text = line.slice(start).trim();
    const target = isElement(node) ? webLink(node.attribs.href, base) : null;
    if (target !== null && text !== '' && !text.includes('\n')) line = `${line.slice(0, start)}[${text}](${target})`;
  };

  for (const node of $.root().contents().toArray()) visit(node as HtmlNode, 0);
  flush();
  return joined(blocks);
}

/** In full and of the web; null for anything else, and for a place on the same page. */
export function webLink(href: string | undefined, base: string): string | null {
  if (href === undefined || href.startsWith('#')) return null;
  try {
    const url = new URL(href, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** An empty line between blocks, none between the rows of a list or a table. */
function joined(blocks: readonly string[]): string {
  const kind = (block: string): string => /^\s*(- |\| )/.exec(block)?.[1] ?? '';
  return blocks
    .map((block, index) => {
      const previous = blocks[index - 1];
      if (previous === undefined) return block;
      return `${kind(block) !== '' && kind(block) === kind(previous) ? '\n' : '\n\n'}${block}`;
    })
    .join('');
}
