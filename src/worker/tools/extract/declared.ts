/** What a page says of itself in its mark-up other than JSON-LD: microdata, RDFa and meta tags. */
import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Finding } from './finding.ts';
import { type HtmlElement, plainText } from './html.ts';

const RELATED =
  '[itemprop~="isRelatedTo"], [itemprop~="isSimilarTo"], [itemprop~="isAccessoryOrSparePartFor"], aside, nav, footer';
const STRUCK = 'del, s, strike';

/** Texts of `itemprop`/`property` elements of that name, in the page's own product first. */
export function readMicrodata($: CheerioAPI, name: string): Finding[] {
  const quoted = cssString(name);
  const selector = `[itemprop~=${quoted} i], [property=${quoted} i]:not(meta[property*=":"]), [property=${cssString(`schema:${name}`)} i]`;
  const product = $('[itemscope][itemtype*="/Product"], [typeof~="Product"], [typeof~="schema:Product"]')
    .filter((_, element) => $(element).closest(RELATED).length === 0)
    .first();
  for (const scope of product.length > 0 ? [product, $.root()] : [$.root()]) {
    const found = (scope as Cheerio<HtmlElement>)
      .find(selector)
      .filter((_, element) => $(element).closest(RELATED).length === 0 && $(element).closest(STRUCK).length === 0)
      .toArray()
      .map((element) => machineValue($, element as HtmlElement))
      .filter((text) => text !== '');
    if (found.length > 0) return found.map((value) => ({ value, foundBy: `microdata ${name}` }));
  }
  return [];
}

/** Contents of the first of these meta tags (by `property`, `name` or `itemprop`) that the page has. */
export function readMeta($: CheerioAPI, ...names: string[]): Finding[] {
  for (const name of names) {
    const quoted = cssString(name);
    const found = $(`meta[property=${quoted} i], meta[name=${quoted} i], meta[itemprop=${quoted} i]`)
      .toArray()
      .map((element) => plainText($(element).attr('content') ?? $(element).attr('value') ?? ''))
      .filter((text) => text !== '');
    if (found.length > 0) return found.map((value) => ({ value, foundBy: `meta ${name}` }));
  }
  return [];
}

/** The machine's form of the value where there is one (HTML, "Values" of microdata). */
function machineValue($: CheerioAPI, element: HtmlElement): string {
  const { content, href, datetime, src } = element.attribs;
  if (content !== undefined) return plainText(content);
  if (element.name === 'link' || element.name === 'a') return href ?? '';
  if (element.name === 'time' && datetime !== undefined) return datetime;
  if (element.name === 'img' && src !== undefined) return src;
  if (element.name === 'data' || element.name === 'meter') return element.attribs.value ?? plainText($(element).text());
  return plainText($(element).text());
}

export function cssString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\r\n\f]/g, ' ')}"`;
}
