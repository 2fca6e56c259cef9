import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';
import { hostsNeeded, readAddress, readingTimeMs, readingTimeWords } from './web-reading.ts';
import { addressWords, listWords } from './words.ts';
import type { WorkerPart } from './worker-part.ts';

export const READ_PAGE_TIMEOUT_MS = 30_000;
export const READ_PAGE_MAX_LINKS = 200;
/** Of a rendered page, the HTML that is read. */
export const READ_PAGE_MAX_HTML_CHARACTERS = 5_000_000;
const DEFAULT_CHARACTERS = 20_000;

const maxCharacters = z.int().min(100).max(100_000);

const readPageArguments = z.strictObject({
  url: readAddress.describe('The address of the page, http or https.'),
  render: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe('Whether its scripts run before it is read: only when it is empty without them (auto), always or never.'),
  maxCharacters: maxCharacters
    .default(DEFAULT_CHARACTERS)
    .describe('The text is cut after this many characters; 20000 when left out.'),
  timeoutMs: readingTimeMs.default(READ_PAGE_TIMEOUT_MS).describe(readingTimeWords(READ_PAGE_TIMEOUT_MS)),
});
export type ReadPageArguments = z.infer<typeof readPageArguments>;

const readPageResult = z.object({
  /** The address that answered, after redirects. */
  url: z.string(),
  title: z.string(),
  /** Markdown. */
  text: z.string(),
  truncated: z.boolean(),
  /** Each address once, in the order of the page. */
  links: z.array(z.object({ text: z.string(), url: z.string() })),
  /** Its scripts have run. */
  rendered: z.boolean(),
  /** `page:<sha256>`: the HTML that was read, for `extract`. */
  page: z.string(),
});
export type ReadPageResult = z.infer<typeof readPageResult>;

/** Fetches the page, or takes its HTML as it was rendered, and reads it. */
export const readHtml: WorkerPart<
  { url: string; html: string | null; maxCharacters: number; timeoutMs: number },
  Omit<ReadPageResult, 'rendered'> & { needsScripts: boolean }
> = {
  name: 'read_page.read',
  arguments: z.strictObject({ url: readAddress, html: z.string().nullable(), maxCharacters, timeoutMs: z.int() }),
  result: readPageResult.omit({ rendered: true }).extend({ needsScripts: z.boolean() }),
};

export const readPage: ToolSpec<ReadPageArguments, ReadPageResult> = {
  name: 'read_page',
  description:
    'Reads a page as a person would and gives {url, title, text, truncated, links, rendered, page}: the readable text as Markdown without navigation, and the links as [{text, url}]. ' +
    'A page that is empty without its scripts is rendered in a hidden window first; of other hosts it gets only those that are granted. ' +
    'Fails with Tool.HttpStatus, Tool.Unreachable, Tool.Timeout, Tool.TooLarge, Tool.NotText, Tool.DisallowedByRobots, Tool.NotRendered or Tool.BadUrl. For a price or another single value, use web_fetch and extract.',
  arguments: readPageArguments,
  result: readPageResult,
  effect: 'pure',
  runsIn: 'main',
  needs: ({ url }) => hostsNeeded(url),
  describe: (args) => [
    { kind: 'text', text: 'Read the text of the page ' },
    { kind: 'value', text: addressWords(args.url) },
  ],
  may: ({ hosts }) => (hosts?.length ? `read ${listWords(hosts)}` : 'read no web page'),
  effectSummary: () => null,
  preview: () => null,
};
