import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';
import { WEB_FETCH_TIMEOUT_MS } from './web-fetch.ts';
import { hostsNeeded, readAddress, readingTimeMs, readingTimeWords } from './web-reading.ts';
import { addressWords, listWords, templateWords } from './words.ts';
import type { WorkerPart } from './worker-part.ts';

/** Of a page's text, what is compared and remembered. */
export const PAGE_CHANGED_MAX_CHARACTERS = 200_000;
/** Of what was added or removed, what a result holds: results travel through the journal. */
export const PAGE_CHANGED_MAX_SHOWN = 10_000;

const selector = z.string().min(1).max(1_000);

const pageChangedArguments = z.strictObject({
  url: readAddress.describe('The address of the page.'),
  selector: selector
    .optional()
    .describe('A CSS selector: only the text of what it matches is compared. The readable text when left out.'),
  timeoutMs: readingTimeMs.optional().describe(readingTimeWords(WEB_FETCH_TIMEOUT_MS)),
});
export type PageChangedArguments = z.infer<typeof pageChangedArguments>;

const difference = z.object({
  changed: z.boolean(),
  /** Lines, one under the other; cut when there are many. */
  added: z.string(),
  removed: z.string(),
  /** Both with a + or a - before each line, and the lines around them. */
  diff: z.string(),
});
const pageChangedResult = difference.extend({
  url: z.string(),
  /** No run of this flow has looked at it before: there is nothing to compare with. */
  firstRun: z.boolean(),
});
export type PageChangedResult = z.infer<typeof pageChangedResult>;

/** Fetches the text and compares it with what it was; remembers nothing. */
export const comparePage: WorkerPart<
  {
    url: string;
    selector?: string | undefined;
    timeoutMs?: number | undefined;
    /** The text as it was; null when there is none to compare with. */
    before: string | null;
  },
  { url: string; text: string } & z.infer<typeof difference>
> = {
  name: 'page_changed.compare',
  arguments: z.strictObject({
    url: readAddress,
    selector: selector.optional(),
    timeoutMs: readingTimeMs.optional(),
    before: z.string().nullable(),
  }),
  result: difference.extend({ url: z.string(), text: z.string() }),
};

export const pageChanged: ToolSpec<PageChangedArguments, PageChangedResult> = {
  name: 'page_changed',
  description:
    'Compares the text of a page with what it was in the last run of this flow and gives {changed, added, removed, diff, url, firstRun}. ' +
    'The first run only remembers. What was seen is remembered exactly once, even after a crash. ' +
    'Fails with Tool.NotFound when nothing matches the selector, and like web_fetch with Tool.HttpStatus, Tool.Unreachable, Tool.Timeout, Tool.TooLarge, Tool.NotText, Tool.DisallowedByRobots or Tool.BadUrl.',
  arguments: pageChangedArguments,
  result: pageChangedResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: ({ url }) => hostsNeeded(url),
  describe: (args) => [
    { kind: 'text', text: 'See whether ' },
    ...(args.selector === undefined
      ? []
      : [
          { kind: 'value' as const, text: templateWords(args.selector) },
          { kind: 'text' as const, text: ' of ' },
        ]),
    { kind: 'value', text: addressWords(args.url) },
    { kind: 'text', text: ' has changed since the last run' },
  ],
  may: ({ hosts }) => (hosts?.length ? `read ${listWords(hosts)}` : 'read no web page'),
  effectSummary: (args) => `remember the text of ${addressWords(args.url)}`,
  preview: (args) => ({ url: args.url, firstRun: true, changed: false, added: '', removed: '', diff: '' }),
};
