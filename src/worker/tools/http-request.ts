/** http_request: one request of any method. Only GET and HEAD follow redirects: what was sent is not sent elsewhere unasked. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { agentOf } from '../../net/agent.ts';
import { decodeText, isBinaryType, parseJsonText } from '../../net/decode-text.ts';
import { guardedRequest } from '../../net/guarded-request.ts';
import { ACCEPTED_ENCODINGS, readBody, readUpTo } from '../../net/read-body.ts';
import { withinTime } from '../../net/within-time.ts';
import {
  HTTP_REQUEST_MAX_BYTES,
  HTTP_REQUEST_MAX_REDIRECTS,
  HTTP_REQUEST_MAX_TEXT_CHARACTERS,
  HTTP_REQUEST_TIMEOUT_MS,
  type HttpRequestArguments,
  type HttpRequestResult,
  httpRequest,
  IDEMPOTENCY_HEADER,
} from '../../shared/tools/http-request.ts';
import { WEB_FETCH_MAX_JSON_CHARACTERS } from '../../shared/tools/web-fetch.ts';
import { shorten } from '../../shared/tools/words.ts';
import { keepPage } from '../pages.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

/** Cookies are a log-in: they are not for the history. */
const LEFT_OUT = ['set-cookie'];
/** Of an error's text, for its message. */
const EXCERPT_BYTES = 4_000;
const EXCERPT_CHARACTERS = 300;

export const httpRequestTool = workerTool(httpRequest, (args, context) => sendRequest(args, context));

/** `lookup` is DNS; tests hand in their own. */
export async function sendRequest(
  args: HttpRequestArguments,
  context: ToolContext,
  lookup?: LookupFunction,
): Promise<HttpRequestResult> {
  const { url, method, timeoutMs = HTTP_REQUEST_TIMEOUT_MS } = args;
  return await withinTime({ url, timeoutMs, signal: context.signal }, async (signal, moved) => {
    const answer = await guardedRequest({
      url,
      method,
      headers: headersOf(args, context),
      body: args.json === undefined ? args.text : JSON.stringify(args.json),
      granted: context.limits.hosts ?? [],
      signal,
      lookup,
      maxRedirects: method === 'GET' || method === 'HEAD' ? HTTP_REQUEST_MAX_REDIRECTS : 0,
      moved,
    });
    return await readAnswer(answer.response, answer.url.href, args, context);
  });
}

function headersOf(args: HttpRequestArguments, context: ToolContext): Record<string, string> {
  const own = Object.entries(args.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const type = args.json === undefined ? 'text/plain; charset=utf-8' : 'application/json';
  const hasBody = args.json !== undefined || args.text !== undefined;
  const keyHeader = args.idempotencyKey === true ? IDEMPOTENCY_HEADER : args.idempotencyKey;
  return {
    'user-agent': agentOf(context.appVersion),
    accept: 'application/json, text/*;q=0.8, */*;q=0.5',
    ...(hasBody ? { 'content-type': type } : {}),
    ...Object.fromEntries(own),
    'accept-encoding': ACCEPTED_ENCODINGS,
    ...(keyHeader === undefined ? {} : { [keyHeader.toLowerCase()]: keyFor(context.idempotencyKey) }),
  };
}

/** The same for every try of the step, and nothing of the run's own names. */
function keyFor(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32);
}

async function readAnswer(
  response: IncomingMessage,
  address: string,
  { method, anyStatus = false, maxBytes = HTTP_REQUEST_MAX_BYTES }: HttpRequestArguments,
  { pagesDir }: ToolContext,
): Promise<HttpRequestResult> {
  const status = response.statusCode ?? 0;
  const contentType = response.headers['content-type'] ?? '';
  if (!anyStatus && (status < 200 || status > 299)) {
    const { body } = await readUpTo(response, EXCERPT_BYTES, address);
    throw wrongStatus(response, address, textOf(body, contentType));
  }
  // A HEAD tells the length of a body that it does not have.
  if (method === 'HEAD') response.destroy();
  const text = method === 'HEAD' ? null : textOf(await readBody(response, maxBytes, address), contentType);
  const answer = { url: address, status, contentType, headers: shownHeaders(response.headers) };
  if (text === null) return answer;
  const page = await keepPage(text, pagesDir);
  const json = text.length > WEB_FETCH_MAX_JSON_CHARACTERS ? undefined : parseJsonText(text, contentType);
  if (json !== undefined) return { ...answer, json, page };
  return text.length > HTTP_REQUEST_MAX_TEXT_CHARACTERS ? { ...answer, page } : { ...answer, text, page };
}

function textOf(bytes: Buffer, contentType: string): string | null {
  return bytes.length === 0 || isBinaryType(contentType) ? null : decodeText(bytes, contentType);
}

function wrongStatus(response: IncomingMessage, address: string, text: string | null) {
  const status = response.statusCode ?? 0;
  const reason = response.statusMessage ? ` (${response.statusMessage})` : '';
  const { location } = response.headers;
  const more =
    location !== undefined
      ? `; it leads to ${location}, which is not followed for this method`
      : text === null
        ? ''
        : `: ${shorten(text, EXCERPT_CHARACTERS)}`;
  return toolFailure('Tool.HttpStatus', `${address} answered ${status}${reason}${more}`, { status, url: address });
}

function shownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || LEFT_OUT.includes(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
