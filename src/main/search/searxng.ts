import { z } from 'zod';
import { resultsOf, type SearchAdapter } from './adapter.ts';

/** An instance of one's own or of others; its JSON format has to be switched on (`search.formats` in its settings.yml). */
export const searxng: SearchAdapter = {
  label: 'SearXNG',
  defaultAddress: null,
  needsKey: false,
  request: ({ query, address }) => ({
    url: `${address}/search?${new URLSearchParams({ q: query, format: 'json' }).toString()}`,
    method: 'GET',
    headers: { accept: 'application/json' },
  }),
  answer: resultsOf(
    z.object({ results: z.array(z.unknown()) }).transform(({ results }) => results),
    'content',
  ),
};
