import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { hostOf } from './hosts.ts';
import { headerName, requestHeaders } from './http-headers.ts';
import type { ToolSpec } from './tool-spec.ts';
import { addressWords, listWords, shorten, templateWords } from './words.ts';
import type { WorkerPart } from './worker-part.ts';

export const HTTP_REQUEST_TIMEOUT_MS = 30_000;
export const HTTP_REQUEST_MAX_BYTES = 5_000_000;
export const HTTP_REQUEST_MAX_REDIRECTS = 5;
/** What is sent, in characters. */
const MAX_BODY_CHARACTERS = 1_000_000;
/** A text longer than this stays in its page only: results travel through the journal. */
export const HTTP_REQUEST_MAX_TEXT_CHARACTERS = 20_000;
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** RFC 9110, 9.2.1: they change nothing. */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const fields = {
  url: z.string().min(1).max(8_000).describe('The address, http or https.'),
  method: z.enum(METHODS).default('GET').describe('GET when left out.'),
  headers: requestHeaders.optional().describe('Header names and values, one line each.'),
  json: jsonValue.optional().describe('The body, sent as JSON. Not together with text.'),
  text: z
    .string()
    .max(MAX_BODY_CHARACTERS)
    .optional()
    .describe('The body as it is; give a content-type header with it unless it is plain text.'),
  idempotencyKey: z
    .union([z.literal(true), headerName])
    .optional()
    .describe(
      `true where the service recognises a request that comes twice by the header ${IDEMPOTENCY_HEADER}, or the name of the header it uses; the key is filled in. Then the request is repeated after a crash; without it, never.`,
    ),
  anyStatus: z
    .boolean()
    .optional()
    .describe('Give the answer whatever its status, in place of failing on anything but 2xx.'),
  maxBytes: z
    .int()
    .min(1)
    .max(20_000_000)
    .optional()
    .describe('Give up when the answer is longer, in bytes after decompression. 5000000 when left out.'),
  timeoutMs: z
    .int()
    .min(1)
    .max(120_000)
    .optional()
    .describe('Give up after this long in all, in milliseconds. 30000 when left out.'),
};

function checkTogether(args: z.infer<z.ZodObject<typeof fields>>, context: z.RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const bodies = [args.json, args.text].filter((body) => body !== undefined);
  if (bodies.length > 1) issue('text', 'there is a json as well: give one body');
  if (bodies.length > 0 && SAFE.includes(args.method))
    issue(args.json === undefined ? 'text' : 'json', `a ${args.method} has no body: use POST, PUT or PATCH`);
  if (args.json !== undefined && JSON.stringify(args.json).length > MAX_BODY_CHARACTERS)
    issue('json', `is longer than ${MAX_BODY_CHARACTERS} characters: send less at once`);
  if (args.idempotencyKey !== undefined && SAFE.includes(args.method))
    issue('idempotencyKey', `a ${args.method} changes nothing and needs none: leave it out`);
}

/** A request without a key, as a worker sends it. */
const plainRequestArguments = z.strictObject(fields).superRefine(checkTogether);
export type PlainRequestArguments = z.infer<typeof plainRequestArguments>;

const httpRequestArguments = z
  .strictObject({
    ...fields,
    auth: z
      .string()
      .max(100)
      .optional()
      .describe(
        "The name of one of the user's keys, to be sent with it to the hosts it is for. Only the name: the value is put in where the request is made.",
      ),
  })
  .superRefine(checkTogether);
export type HttpRequestArguments = z.infer<typeof httpRequestArguments>;

const httpRequestResult = z.object({
  /** The address that answered, after redirects. */
  url: z.string(),
  status: z.number(),
  contentType: z.string(),
  /** Names in lower case; without cookies. */
  headers: z.record(z.string(), z.string()),
  json: jsonValue.optional(),
  /** A short text that is not JSON. */
  text: z.string().optional(),
  /** `page:<sha256>`: the whole text for `extract`, when there is one. */
  page: z.string().optional(),
});
export type HttpRequestResult = z.infer<typeof httpRequestResult>;

export const httpRequest: ToolSpec<HttpRequestArguments, HttpRequestResult> = {
  name: 'http_request',
  description:
    'Sends one HTTP request with any method, headers and a JSON or text body, and gives {url, status, contentType, headers, json, text, page}. ' +
    'A request that may change something is never repeated on a guess after a crash (it fails with Worker.OutcomeUnknown) unless idempotencyKey is given. ' +
    'GET and HEAD follow redirects, other methods do not. Fails with Tool.HttpStatus on anything but 2xx unless anyStatus is true, and with Tool.Unreachable, Tool.Timeout, Tool.TooLarge, Tool.TooManyRedirects or Tool.BadUrl. ' +
    'With auth it sends one of the user’s keys, and fails with Secret.Missing, Secret.WrongHost or Secret.NeedsHttps where that cannot be. To read a page, use web_fetch.',
  arguments: httpRequestArguments,
  result: httpRequestResult,
  effect: ({ method, idempotencyKey }) => {
    if (SAFE.includes(method)) return 'pure';
    return idempotencyKey === undefined ? 'unsafe' : 'idempotent';
  },
  runsIn: 'main',
  needs: ({ url, auth }) => {
    const host = hostOf(url);
    // An address that is none is refused by the tool itself, with the reason.
    return { ...(host === null ? {} : { hosts: [host] }), ...(auth === undefined ? {} : { keys: [auth] }) };
  },
  describe: (args) => {
    const method = templateWords(args.method ?? 'GET');
    return [
      { kind: 'text', text: method === 'GET' ? 'Ask ' : `Send a ${method} request to ` },
      { kind: 'value', text: addressWords(args.url) },
      ...(args.auth === undefined
        ? []
        : [
            { kind: 'text' as const, text: ' with the key ' },
            { kind: 'value' as const, text: templateWords(args.auth) },
          ]),
    ];
  },
  may: ({ hosts, keys }) => {
    const whom = hosts?.length ? `send requests to ${listWords(hosts)}` : 'send requests to nobody';
    return keys?.length ? `${whom}, with your ${keys.length === 1 ? 'key' : 'keys'} ${listWords(keys)}` : whom;
  },
  effectSummary: ({ method, url, json, text, auth }) => {
    if (SAFE.includes(method)) return null;
    const body = json === undefined ? text : JSON.stringify(json);
    const key = auth === undefined ? '' : ` with the key ${auth}`;
    return `send a ${method} request to ${addressWords(url)}${key}${body === undefined ? '' : `: ${shorten(body, 200)}`}`;
  },
  preview: ({ url }) => ({ url, status: 200, contentType: 'application/json', headers: {}, json: {} }),
};

/** The whole request where it carries no key: a worker makes it. */
export const sendPlainRequest: WorkerPart<PlainRequestArguments, HttpRequestResult> = {
  name: 'http_request.send',
  arguments: plainRequestArguments,
  result: httpRequestResult,
};

/** An answer as it was read, of which the text is still to be kept as a page and read as JSON. */
export const readAnswer = z.object({
  url: z.string(),
  status: z.number(),
  contentType: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Null when there was none, or it is no text. */
  text: z.string().nullable(),
});
export type ReadAnswer = z.infer<typeof readAnswer>;

/** What a worker does with the answer to a request that main made, since it carried a key. */
export const keepAnswerText: WorkerPart<ReadAnswer, HttpRequestResult> = {
  name: 'http_request.keep',
  arguments: readAnswer,
  result: httpRequestResult,
};
