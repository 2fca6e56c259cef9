/** What differs between search services: how they are asked, and how their answers read. */
import { z } from 'zod';
import { type SearchResult, WEB_SEARCH_MAX_SNIPPET_CHARACTERS } from '../../shared/tools/web-search.ts';
import { shorten } from '../../shared/tools/words.ts';

export interface SearchQuery {
  query: string;
  limit: number;
  /** The service's address, without a slash at its end. */
  address: string;
  key: string | null;
}

export interface SearchAdapter {
  /** As people write it. */
  label: string;
  /** Null: there is none but the user's own. */
  defaultAddress: string | null;
  needsKey: boolean;
  request(query: SearchQuery): { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };
  /** `html`: a page, which a worker reads. @throws ZodError when the answer is not what it should be */
  answer: 'html' | ((json: unknown) => SearchResult[]);
}

const text = z.string().nullish();

/** Results as most services write them, under the names they use. */
export function resultsOf(list: z.ZodType<unknown>, snippet: 'content' | 'description') {
  const one = z.object({ title: text, url: z.string(), [snippet]: text });
  return (json: unknown): SearchResult[] =>
    z
      .array(one)
      .parse(list.parse(json))
      .filter(({ url }) => typeof url === 'string' && /^https?:\/\//i.test(url))
      .map((found) => ({
        title: plain(found.title),
        url: String(found.url),
        snippet: shorten(plain(found[snippet]), WEB_SEARCH_MAX_SNIPPET_CHARACTERS),
      }));
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
};

/** Services mark the words that were searched for, in HTML. */
function plain(value: unknown): string {
  return String(value ?? '')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}
