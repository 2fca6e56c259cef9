/** extract's `field`: well-known names first, any other name where pages and JSON say such things. */
import type { CheerioAPI } from 'cheerio';
import type { JsonValue } from '../../../shared/json.ts';
import { amountOf } from './amount.ts';
import { readMeta, readMicrodata } from './declared.ts';
import type { Finding } from './finding.ts';
import { plainText } from './html.ts';
import { findKey } from './json-key.ts';
import { jsonLdNodes, readJsonLd } from './json-ld.ts';
import { findInLines, findLabelled } from './labelled.ts';
import { readableText, readLines } from './lines.ts';
import { feedEntries, feedTitles, jsonItems, pageItems } from './list-items.ts';
import { pageAvailability, pageCurrency, pagePrices } from './page-price.ts';
import type { Source } from './source.ts';
import { findTextPrices, plainLines } from './text-price.ts';

/** A page's text as a value; longer ones are cut, since values travel through the journal. */
const MAX_TEXT_CHARACTERS = 100_000;
/** Keys under which JSON keeps a price, the surest first. */
const PRICE_KEYS = ['price', 'currentPrice', 'salePrice', 'finalPrice', 'unitPrice', 'priceAmount', 'amount'];

export async function findByField(source: Source, field: string): Promise<Finding[]> {
  if (source.kind === 'json') return fromJson(source.json, field);
  if (source.kind === 'text') return fromText(source.text, field);
  const $ = await source.markup();
  return source.kind === 'xml' ? fromXml($, field) : fromPage($, field);
}

/** Where a field was looked for, for the message when it was not found. */
export function placesOf(source: Source, field: string): string {
  if (source.kind === 'json') return field === 'price' ? `the keys ${PRICE_KEYS.join(', ')}` : 'all keys';
  if (source.kind !== 'html') return 'its text';
  return field === 'price'
    ? 'JSON-LD, microdata, meta tags and amounts marked as a price in the text'
    : 'JSON-LD, microdata, meta tags and the text';
}

function fromJson(json: JsonValue, field: string): Finding[] {
  switch (field) {
    case 'price':
      return PRICE_KEYS.flatMap((key) => findKey(json, key, 'JSON key')).flatMap(({ value, foundBy }) => {
        const amount = amountOf(value);
        return amount === null ? [] : [{ value: amount, foundBy }];
      });
    case 'items':
    case 'entries': {
      return jsonItems(json);
    }
    case 'currency':
      return [...findKey(json, 'currency', 'JSON key'), ...findKey(json, 'priceCurrency', 'JSON key')];
    case 'title':
      return [...findKey(json, 'title', 'JSON key'), ...findKey(json, 'name', 'JSON key')];
    case 'text':
      return [{ value: JSON.stringify(json, null, 2).slice(0, MAX_TEXT_CHARACTERS), foundBy: 'the JSON itself' }];
    default:
      return findKey(json, field, 'JSON key');
  }
}

function fromText(text: string, field: string): Finding[] {
  const lines = plainLines(text);
  if (field === 'price') return findTextPrices(lines).map(({ value, foundBy }) => ({ value, foundBy }));
  if (field === 'currency')
    return findTextPrices(lines).flatMap(({ currency, foundBy }) =>
      currency === null ? [] : [{ value: currency, foundBy }],
    );
  if (field === 'items') return lines.map((line) => ({ value: line.text, foundBy: 'the lines of the text' }));
  if (field === 'text') return textFinding(text, 'the text itself');
  return findInLines(lines, field);
}

function fromXml($: CheerioAPI, field: string): Finding[] {
  if (field === 'items') return feedTitles($);
  if (field === 'entries') return feedEntries($);
  if (field === 'text') return textFinding(plainText($.root().text()), 'the document’s text');
  const named = $('*')
    .toArray()
    .filter((element) => 'name' in element && element.name.replace(/^.*:/, '').toLowerCase() === field.toLowerCase())
    .map((element) => ({ value: plainText($(element).text()), foundBy: `the element ${field}` }));
  return field === 'price'
    ? named.flatMap(({ value, foundBy }) => (amountOf(value) === null ? [] : [{ value: amountOf(value), foundBy }]))
    : named;
}

function fromPage($: CheerioAPI, field: string): Finding[] {
  switch (field) {
    case 'price':
      return pagePrices($);
    case 'currency':
      return pageCurrency($);
    case 'availability':
      return pageAvailability($);
    case 'items':
    case 'entries':
      return pageItems($);
    case 'title':
      return pageTitle($);
    case 'description':
      return [
        ...ownNodes($, 'description'),
        ...readMicrodata($, 'description'),
        ...readMeta($, 'description', 'og:description', 'twitter:description'),
      ];
    case 'text':
      return textFinding(readableText(readLines($)), 'the readable text');
    default:
      return anyField($, field);
  }
}

function pageTitle($: CheerioAPI): Finding[] {
  const element = (selector: string, foundBy: string) => {
    const value = plainText($(selector).first().text());
    return value === '' ? [] : [{ value, foundBy }];
  };
  const products = jsonLdNodes(readJsonLd($)).filter(
    (node) => node.offers !== undefined || node.headline !== undefined,
  );
  const named = products
    .flatMap((node) => [node.headline, node.name])
    .flatMap((name) => (typeof name === 'string' ? [{ value: plainText(name), foundBy: 'JSON-LD name' }] : []));
  return [
    ...named,
    ...readMeta($, 'og:title'),
    ...element('h1', 'the heading'),
    ...element('title', 'the page’s title'),
  ];
}

function anyField($: CheerioAPI, field: string): Finding[] {
  const declared = [
    ...findKey(readJsonLd($), field, 'JSON-LD'),
    ...readMicrodata($, field),
    ...readMeta($, field, `og:${field}`, `article:${field}`, `product:${field}`),
    ...findLabelled($, field),
  ];
  return (declared.length > 0 ? declared : findInLines(readLines($), field)).map(({ value, foundBy }) => ({
    value: numberIfPlain(value),
    foundBy,
  }));
}

function ownNodes($: CheerioAPI, key: string): Finding[] {
  return jsonLdNodes(readJsonLd($)).flatMap((node) =>
    typeof node[key] === 'string' ? [{ value: plainText(node[key]), foundBy: `JSON-LD ${key}` }] : [],
  );
}

/** Mark-up has only text, conditions compare numbers; "00123" and "1.2.3" stay what they are. */
function numberIfPlain(value: JsonValue): JsonValue {
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(value) ? Number(value) : value;
}

function textFinding(text: string, foundBy: string): Finding[] {
  return text === '' ? [] : [{ value: text.slice(0, MAX_TEXT_CHARACTERS), foundBy }];
}
