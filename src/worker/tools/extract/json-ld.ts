/** What a page says of itself in JSON-LD (schema.org), as flat lists of nodes. */
import type { CheerioAPI } from 'cheerio';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';

/** Parts of a product that are not about the product itself. */
const ASIDE = new Set([
  'isRelatedTo',
  'isSimilarTo',
  'isAccessoryOrSparePartFor',
  'isConsumableFor',
  'review',
  'reviews',
  'aggregateRating',
  'shippingDetails',
  'hasMerchantReturnPolicy',
  'brand',
  'seller',
  'manufacturer',
  'additionalProperty',
  'offers',
  'hasVariant',
]);

export function readJsonLd($: CheerioAPI): JsonValue[] {
  const roots: JsonValue[] = [];
  $('script[type*="ld+json" i]').each((_, script) => {
    const parsed = parseTolerantly($(script).text());
    if (parsed !== undefined) roots.push(parsed);
  });
  return roots;
}

/** Every node that is about the page, outermost first; nodes of a list (`itemListElement`) come after all others. */
export function jsonLdNodes(roots: readonly JsonValue[]): JsonObject[] {
  const nodes: JsonObject[] = [];
  let level: JsonValue[] = [...roots];
  const listed: JsonValue[] = [];
  while (level.length > 0) {
    const next: JsonValue[] = [];
    for (const value of level) {
      if (Array.isArray(value)) next.push(...value);
      else if (isJsonObject(value)) {
        nodes.push(value);
        for (const [key, child] of Object.entries(value)) {
          if (typeof child !== 'object' || child === null || ASIDE.has(key)) continue;
          (key === 'itemListElement' ? listed : next).push(child);
        }
      }
    }
    level = next.length > 0 ? next : listed.splice(0);
  }
  return nodes;
}

export function hasType(node: JsonObject, ...types: string[]): boolean {
  const own = asArray(node['@type']).map((type) => String(type).replace(/^.*[/#:]/, ''));
  return own.some((type) => types.includes(type));
}

export function asArray(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** `{"@id": x}` alone stands for the node with that id elsewhere on the page. */
export function resolver(nodes: readonly JsonObject[]): (value: JsonValue) => JsonValue {
  const byId = new Map<string, JsonObject>();
  for (const node of nodes)
    if (typeof node['@id'] === 'string' && Object.keys(node).length > 1 && !byId.has(node['@id']))
      byId.set(node['@id'], node);
  return (value) =>
    isJsonObject(value) && Object.keys(value).length === 1 && typeof value['@id'] === 'string'
      ? (byId.get(value['@id']) ?? value)
      : value;
}

/** Shops wrap it in comments, leave commas at the end and line breaks inside strings. */
function parseTolerantly(text: string): JsonValue | undefined {
  const bare = text
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/, '');
  for (const attempt of [
    bare,
    bare
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/,\s*([\]}])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(attempt) as JsonValue;
    } catch {
      // The next attempt is more forgiving.
    }
  }
  return undefined;
}
