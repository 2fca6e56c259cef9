/** One request, one answer: no redirects, no cookies, no proxy. */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface HttpExchange {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer | undefined;
  /** The address it gives is the one connected to: nothing is looked up twice. */
  lookup: LookupFunction;
  signal: AbortSignal;
}

/** Resolves with the headers; the body is still to be read. Rejects with the socket's error. */
export function httpExchange(
  url: URL,
  { method, headers, body, lookup, signal }: HttpExchange,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    // `agent: false`: a connection a call, so none outlives its grant.
    const outgoing = request(url, { method, agent: false, headers: { ...headers, ...length }, lookup, signal });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
