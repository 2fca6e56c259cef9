/** One GET, one answer: no redirects, no cookies, no proxy. */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface HttpGetOptions {
  headers: Record<string, string>;
  lookup: LookupFunction;
  signal: AbortSignal;
}

/** Resolves with the headers; the body is still to be read. Rejects with the socket's error. */
export function httpGet(url: URL, options: HttpGetOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    // `agent: false`: a connection a call, so none outlives its grant.
    const outgoing = request(url, { agent: false, ...options });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}
