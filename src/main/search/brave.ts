import { z } from 'zod';
import { resultsOf, type SearchAdapter } from './adapter.ts';

/** Brave Search API, web search. A query without results has no `web`. */
export const brave: SearchAdapter = {
  label: 'Brave',
  defaultAddress: 'https://api.search.brave.com',
  needsKey: true,
  request: ({ query, limit, address, key }) => ({
    url: `${address}/res/v1/web/search?${new URLSearchParams({ q: query, count: String(limit) }).toString()}`,
    method: 'GET',
    headers: { accept: 'application/json', 'x-subscription-token': key ?? '' },
  }),
  answer: resultsOf(
    z
      .object({ web: z.object({ results: z.array(z.unknown()) }).optional() })
      .transform(({ web }) => web?.results ?? []),
    'description',
  ),
};
