/**
 * The text at an address, for every tool that reads one: redirects, robots.txt, limits, character set, and no more asked of the
 * server than is needed. The text is kept as a page.
 */
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { agentOf } from '../net/agent.ts';
import { decodeText, isBinaryType } from '../net/decode-text.ts';
import { assertHostGranted } from '../net/guarded-lookup.ts';
import { guardedRequest } from '../net/guarded-request.ts';
import { ACCEPTED_ENCODINGS, readBody } from '../net/read-body.ts';
import { assertAllowedByRobots } from '../net/robots.ts';
import { grantedFormOf, webAddress } from '../net/web-address.ts';
import { withinTime } from '../net/within-time.ts';
import { WEB_FETCH_MAX_BYTES, WEB_FETCH_MAX_REDIRECTS, WEB_FETCH_TIMEOUT_MS } from '../shared/tools/web-fetch.ts';
import { conditionalHeaders, findKeptAnswer, type KeptAnswer, keepAnswer } from './kept-answers.ts';
import { keepPage } from './pages.ts';
import { type ToolContext, toolFailure } from './tool.ts';

const ACCEPT = 'text/html,application/xhtml+xml,application/json,application/xml;q=0.9,text/*;q=0.8,*/*;q=0.5';

export interface FetchText {
  url: string;
  accept?: string | undefined;
  /** Of the text, after decompression. */
  maxBytes?: number | undefined;
  timeoutMs?: number | undefined;
}

export interface FetchedText {
  /** The address that answered, after redirects. */
  url: string;
  status: number;
  contentType: string;
  text: string;
  /** `page:<sha256>` */
  page: string;
}

/** `lookup` is DNS; tests hand in their own. @throws MajordomoError `Tool.*`, `Worker.NotGranted` */
export async function fetchText(args: FetchText, context: ToolContext, lookup?: LookupFunction): Promise<FetchedText> {
  const { url, accept = ACCEPT, timeoutMs = WEB_FETCH_TIMEOUT_MS, maxBytes = WEB_FETCH_MAX_BYTES } = args;
  const { pagesDir, appVersion } = context;
  const granted = context.limits.hosts ?? [];
  const first = webAddress(url, null);
  assertHostGranted(grantedFormOf(first), granted);
  const fresh = await findKeptAnswer(first, accept, pagesDir, maxBytes);
  if (fresh !== null && fresh.freshUntilMs > Date.now()) return await again(first, fresh, pagesDir);
  return await withinTime({ url, timeoutMs, signal: context.signal }, async (signal, moved) => {
    let kept: KeptAnswer | null = null;
    const asked = await guardedRequest({
      url,
      headers: { 'user-agent': agentOf(appVersion), accept, 'accept-encoding': ACCEPTED_ENCODINGS },
      granted,
      signal,
      lookup,
      maxRedirects: WEB_FETCH_MAX_REDIRECTS,
      moved,
      beforeHop: async (hop) => {
        await assertAllowedByRobots(hop, { appVersion, granted, signal, lookup });
        kept = await findKeptAnswer(hop, accept, pagesDir, maxBytes);
        return kept === null ? {} : conditionalHeaders(kept);
      },
    });
    return await readAnswer(asked.response, asked.url, { accept, maxBytes, kept }, context);
  });
}

/** What is kept, as if it had come again. */
async function again(url: URL, { contentType, text }: KeptAnswer, pagesDir: string): Promise<FetchedText> {
  return { url: url.href, status: 200, contentType, text, page: await keepPage(text, pagesDir) };
}

async function readAnswer(
  response: IncomingMessage,
  url: URL,
  { accept, maxBytes, kept }: { accept: string; maxBytes: number; kept: KeptAnswer | null },
  { pagesDir }: ToolContext,
): Promise<FetchedText> {
  const address = url.href;
  const status = response.statusCode ?? 0;
  if (status === 304 && kept !== null) {
    response.destroy();
    const headers = {
      etag: kept.etag ?? undefined,
      'last-modified': kept.lastModified ?? undefined,
      ...response.headers,
    };
    await keepAnswer(url, accept, { headers, contentType: kept.contentType, page: kept.page }, pagesDir);
    return await again(url, kept, pagesDir);
  }
  const contentType = response.headers['content-type'] ?? '';
  if (status < 200 || status > 299) {
    response.destroy();
    const reason = response.statusMessage ? ` (${response.statusMessage})` : '';
    throw toolFailure('Tool.HttpStatus', `${address} answered ${status}${reason}.`, { status, url: address });
  }
  const notText = () =>
    toolFailure(
      'Tool.NotText',
      `${address} is not text but ${contentType || 'binary data'}: only pages, JSON and other text can be read.`,
      { url: address, contentType },
    );
  if (isBinaryType(contentType)) {
    response.destroy();
    throw notText();
  }
  const text = decodeText(await readBody(response, maxBytes, address), contentType);
  if (text === null) throw notText();
  const page = await keepPage(text, pagesDir);
  await keepAnswer(url, accept, { headers: response.headers, contentType, page }, pagesDir);
  return { url: address, status, contentType, text, page };
}
