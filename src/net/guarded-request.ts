/**
 * One request on behalf of a grant. Redirects are followed by hand, so that every hop is checked like the first address:
 * its host against the grant, its address after DNS against the private ranges.
 */
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { addressWith, assertMayCarry, type Credential, credentialAfter } from './credential.ts';
import { assertHostGranted, guardedLookup } from './guarded-lookup.ts';
import { httpExchange } from './http-exchange.ts';
import { grantedFormOf, webAddress } from './web-address.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** They are the user's for the host that was asked: another host gets none of them. */
const OWN_HEADERS = ['user-agent', 'accept', 'accept-encoding', 'accept-language'];

export interface GuardedRequest {
  url: string;
  /** GET when left out. */
  method?: string;
  /** Lower case. */
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer | undefined;
  /** The grant's hosts. */
  granted: readonly string[];
  signal: AbortSignal;
  /** DNS; tests hand in their own. */
  lookup?: LookupFunction | undefined;
  /** 0: a redirect is an answer like any other. */
  maxRedirects: number;
  /** Sent over https, or to this machine, until a redirect leaves the origin that was asked. */
  credential?: Credential | undefined;
  /** Before each hop is sent, after it was checked; gives headers for this hop only. */
  beforeHop?(url: URL): Promise<Readonly<Record<string, string>>>;
  /** Where it has got to, for whoever has to say where it failed. */
  moved?(address: string): void;
}

export interface GuardedAnswer {
  response: IncomingMessage;
  /** The address that answered. */
  url: URL;
}

/** @throws MajordomoError `Worker.NotGranted`, `Tool.BadUrl`, `Tool.TooManyRedirects`, `Secret.NeedsHttps`, `Secret.Leaked`; the socket's own error */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedAnswer> {
  const { method = 'GET', granted, signal, maxRedirects } = request;
  const lookup = request.lookup ?? guardedLookup();
  let url = webAddress(request.url, null);
  let { headers } = request;
  let credential = request.credential ?? null;
  for (let hops = 0; ; hops++) {
    assertHostGranted(grantedFormOf(url), granted);
    if (credential !== null) assertMayCarry(credential, url);
    const forThisHop = (await request.beforeHop?.(url)) ?? {};
    const response = await httpExchange(addressWith(url, credential), {
      method,
      headers: { ...headers, ...forThisHop, ...credential?.headers },
      body: request.body,
      lookup,
      signal,
    });
    const { location } = response.headers;
    if (maxRedirects === 0 || !REDIRECTS.has(response.statusCode ?? 0) || location === undefined)
      return { response, url };
    response.destroy();
    if (hops === maxRedirects)
      throw toolFailure(
        'Tool.TooManyRedirects',
        `${request.url} redirects more than ${maxRedirects} times, last to ${location}.`,
        { url: request.url },
      );
    const next = webAddress(location, url);
    credential = credentialAfter(credential, url, next);
    if (next.origin !== url.origin)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => OWN_HEADERS.includes(name)));
    url = next;
    request.moved?.(url.href);
  }
}
