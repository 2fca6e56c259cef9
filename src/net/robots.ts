/**
 * robots.txt (RFC 9309) for pages that are read unattended: asked once per site and hour, kept in this process.
 * This machine and addresses in the user's own networks are not asked: what runs there is the user's, and no site of others.
 */
import type { LookupFunction } from 'node:net';
import robotsParser from 'robots-parser';
import { MajordomoError } from '../shared/errors.ts';
import { isLiteralAddress } from '../shared/tools/hosts.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { isPrivateAddress } from './address.ts';
import { AGENT_NAME, agentOf } from './agent.ts';
import { guardedRequest } from './guarded-request.ts';
import { ACCEPTED_ENCODINGS, readUpTo } from './read-body.ts';

/** RFC 9309, 2.5: at least 500 KiB are read. */
const MAX_BYTES = 512_000;
const MAX_REDIRECTS = 5;
const KEPT_MS = 3_600_000;
const MAX_SITES = 200;

export interface RobotsRequest {
  appVersion: string;
  granted: readonly string[];
  signal: AbortSignal;
  lookup?: LookupFunction | undefined;
}

/** The text by site; an empty one allows everything. */
const kept = new Map<string, { text: string; untilMs: number }>();

/** @throws MajordomoError `Tool.DisallowedByRobots`; the socket's own error when the site cannot be reached */
export async function assertAllowedByRobots(url: URL, request: RobotsRequest): Promise<void> {
  if (isOwnMachine(url)) return;
  const address = new URL('/robots.txt', url).href;
  const rules = robotsParser(address, await rulesOf(url.origin, address, request));
  if (rules.isAllowed(url.href, AGENT_NAME) !== false) return;
  throw toolFailure(
    'Tool.DisallowedByRobots',
    `${url.host} asks programs not to read ${url.pathname} (its robots.txt). Read another page, or its interface for programs with http_request where it has one.`,
    { url: url.href, robots: address },
  );
}

/** For tests: the next question to each site is asked anew. */
export function forgetRobots(): void {
  kept.clear();
}

async function rulesOf(origin: string, address: string, request: RobotsRequest): Promise<string> {
  const known = kept.get(origin);
  if (known !== undefined && known.untilMs > Date.now()) return known.text;
  const text = await readRules(address, request);
  const [oldest] = kept.keys();
  if (kept.size >= MAX_SITES && oldest !== undefined) kept.delete(oldest);
  kept.set(origin, { text, untilMs: Date.now() + KEPT_MS });
  return text;
}

async function readRules(address: string, { appVersion, granted, signal, lookup }: RobotsRequest): Promise<string> {
  try {
    const { response } = await guardedRequest({
      url: address,
      headers: { 'user-agent': agentOf(appVersion), accept: 'text/plain', 'accept-encoding': ACCEPTED_ENCODINGS },
      granted,
      signal,
      lookup,
      maxRedirects: MAX_REDIRECTS,
    });
    const status = response.statusCode ?? 0;
    if (status >= 200 && status <= 299) {
      // A page in place of the rules has none.
      const { body } = await readUpTo(response, MAX_BYTES, address);
      return body.toString('utf8');
    }
    response.destroy();
    if (status < 500) return '';
    // RFC 9309, 2.3.1.4: rules that cannot be had just now forbid everything.
    throw toolFailure(
      'Tool.DisallowedByRobots',
      `${address} answered ${status}, so what the site allows is not known. Try again later.`,
      { url: address, robots: address, status },
    );
  } catch (error) {
    if (error instanceof MajordomoError && error.code !== 'Tool.DisallowedByRobots') return '';
    throw error;
  }
}

function isOwnMachine(url: URL): boolean {
  const { hostname } = url;
  return hostname === 'localhost' || (isLiteralAddress(hostname) && isPrivateAddress(hostname));
}
