import type { SearchAdapter } from './adapter.ts';

/** The page for browsers without scripts. It asks for no key, and now and then whether a person is searching. */
export const duckduckgo: SearchAdapter = {
  label: 'DuckDuckGo',
  defaultAddress: 'https://html.duckduckgo.com',
  needsKey: false,
  request: ({ query, address }) => ({
    url: `${address}/html/?${new URLSearchParams({ q: query }).toString()}`,
    method: 'GET',
    headers: { accept: 'text/html' },
  }),
  answer: 'html',
};
