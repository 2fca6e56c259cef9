/**
 * The request to a search service. Made in main, since a worker must not see the key; it goes to the address of the settings and
 * nowhere else: a redirect would take the key along.
 */
import type { LookupFunction } from 'node:net';
import { agentOf } from '../../net/agent.ts';
import { guardedRequest } from '../../net/guarded-request.ts';
import { ACCEPTED_ENCODINGS, readBody } from '../../net/read-body.ts';
import { grantedFormOf, webAddress } from '../../net/web-address.ts';
import { withinTime } from '../../net/within-time.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { SearchService } from './search-service.ts';

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 2_000_000;

export interface SearchAsk {
  query: string;
  limit: number;
  appVersion: string;
  signal: AbortSignal;
  lookup?: LookupFunction | undefined;
}

/** The text of the answer. @throws MajordomoError `Tool.*` */
export async function askService({ adapter, address, key }: SearchService, ask: SearchAsk): Promise<string> {
  const { query, limit, appVersion, signal, lookup } = ask;
  const request = adapter.request({ query, limit, address, key });
  return await withinTime({ url: address, timeoutMs: TIMEOUT_MS, signal }, async (inner) => {
    const { response } = await guardedRequest({
      url: request.url,
      method: request.method,
      headers: { ...request.headers, 'user-agent': agentOf(appVersion), 'accept-encoding': ACCEPTED_ENCODINGS },
      body: request.body,
      granted: [grantedFormOf(webAddress(address, null))],
      signal: inner,
      lookup,
      maxRedirects: 0,
    });
    const status = response.statusCode ?? 0;
    if (status !== 200) {
      response.destroy();
      throw new MajordomoError({
        code: 'Tool.HttpStatus',
        message: `${adapter.label} answered ${status}${remedyFor(status, adapter.needsKey)}`,
        data: { status, url: address },
      });
    }
    return (await readBody(response, MAX_BYTES, address)).toString('utf8');
  });
}

function remedyFor(status: number, needsKey: boolean): string {
  if (needsKey && (status === 401 || status === 403)) return ': it does not take the key. Store the right one.';
  if (status === 403) return ': it does not answer programs. Of SearXNG, switch on its JSON format.';
  if (status === 429 || status === 202) return ': it was asked too often. Search less often.';
  return '.';
}
