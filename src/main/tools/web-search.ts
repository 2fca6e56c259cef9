import type { LookupFunction } from 'node:net';
import { z } from 'zod';
import { toolFailure } from '../../shared/tools/tool-failure.ts';
import { readSearchPage, type SearchResult, webSearch } from '../../shared/tools/web-search.ts';
import { askService } from '../search/ask-service.ts';
import type { SearchService } from '../search/search-service.ts';
import { type MainTool, type MainToolContext, mainTool } from './main-tool.ts';

export interface WebSearchPorts {
  /** @throws MajordomoError `Search.NotConfigured` */
  service(): SearchService;
  appVersion: string;
  /** DNS; tests hand in their own. */
  lookup?: LookupFunction | undefined;
}

export function createWebSearch({ service, appVersion, lookup }: WebSearchPorts): MainTool {
  return mainTool(webSearch, async ({ query, limit }, context) => {
    const chosen = service();
    const text = await askService(chosen, { query, limit, appVersion, signal: context.signal, lookup });
    const results = await read(text, chosen, context);
    return { results: results.slice(0, limit), service: chosen.name };
  });
}

async function read(
  text: string,
  { adapter, address }: SearchService,
  context: MainToolContext,
): Promise<SearchResult[]> {
  if (adapter.answer === 'html') {
    const { results, isChallenge } = await context.inWorker(readSearchPage, { html: text });
    if (!isChallenge) return results;
    throw toolFailure(
      'Tool.HttpStatus',
      `${adapter.label} wants to know whether a person is searching. Search less often, or choose another service.`,
      { status: 202, url: address },
    );
  }
  try {
    return adapter.answer(JSON.parse(text) as unknown);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw toolFailure(
      'Tool.BadAnswer',
      `${adapter.label} at ${address} gave no search results that can be read. Is it the right address?`,
      { url: address },
    );
  }
}
