/** read_page's part in the worker: a page's HTML to its readable text and its links. */

import type { LookupFunction } from 'node:net';
import { Readability } from '@mozilla/readability';
import type { CheerioAPI } from 'cheerio';
import { READ_PAGE_MAX_LINKS, readHtml } from '../../../shared/tools/read-page.ts';
import { shorten } from '../../../shared/tools/words.ts';
import { fetchText } from '../../fetch-text.ts';
import { keepPage } from '../../pages.ts';
import { type ToolContext, workerPart } from '../../tool.ts';
import { parseMarkup, plainText } from '../extract/html.ts';
import { toMarkdown, webLink } from './markdown.ts';

const MAX_TITLE_CHARACTERS = 500;
const MAX_LINK_CHARACTERS = 200;
/** A page with less text than this, and with scripts, is most likely drawn by them. */
const LITTLE_TEXT_CHARACTERS = 200;
/** Where the frameworks draw. */
const DRAWN_BY_SCRIPTS = '#root, #app, #__next, #__nuxt, #svelte, [ng-version], app-root, [data-reactroot]';

export const readHtmlPart = workerPart(readHtml, (args, context) => readThePage(args, context));

/** `lookup` is DNS; tests hand in their own. */
export async function readThePage(
  args: { url: string; html: string | null; maxCharacters: number; timeoutMs: number },
  context: ToolContext,
  lookup?: LookupFunction,
) {
  const {
    url,
    text: html,
    page,
  } = args.html === null
    ? await fetchText({ url: args.url, timeoutMs: args.timeoutMs }, context, lookup)
    : { url: args.url, text: args.html, page: await keepPage(args.html, context.pagesDir) };
  const isHtml = /<[a-z!/][^>]*>/i.test(html.slice(0, 100_000));
  const $ = await parseMarkup(isHtml ? html : '', 'html');
  const article = isHtml ? await articleOf(html) : null;
  const text = isHtml ? await textOf(article?.content ?? null, $, url) : html;
  return {
    url,
    page,
    title: shorten(article?.title || plainText($('title').first().text()), MAX_TITLE_CHARACTERS),
    text: text.slice(0, args.maxCharacters),
    truncated: text.length > args.maxCharacters,
    links: linksOf($, url),
    needsScripts: isHtml && needsScripts($, text),
  };
}

/** Readability by Mozilla, as in Firefox's reader view. It changes the document it is given. */
async function articleOf(html: string): Promise<{ title: string; content: string } | null> {
  const { parseHTML } = await import('linkedom/worker');
  const { document } = parseHTML(html);
  if (document.body === null || document.body.textContent?.trim() === '') return null;
  const article = new Readability<string>(document as never).parse();
  return article ? { title: plainText(article.title ?? ''), content: article.content ?? '' } : null;
}

/** The article's text; of a page that is no article, all that it shows. */
async function textOf(content: string | null, $: CheerioAPI, url: string): Promise<string> {
  const article = content === null ? '' : toMarkdown(await parseMarkup(content, 'html'), url);
  if (article.length >= LITTLE_TEXT_CHARACTERS) return article;
  const whole = toMarkdown($, url);
  return article.length * 2 > whole.length ? article : whole;
}

function linksOf($: CheerioAPI, base: string): { text: string; url: string }[] {
  const links = new Map<string, string>();
  for (const element of $('a[href]').toArray()) {
    const target = webLink($(element).attr('href'), base);
    if (target === null) continue;
    const text =
      plainText($(element).text()) || plainText($(element).attr('aria-label') ?? $(element).attr('title') ?? '');
    // The first text that says something: pictures link to the same place before it.
    if (!links.get(target)) links.set(target, shorten(text, MAX_LINK_CHARACTERS));
    if (links.size === READ_PAGE_MAX_LINKS) break;
  }
  return [...links].map(([url, text]) => ({ text, url }));
}

function needsScripts($: CheerioAPI, text: string): boolean {
  if (text.length >= LITTLE_TEXT_CHARACTERS || $('script').length === 0) return false;
  const places = $(DRAWN_BY_SCRIPTS).toArray();
  const asksForScripts = /java\s?script/i.test($('noscript').text());
  return asksForScripts || text.trim() === '' || places.some((place) => plainText($(place).text()) === '');
}
