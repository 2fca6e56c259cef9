import { z } from 'zod';
import { resultsOf, type SearchAdapter } from './adapter.ts';

export const tavily: SearchAdapter = {
  label: 'Tavily',
  defaultAddress: 'https://api.tavily.com',
  needsKey: true,
  request: ({ query, limit, address, key }) => ({
    url: `${address}/search`,
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${key ?? ''}` },
    body: JSON.stringify({ query, max_results: limit }),
  }),
  answer: resultsOf(
    z.object({ results: z.array(z.unknown()) }).transform(({ results }) => results),
    'content',
  ),
};
