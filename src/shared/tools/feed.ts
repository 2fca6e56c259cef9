import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';
import { WEB_FETCH_TIMEOUT_MS } from './web-fetch.ts';
import { hostsNeeded, readAddress, readingTimeMs, readingTimeWords } from './web-reading.ts';
import { addressWords, listWords } from './words.ts';
import type { WorkerPart } from './worker-part.ts';

export const FEED_MAX_SUMMARY_CHARACTERS = 500;
const MAX_ENTRIES = 200;
const DEFAULT_ENTRIES = 50;

const feedArguments = z.strictObject({
  url: readAddress.describe('The address of the feed: RSS, Atom or JSON Feed.'),
  limit: z
    .int()
    .min(1)
    .max(MAX_ENTRIES)
    .default(DEFAULT_ENTRIES)
    .describe('At most this many entries, in the order of the feed; 50 when left out.'),
  timeoutMs: readingTimeMs.optional().describe(readingTimeWords(WEB_FETCH_TIMEOUT_MS)),
});
export type FeedArguments = z.infer<typeof feedArguments>;

const feedEntry = z.object({
  /** What tells it apart in its feed. */
  id: z.string(),
  title: z.string(),
  /** In full; empty when it has none. */
  link: z.string(),
  /** ISO 8601; null when it tells none that can be read. */
  published: z.string().nullable(),
  author: z.string(),
  /** Plain text, cut. */
  summary: z.string(),
});
export type FeedEntry = z.infer<typeof feedEntry>;

const feedResult = z.object({
  title: z.string(),
  url: z.string(),
  entries: z.array(feedEntry),
  newEntries: z.array(feedEntry),
  /** No run of this flow has read this feed before: every entry is new. */
  firstRun: z.boolean(),
});
export type FeedResult = z.infer<typeof feedResult>;

/** Fetches and parses; remembers nothing. */
export const readFeed: WorkerPart<
  { url: string; limit: number; timeoutMs?: number | undefined },
  { title: string; url: string; entries: FeedEntry[] }
> = {
  name: 'feed.read',
  arguments: z.strictObject({ url: readAddress, limit: z.int(), timeoutMs: readingTimeMs.optional() }),
  result: feedResult.pick({ title: true, url: true, entries: true }),
};

export const feed: ToolSpec<FeedArguments, FeedResult> = {
  name: 'feed',
  description:
    'Reads a feed (RSS, Atom, JSON Feed) and gives {title, url, entries, newEntries, firstRun}; an entry is {id, title, link, published, author, summary}. ' +
    '`newEntries` are those that no earlier run of this flow has seen; in the first run all are. What was seen is remembered exactly once, even after a crash. ' +
    'Fails with Tool.NotAFeed, and like web_fetch with Tool.HttpStatus, Tool.Unreachable, Tool.Timeout, Tool.TooLarge, Tool.DisallowedByRobots or Tool.BadUrl.',
  arguments: feedArguments,
  result: feedResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: ({ url }) => hostsNeeded(url),
  describe: (args) => [
    { kind: 'text', text: 'Read the feed ' },
    { kind: 'value', text: addressWords(args.url) },
    { kind: 'text', text: ' and see which entries are new' },
  ],
  may: ({ hosts }) => (hosts?.length ? `read ${listWords(hosts)}` : 'read no feed'),
  effectSummary: (args) => `remember which entries of ${addressWords(args.url)} were seen`,
  preview: (args) => ({ title: '', url: args.url, entries: [], newEntries: [], firstRun: true }),
};
