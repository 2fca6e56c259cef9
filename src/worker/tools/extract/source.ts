/** What to look in: a kept page, text, or JSON; told apart by looking at it, since a page's type is not kept. */
import type { CheerioAPI } from 'cheerio';
import type { JsonValue } from '../../../shared/json.ts';
import { isPageReference, loadPage } from '../../pages.ts';
import { parseMarkup } from './html.ts';

export interface Source {
  /** As received; of a JSON value, its text. */
  text: string;
  kind: 'json' | 'html' | 'xml' | 'text';
  /** Only of kind `json`. */
  json: JsonValue;
  /** Parsed on first use. */
  markup(): Promise<CheerioAPI>;
}

export async function readSource(source: JsonValue, pagesDir: string): Promise<Source> {
  if (typeof source !== 'string')
    return { text: JSON.stringify(source), kind: 'json', json: source, markup: () => parseMarkup('', 'html') };
  const text = isPageReference(source) ? await loadPage(source, pagesDir) : source;
  const json = parseJson(text);
  if (json !== undefined) return { text, kind: 'json', json, markup: () => parseMarkup('', 'html') };
  const kind = markupKind(text);
  return { text, kind, json: null, markup: () => parseMarkup(text, kind === 'xml' ? 'xml' : 'html') };
}

export const KIND_WORDS: Record<Source['kind'], string> = {
  json: 'JSON',
  html: 'an HTML page',
  xml: 'an XML document',
  text: 'plain text',
};

function parseJson(text: string): JsonValue | undefined {
  if (!/^[\s\uFEFF]*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue;
  } catch {
    return undefined;
  }
}

function markupKind(text: string): 'html' | 'xml' | 'text' {
  const start = text.slice(0, 1_000).trimStart();
  if (
    /^(<\?xml[\s\S]*?\?>\s*)?(<!--[\s\S]*?-->\s*)*<(?!html|!doctype html)(rss|feed|rdf:RDF|urlset|opml)\b/i.test(start)
  )
    return 'xml';
  if (/^<\?xml/i.test(start) && !/<html/i.test(start)) return 'xml';
  return /<[a-z!/][^>]*>/i.test(text.slice(0, 100_000)) ? 'html' : 'text';
}
