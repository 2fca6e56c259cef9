/**
 * A page as the lines a reader sees, each with what its parts stand in: a price's element, something crossed out,
 * the site's own navigation. Blocks break lines; scripts, styles and hidden parts are left out.
 */
import type { CheerioAPI } from 'cheerio';
import { type HtmlElement, type HtmlNode, isElement } from './html.ts';

/** Where a piece of text stands, from all elements around it. */
export interface Place {
  /** In an element named after a price. */
  price: boolean;
  /** Crossed out, or in an element named after an old price, shipping, a rating … */
  notThePrice: boolean;
  /** In navigation, a footer, an aside, recommendations. */
  aside: boolean;
}
export interface Run {
  start: number;
  end: number;
  place: Place;
}
export interface Line {
  text: string;
  runs: Run[];
}

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'object',
  'select',
  'textarea',
  'math',
  'canvas',
]);
const BLOCKS = new Set(
  'address article aside blockquote body br button dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);
const STRUCK = new Set(['del', 's', 'strike']);
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside']);

const PRICE_NAME = /\b(price|prices|pricing|preis|prix|precio|prezzo|prijs|cena)\b/;
const NOT_PRICE_NAME =
  /\b(old|was|rrp|msrp|uvp|strike\w*|struck|crossed|line through|price before|before price|previous|compare\w*|original|retail|list price|price list|a text price|shipping|delivery|versand|postage|rating|ratings|review|reviews|stars|save|saving|savings|you save|installments?|instalments?|monthly|unit price|price per unit|per unit|base price|deposit|points|tax|vat|coupon)\b/;
const ASIDE_NAME =
  /\b(related|recommend\w*|similar|upsells?|cross sells?|sponsored|mini ?cart|also bought|also viewed|recently viewed|carousel|breadcrumbs?|site ?nav|navbar|menu|sidebar|cookie\w*)\b/;

export function readLines($: CheerioAPI): Line[] {
  const lines: Line[] = [];
  let text = '';
  let runs: Run[] = [];

  const breakLine = () => {
    if (text.trim() !== '') lines.push({ text: text.trimEnd(), runs });
    text = '';
    runs = [];
  };
  const append = (raw: string, place: Place, joint: string) => {
    let piece = raw.replace(/[\s\u00a0]+/g, ' ');
    if (text === '' || text.endsWith(' ')) piece = piece.trimStart();
    if (piece === '') return;
    // Two elements that touch are two numbers, unless the second one is the first one's cents.
    if (/\d$/.test(text) && /^\d/.test(piece)) text += joint;
    runs.push({ start: text.length, end: text.length + piece.length, place });
    text += piece;
  };
  const visit = (node: HtmlNode, place: Place, joint: string) => {
    if (node.type === 'text') return append((node as unknown as { data: string }).data, place, joint);
    if (!isElement(node)) {
      if ('children' in node) for (const child of node.children) visit(child as HtmlNode, place, joint);
      return;
    }
    if (SKIPPED.has(node.name) || isHidden(node)) return;
    const block = BLOCKS.has(node.name);
    if (block) breakLine();
    else if ((node.name === 'td' || node.name === 'th') && text !== '') text = `${text.trimEnd()} `;
    const inner = placeOf(node, place);
    const within = node.name === 'sup' || /\b(fraction|cents?|decimals?|minor)\b/.test(namesOf(node)) ? '.' : ' ';
    for (const child of node.children) visit(child as HtmlNode, inner, within);
    if (block) breakLine();
  };
  for (const node of $.root().contents().toArray())
    visit(node as HtmlNode, { price: false, notThePrice: false, aside: false }, ' ');
  breakLine();
  return lines;
}

/** The text as a reader sees it, without navigation. */
export function readableText(lines: readonly Line[]): string {
  return lines
    .filter((line) => !line.runs.every((run) => run.place.aside))
    .map((line) => line.text)
    .join('\n');
}

function placeOf(element: HtmlElement, around: Place): Place {
  // Their classes are about the page as a whole.
  if (element.name === 'html' || element.name === 'body') return around;
  const names = namesOf(element);
  return {
    price: around.price || PRICE_NAME.test(names),
    notThePrice:
      around.notThePrice ||
      STRUCK.has(element.name) ||
      NOT_PRICE_NAME.test(names) ||
      /line-through/.test(element.attribs.style ?? ''),
    aside: around.aside || ASIDE_TAGS.has(element.name) || ASIDE_NAME.test(names),
  };
}

/** Class, id and test id as words: "productPrice--old" is "product price old". */
function namesOf({ attribs }: HtmlElement): string {
  return [
    attribs.class,
    attribs.id,
    attribs.itemprop,
    attribs['data-testid'],
    attribs['data-a-strike'] === 'true' ? 'strike' : '',
  ]
    .filter((name) => name)
    .join(' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase();
}

function isHidden({ attribs }: HtmlElement): boolean {
  return attribs.hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style ?? '');
}
