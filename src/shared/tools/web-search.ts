import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';
import type { WorkerPart } from './worker-part.ts';

export const WEB_SEARCH_MAX_RESULTS = 20;
export const WEB_SEARCH_MAX_SNIPPET_CHARACTERS = 500;

const webSearchArguments = z.strictObject({
  query: z.string().min(1).max(400).describe('What to search for.'),
  limit: z
    .int()
    .min(1)
    .max(WEB_SEARCH_MAX_RESULTS)
    .default(10)
    .describe('At most this many results; 10 when left out.'),
});
export type WebSearchArguments = z.infer<typeof webSearchArguments>;

const searchResult = z.object({ title: z.string(), url: z.string(), snippet: z.string() });
export type SearchResult = z.infer<typeof searchResult>;

const webSearchResult = z.object({
  /** Best first. */
  results: z.array(searchResult),
  /** Who answered: searxng, brave, tavily or duckduckgo. */
  service: z.string(),
});
export type WebSearchResult = z.infer<typeof webSearchResult>;

/** The results on a search service's page. */
export const readSearchPage: WorkerPart<{ html: string }, { results: SearchResult[]; isChallenge: boolean }> = {
  name: 'web_search.read_page',
  arguments: z.strictObject({ html: z.string() }),
  result: z.object({
    results: z.array(searchResult),
    /** In place of results it asks whether a person is searching. */
    isChallenge: z.boolean(),
  }),
};

export const webSearch: ToolSpec<WebSearchArguments, WebSearchResult> = {
  name: 'web_search',
  description:
    'Searches the web with the service chosen in the settings and gives {results: [{title, url, snippet}], service}, best first. ' +
    'Fails with Search.NotConfigured when no service is chosen or its key is missing, and with Tool.HttpStatus, Tool.Unreachable, Tool.Timeout or Tool.BadAnswer.',
  arguments: webSearchArguments,
  result: webSearchResult,
  effect: 'pure',
  runsIn: 'main',
  // Where the search goes is the user's setting, not the flow's choice.
  needs: () => ({}),
  describe: (args) => [
    { kind: 'text', text: 'Search the web for ' },
    { kind: 'value', text: templateWords(args.query) },
  ],
  may: () => 'search the web',
  effectSummary: () => null,
  preview: () => null,
};
