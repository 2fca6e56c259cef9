/** web_fetch: one address, redirects followed by hand so that every hop is checked against the grant. */
import type { IncomingMessage } from 'node:http';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { hostOf } from '../../shared/tools/hosts.ts';
import {
  WEB_FETCH_MAX_BYTES,
  WEB_FETCH_MAX_JSON_CHARACTERS,
  WEB_FETCH_MAX_REDIRECTS,
  WEB_FETCH_TIMEOUT_MS,
  type WebFetchArguments,
  type WebFetchResult,
  webFetch,
} from '../../shared/tools/web-fetch.ts';
import { decodeText, isBinaryType, isJsonType, mayBeJson } from '../net/decode-text.ts';
import { assertHostGranted, guardedLookup, type Resolve } from '../net/guarded-lookup.ts';
import { httpGet } from '../net/http-get.ts';
import { readBody } from '../net/read-body.ts';
import { unreachable } from '../net/unreachable.ts';
import { keepPage } from '../pages.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export const webFetchTool = workerTool(webFetch, (args, context) => fetchPage(args, context));

/** `resolve` is DNS; tests hand in their own. */
export async function fetchPage(
  args: WebFetchArguments,
  context: ToolContext,
  resolve?: Resolve,
): Promise<WebFetchResult> {
  const timeoutMs = args.timeoutMs ?? WEB_FETCH_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([context.signal, deadline]);
  let address = args.url;
  try {
    const { response, url } = await followRedirects(args.url, context, signal, resolve, (next) => {
      address = next;
    });
    return await readAnswer(response, url.href, args.maxBytes ?? WEB_FETCH_MAX_BYTES, context);
  } catch (error) {
    if (error instanceof MajordomoError) throw error;
    if (context.signal.aborted) throw error;
    if (deadline.aborted)
      throw toolFailure('Tool.Timeout', `${address} did not answer in full within ${timeoutMs} ms.`, {
        url: address,
        timeoutMs,
      });
    throw unreachable(address, error);
  }
}

async function followRedirects(
  start: string,
  context: ToolContext,
  signal: AbortSignal,
  resolve: Resolve | undefined,
  moved: (address: string) => void,
) {
  const granted = context.limits.hosts ?? [];
  const headers = {
    'user-agent': `Majordomo/${context.appVersion}`,
    accept: 'text/html,application/xhtml+xml,application/json,application/xml;q=0.9,text/*;q=0.8,*/*;q=0.5',
    'accept-encoding': 'gzip, br, deflate',
  };
  let url = webAddress(start, null);
  for (let hops = 0; ; hops++) {
    assertHostGranted(hostOf(url.href) ?? url.host, granted);
    const response = await httpGet(url, { headers, signal, lookup: guardedLookup(resolve) });
    const location = response.headers.location;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return { response, url };
    response.destroy();
    if (hops === WEB_FETCH_MAX_REDIRECTS)
      throw toolFailure(
        'Tool.TooManyRedirects',
        `${start} redirects more than ${WEB_FETCH_MAX_REDIRECTS} times, last to ${location}.`,
        { url: start },
      );
    url = webAddress(location, url);
    moved(url.href);
  }
}

async function readAnswer(
  response: IncomingMessage,
  address: string,
  maxBytes: number,
  context: ToolContext,
): Promise<WebFetchResult> {
  const status = response.statusCode ?? 0;
  const contentType = response.headers['content-type'] ?? '';
  if (status < 200 || status > 299) {
    response.destroy();
    const reason = response.statusMessage ? ` (${response.statusMessage})` : '';
    throw toolFailure('Tool.HttpStatus', `${address} answered ${status}${reason}.`, { status, url: address });
  }
  const notText = () =>
    toolFailure(
      'Tool.NotText',
      `${address} is not text but ${contentType || 'binary data'}: web_fetch reads pages, JSON and other text.`,
      { url: address, contentType },
    );
  if (isBinaryType(contentType)) {
    response.destroy();
    throw notText();
  }
  const text = decodeText(await readBody(response, maxBytes, address), contentType);
  if (text === null) throw notText();
  const page = await keepPage(text, context.pagesDir);
  const json = parseJson(text, contentType);
  return { url: address, status, contentType, page, ...(json === undefined ? {} : { json }) };
}

function parseJson(text: string, contentType: string): JsonValue | undefined {
  if (text.length > WEB_FETCH_MAX_JSON_CHARACTERS || !mayBeJson(contentType)) return undefined;
  // Plain text such as `12` parses as well; only a type that says JSON makes it JSON.
  if (!isJsonType(contentType) && !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function webAddress(text: string, base: URL | null): URL {
  const bad = (why: string) => toolFailure('Tool.BadUrl', `${text} ${why}`, { url: text });
  let url: URL;
  try {
    url = base === null ? new URL(text) : new URL(text, base);
  } catch {
    throw bad('is not a web address: write it in full, such as https://shop.example/kettle.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw bad('is not a web address: only http and https can be read.');
  if (url.username !== '' || url.password !== '')
    throw bad('carries a user name or password, which would end up in the history: leave it out.');
  return url;
}
