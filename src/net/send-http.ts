/**
 * One request of http_request and its answer as text, for worker and main alike. Only GET and HEAD follow redirects: what was sent
 * is not sent elsewhere unasked.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { MajordomoError } from '../shared/errors.ts';
import {
  HTTP_REQUEST_MAX_BYTES,
  HTTP_REQUEST_MAX_REDIRECTS,
  HTTP_REQUEST_TIMEOUT_MS,
  IDEMPOTENCY_HEADER,
  type PlainRequestArguments,
  type ReadAnswer,
} from '../shared/tools/http-request.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { shorten } from '../shared/tools/words.ts';
import { agentOf } from './agent.ts';
import type { Credential } from './credential.ts';
import { decodeText, isBinaryType } from './decode-text.ts';
import { guardedRequest } from './guarded-request.ts';
import { ACCEPTED_ENCODINGS, readBody, readUpTo } from './read-body.ts';
import { withinTime } from './within-time.ts';

/** Cookies are a log-in: they are not for the history. */
const LEFT_OUT = ['set-cookie'];
/** Of an error's text, for its message. */
const EXCERPT_BYTES = 4_000;
const EXCERPT_CHARACTERS = 300;

export interface SendContext {
  /** The grant's hosts. */
  granted: readonly string[];
  appVersion: string;
  /** The same for every try of the step's attempt. */
  idempotencyKey: string;
  signal: AbortSignal;
  /** DNS; tests hand in their own. */
  lookup?: LookupFunction | undefined;
  credential?: Credential | undefined;
}

/** What it gives holds no form of the credential. @throws MajordomoError `Tool.*`, `Worker.NotGranted`, `Secret.*` */
export async function sendHttp(args: PlainRequestArguments, context: SendContext): Promise<ReadAnswer> {
  const { url, method, timeoutMs = HTTP_REQUEST_TIMEOUT_MS } = args;
  const { credential, granted, lookup } = context;
  return await withinTime({ url, timeoutMs, signal: context.signal }, async (signal, moved) => {
    const answer = await guardedRequest({
      url,
      method,
      headers: headersOf(args, context),
      body: args.json === undefined ? args.text : JSON.stringify(args.json),
      granted,
      signal,
      lookup,
      maxRedirects: method === 'GET' || method === 'HEAD' ? HTTP_REQUEST_MAX_REDIRECTS : 0,
      credential,
      moved,
    });
    return await readAnswer(answer.response, answer.url.href, args, credential);
  });
}

function headersOf(args: PlainRequestArguments, context: SendContext): Record<string, string> {
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
  { method, anyStatus = false, maxBytes = HTTP_REQUEST_MAX_BYTES }: PlainRequestArguments,
  credential: Credential | undefined,
): Promise<ReadAnswer> {
  const redact = (text: string) => credential?.redact(text) ?? text;
  const status = response.statusCode ?? 0;
  const contentType = response.headers['content-type'] ?? '';
  if (!anyStatus && (status < 200 || status > 299)) {
    const { body, whole } = await readUpTo(response, EXCERPT_BYTES, address);
    const text = textOf(body, contentType);
    // Where the text was cut off there may be the beginning of a value, which nothing would recognise.
    const cut = whole || !credential ? text : (text?.slice(0, -credential.longestForm) ?? null);
    throw wrongStatus(response, address, cut, redact);
  }
  // A HEAD tells the length of a body that it does not have.
  if (method === 'HEAD') response.destroy();
  const text = method === 'HEAD' ? null : textOf(await readBody(response, maxBytes, address), contentType);
  return {
    url: redact(address),
    status,
    contentType: redact(contentType),
    headers: shownHeaders(response.headers, redact),
    text: text === null ? null : redact(text),
  };
}

function textOf(bytes: Buffer, contentType: string): string | null {
  return bytes.length === 0 || isBinaryType(contentType) ? null : decodeText(bytes, contentType);
}

function wrongStatus(
  response: IncomingMessage,
  address: string,
  text: string | null,
  redact: (text: string) => string,
): MajordomoError {
  const status = response.statusCode ?? 0;
  const reason = response.statusMessage ? ` (${response.statusMessage})` : '';
  const { location } = response.headers;
  const more =
    location !== undefined
      ? `; it leads to ${location}, which is not followed for this method`
      : text === null
        ? ''
        : `: ${shorten(redact(text), EXCERPT_CHARACTERS)}`;
  const url = redact(address);
  return toolFailure('Tool.HttpStatus', redact(`${url} answered ${status}${reason}${more}`), { status, url });
}

function shownHeaders(headers: IncomingHttpHeaders, redact: (text: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || LEFT_OUT.includes(name)
        ? []
        : [[redact(name), redact(Array.isArray(value) ? value.join(', ') : value)]],
    ),
  );
}
