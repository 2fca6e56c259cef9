/** The entries of what a page is a list of. */
import type { CheerioAPI } from 'cheerio';
import { isJsonObject, type JsonValue } from '../../../shared/json.ts';
import type { Finding } from './finding.ts';
import { type HtmlElement, plainText } from './html.ts';

const NOT_CONTENT =
  'nav, header, footer, aside, [role="navigation"], [role="menu"], [role="menubar"], [role="banner"], [role="contentinfo"], [role="tablist"]';
const NOT_CONTENT_NAME =
  /(^|[^a-z])(nav|menu|navbar|breadcrumbs?|footer|header|social|share|pagination|pager|toc|tabs?|sidebar|related|tags)([^a-z]|$)/i;

/** Texts of the page's main list: the one with the most entries outside navigation; of a page without lists, its table's rows. */
export function pageItems($: CheerioAPI): Finding[] {
  const main = $('main, [role="main"], article').first();
  for (const scope of main.length > 0 ? [main, $('body')] : [$('body')]) {
    const lists = scope
      .find('ul, ol')
      .toArray()
      .filter((list) => isContent($, list as HtmlElement))
      .map((list) => texts($, $(list).children('li').toArray() as HtmlElement[]));
    // An empty list is an answer, too, but only when the page has no other.
    const longest = lists.reduce<string[] | null>(
      (best, list) => (best === null || list.length > best.length ? list : best),
      null,
    );
    if (longest !== null) return longest.map((value) => ({ value, foundBy: 'the entries of the page’s list' }));
    const rows = texts(
      $,
      scope
        .find('tr')
        .toArray()
        .filter((row) => $(row).children('td').length > 0) as HtmlElement[],
    );
    if (rows.length > 0) return rows.map((value) => ({ value, foundBy: 'the rows of the page’s table' }));
  }
  return [];
}

/** A feed's entries by title. */
export function feedTitles($: CheerioAPI): Finding[] {
  return feedEntries($).map(({ value }) => ({
    value: (value as { title: string }).title,
    foundBy: 'the titles of the feed’s entries',
  }));
}

/** RSS 2.0, RSS 1.0 and Atom alike. */
export function feedEntries($: CheerioAPI): Finding[] {
  return $('item, entry')
    .toArray()
    .map((entry) => {
      const child = (...names: string[]) => {
        for (const name of names) {
          const text = plainText($(entry).children(name).first().text());
          if (text !== '') return text;
        }
        return '';
      };
      const link =
        child('link') || ($(entry).children('link[rel="alternate"], link:not([rel])').first().attr('href') ?? '');
      const summary = child('description', 'summary', 'content').replace(/<[^>]*>/g, ' ');
      const value = {
        title: child('title'),
        link,
        published: child('pubDate', 'published', 'updated', 'dc\\:date'),
        summary: plainText(summary),
        id: child('guid', 'id') || link,
      };
      return { value, foundBy: 'the feed’s entries' };
    });
}

/** The array itself, the one called `items`, or the first one inside, outermost first. */
export function jsonItems(json: JsonValue): Finding[] {
  if (Array.isArray(json)) return json.map((value) => ({ value, foundBy: 'the JSON array' }));
  if (isJsonObject(json) && Array.isArray(json.items))
    return json.items.map((value) => ({ value, foundBy: 'the JSON array items' }));
  let level: JsonValue[] = [json];
  while (level.length > 0) {
    const entries = level.filter(isJsonObject).flatMap((object) => Object.entries(object));
    const array = entries.find(([, value]) => Array.isArray(value));
    if (array) return (array[1] as JsonValue[]).map((value) => ({ value, foundBy: `the JSON array ${array[0]}` }));
    level = entries.map(([, value]) => value);
  }
  return [];
}

function isContent($: CheerioAPI, list: HtmlElement): boolean {
  if ($(list).closest(NOT_CONTENT).length > 0) return false;
  const around = [list, ...($(list).parentsUntil('body').toArray() as HtmlElement[])];
  return !around.some(({ attribs }) => NOT_CONTENT_NAME.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`));
}

function texts($: CheerioAPI, elements: readonly HtmlElement[]): string[] {
  return elements
    .map((element) =>
      element.name === 'tr'
        ? $(element)
            .children('td, th')
            .toArray()
            .map((cell) => plainText($(cell).text()))
            .join(', ')
        : plainText($(element).text()),
    )
    .filter((text) => text !== '');
}
