import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { hostOf } from './hosts.ts';
import type { ToolSpec } from './tool-spec.ts';
import { readAddress, readingTimeMs, readingTimeWords } from './web-reading.ts';
import { addressWords, listWords } from './words.ts';

export const WEB_FETCH_TIMEOUT_MS = 20_000;
export const WEB_FETCH_MAX_BYTES = 5_000_000;
export const WEB_FETCH_MAX_REDIRECTS = 5;
/** A JSON answer longer than this stays in its page only: results travel through the journal. */
export const WEB_FETCH_MAX_JSON_CHARACTERS = 100_000;

const webFetchArguments = z.strictObject({
  url: readAddress.describe('The address to read, http or https.'),
  maxBytes: z
    .int()
    .min(1)
    .max(20_000_000)
    .optional()
    .describe('Give up when the text is longer, in bytes after decompression. 5000000 when left out.'),
  timeoutMs: readingTimeMs.optional().describe(readingTimeWords(WEB_FETCH_TIMEOUT_MS)),
});
export type WebFetchArguments = z.infer<typeof webFetchArguments>;

const webFetchResult = z.object({
  /** The address that answered, after redirects. */
  url: z.string(),
  status: z.number(),
  contentType: z.string(),
  /** `page:<sha256>`: the decoded text, kept as a file; hand it to `extract`. */
  page: z.string(),
  json: jsonValue.optional(),
});
export type WebFetchResult = z.infer<typeof webFetchResult>;

export const webFetch: ToolSpec<WebFetchArguments, WebFetchResult> = {
  name: 'web_fetch',
  description:
    'Reads one address (GET) and gives {url, status, contentType, page, json}. `page` is a reference to the text for `extract`; `json` is the parsed answer when it is JSON. ' +
    'Fails with Tool.HttpStatus on anything but 2xx, and with Tool.Unreachable, Tool.Timeout, Tool.TooLarge, Tool.TooManyRedirects, Tool.NotText or Tool.BadUrl.',
  arguments: webFetchArguments,
  result: webFetchResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: ({ url }) => {
    const host = hostOf(url);
    // An address that is none is refused by the tool itself, with the reason.
    return host === null ? {} : { hosts: [host] };
  },
  describe: (args) => [
    { kind: 'text', text: 'Fetch the page ' },
    { kind: 'value', text: addressWords(args.url) },
  ],
  may: ({ hosts }) => (hosts?.length ? `read ${listWords(hosts)}` : 'read no web page'),
  effectSummary: () => null,
  preview: () => null,
};
