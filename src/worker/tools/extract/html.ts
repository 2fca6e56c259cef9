/** Cheerio, loaded on first use: it costs a fifth of a second, and most calls of a worker parse no HTML. */
import type { CheerioAPI, load } from 'cheerio';

/** A node of the parsed document (Cheerio's `AnyNode`, which it does not export itself). */
export type HtmlNode = Exclude<Parameters<typeof load>[0], string | Buffer | readonly unknown[]>;
export type HtmlElement = Extract<HtmlNode, { attribs: Record<string, string> }>;

let loading: Promise<{ load: typeof load }> | null = null;

function cheerio(): Promise<{ load: typeof load }> {
  loading ??= import('cheerio');
  return loading;
}

/** Loads the parser in the background of a worker that is kept ready. */
export function warmUpHtml(): void {
  // Not at once: a call that is already waiting goes first.
  setTimeout(() => void cheerio(), 50).unref();
}

export async function parseMarkup(text: string, kind: 'html' | 'xml'): Promise<CheerioAPI> {
  return (await cheerio()).load(text, kind === 'xml' ? { xml: true } : undefined);
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

export function plainText(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
