/** feed's part in the worker: any of the feed formats to entries of one shape. */
import type { LookupFunction } from 'node:net';
import { FEED_MAX_SUMMARY_CHARACTERS, type FeedEntry, readFeed } from '../../shared/tools/feed.ts';
import { shorten } from '../../shared/tools/words.ts';
import { fetchText } from '../fetch-text.ts';
import { type ToolContext, toolFailure, workerPart } from '../tool.ts';
import { parseMarkup, plainText } from './extract/html.ts';

const ACCEPT =
  'application/rss+xml,application/atom+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,application/json;q=0.9,text/xml;q=0.8,*/*;q=0.5';
const MAX_TITLE_CHARACTERS = 500;
const MAX_ID_CHARACTERS = 2_000;

export const readFeedPart = workerPart(readFeed, (args, context) => fetchFeed(args, context));

/** `lookup` is DNS; tests hand in their own. */
export async function fetchFeed(
  args: { url: string; limit: number; timeoutMs?: number | undefined },
  context: ToolContext,
  lookup?: LookupFunction,
): Promise<{ title: string; url: string; entries: FeedEntry[] }> {
  const { url, text } = await fetchText({ url: args.url, timeoutMs: args.timeoutMs, accept: ACCEPT }, context, lookup);
  const { title, items } = await parse(text, url);
  const known = new Set<string>();
  const entries: FeedEntry[] = [];
  for (const item of items) {
    if (entries.length === args.limit) break;
    const entry = await entryOf(item, url);
    if (entry.id === '' || known.has(entry.id)) continue;
    known.add(entry.id);
    entries.push(entry);
  }
  return { title: shorten(title, MAX_TITLE_CHARACTERS), url, entries };
}

/** An entry as its format has it, by the names that matter here. */
interface Item {
  id: string | undefined;
  link: string | undefined;
  title: string | undefined;
  /** Anything that may be a date. */
  published: unknown;
  author: string | undefined;
  /** HTML or plain text. */
  summary: string | undefined;
}

async function parse(text: string, url: string): Promise<{ title: string; items: Item[] }> {
  // Loaded on first use, like the other parsers.
  const { parseFeed } = await import('feedsmith');
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch (error) {
    throw toolFailure(
      'Tool.NotAFeed',
      `${url} is not a feed that can be read (RSS, Atom or JSON Feed): ${(error as Error).message}. Look on the site for the address of its feed, or use page_changed.`,
      { url },
    );
  }
  switch (parsed.format) {
    case 'rss':
      return {
        title: parsed.feed.title ?? '',
        items: (parsed.feed.items ?? []).map((item) => ({
          id: item.guid?.value,
          link: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
          title: item.title,
          published: item.pubDate ?? item.dc?.dates?.[0],
          author: textOf(item.authors?.[0]) ?? item.dc?.creators?.[0],
          summary: item.description ?? item.content?.encoded,
        })),
      };
    case 'atom':
      return {
        title: textOf(parsed.feed.title) ?? '',
        items: (parsed.feed.entries ?? []).map((entry) => ({
          id: entry.id,
          link: (entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0])?.href,
          title: textOf(entry.title),
          published: entry.published ?? entry.updated,
          author: entry.authors?.[0]?.name,
          summary: textOf(entry.summary) ?? textOf(entry.content),
        })),
      };
    case 'rdf':
      return {
        title: parsed.feed.title ?? '',
        items: (parsed.feed.items ?? []).map((item) => ({
          id: item.rdf?.about,
          link: item.link,
          title: item.title,
          published: item.dc?.dates?.[0],
          author: item.dc?.creators?.[0],
          summary: item.description ?? item.content?.encoded,
        })),
      };
    case 'json':
      return {
        title: parsed.feed.title ?? '',
        items: (parsed.feed.items ?? []).map((item) => ({
          id: item.id,
          link: item.url ?? item.external_url,
          title: item.title,
          published: item.date_published ?? item.date_modified,
          author: item.authors?.[0]?.name,
          summary: item.summary ?? item.content_text ?? item.content_html,
        })),
      };
  }
}

async function entryOf(item: Item, base: string): Promise<FeedEntry> {
  const link = fullAddress(item.link, base);
  const title = shorten(item.title ?? '', MAX_TITLE_CHARACTERS);
  return {
    id: (item.id || link || title).slice(0, MAX_ID_CHARACTERS),
    title,
    link,
    published: isoDate(item.published),
    author: shorten(item.author ?? '', MAX_TITLE_CHARACTERS),
    summary: shorten(await withoutMarkup(item.summary ?? ''), FEED_MAX_SUMMARY_CHARACTERS),
  };
}

/** Parsers give some texts as they are, others with their attributes. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const inner: unknown =
    typeof value === 'object' && value !== null
      ? ((value as { value?: unknown; name?: unknown }).value ?? (value as { name?: unknown }).name)
      : undefined;
  return typeof inner === 'string' ? inner : undefined;
}

async function withoutMarkup(text: string): Promise<string> {
  if (!/[<&]/.test(text)) return plainText(text);
  const $ = await parseMarkup(text.slice(0, 20_000), 'html');
  $('script, style').remove();
  return plainText($.root().text());
}

function fullAddress(link: string | undefined, base: string): string {
  if (link === undefined || link.trim() === '') return '';
  try {
    return new URL(link.trim(), base).href;
  } catch {
    return '';
  }
}

function isoDate(value: unknown): string | null {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
