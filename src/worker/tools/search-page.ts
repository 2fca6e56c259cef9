/** web_search's part in the worker: DuckDuckGo's page for browsers without scripts. */
import { readSearchPage, type SearchResult, WEB_SEARCH_MAX_SNIPPET_CHARACTERS } from '../../shared/tools/web-search.ts';
import { shorten } from '../../shared/tools/words.ts';
import { workerPart } from '../tool.ts';
import { parseMarkup, plainText } from './extract/html.ts';

export const readSearchPagePart = workerPart(readSearchPage, async ({ html }) => {
  const $ = await parseMarkup(html, 'html');
  const results = $('.result:not(.result--ad) a.result__a')
    .toArray()
    .flatMap((link): SearchResult[] => {
      const url = targetOf($(link).attr('href') ?? '');
      if (url === null) return [];
      const snippet = plainText($(link).closest('.result').find('.result__snippet').first().text());
      return [{ title: plainText($(link).text()), url, snippet: shorten(snippet, WEB_SEARCH_MAX_SNIPPET_CHARACTERS) }];
    });
  const isChallenge = results.length === 0 && $('#challenge-form, .anomaly-modal__title').length > 0;
  return { results, isChallenge };
});

/** Links lead through a page of the service, with the address in `uddg`. */
function targetOf(href: string): string | null {
  try {
    const link = new URL(href, 'https://html.duckduckgo.com/');
    const target = link.searchParams.get('uddg');
    const url = new URL(target ?? link.href);
    return /^https?:$/.test(url.protocol) && !/(^|\.)duckduckgo\.com$/.test(url.hostname) ? url.href : null;
  } catch {
    return null;
  }
}
