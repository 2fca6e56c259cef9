/** The price a page asks, from its surest source to its least: JSON-LD, microdata, meta tags, its text. */
import type { CheerioAPI } from 'cheerio';
import { amountOf, findAmounts } from './amount.ts';
import { readMeta, readMicrodata } from './declared.ts';
import type { Finding } from './finding.ts';
import { readLines } from './lines.ts';
import { readOffers } from './offers.ts';
import { findTextPrices } from './text-price.ts';

/** A sale's price before the normal one. */
const PRICE_METAS = [
  'product:sale_price:amount',
  'product:price:amount',
  'og:price:amount',
  'product:price',
  'og:price',
  'price',
];
const CURRENCY_METAS = ['product:sale_price:currency', 'product:price:currency', 'og:price:currency'];
const AVAILABILITY_METAS = ['product:availability', 'og:availability'];

export function pagePrices($: CheerioAPI): Finding[] {
  const offers = readOffers($).flatMap(({ price, foundBy }) => (price === null ? [] : [{ value: price, foundBy }]));
  if (offers.length > 0) return offers;
  for (const declared of [
    readMicrodata($, 'price'),
    readMicrodata($, 'lowPrice'),
    readMeta($, ...PRICE_METAS),
    twitterPrice($),
  ]) {
    const amounts = declared.flatMap(({ value, foundBy }) => asAmount(value, foundBy));
    if (amounts.length > 0) return amounts;
  }
  return findTextPrices(readLines($)).map(({ value, foundBy }) => ({ value, foundBy }));
}

export function pageCurrency($: CheerioAPI): Finding[] {
  const offers = readOffers($).flatMap(({ currency, foundBy }) =>
    currency === null ? [] : [{ value: currency, foundBy }],
  );
  if (offers.length > 0) return offers;
  const declared = [...readMicrodata($, 'priceCurrency'), ...readMeta($, ...CURRENCY_METAS)];
  if (declared.length > 0) return declared;
  return findTextPrices(readLines($)).flatMap(({ currency, foundBy }) =>
    currency === null ? [] : [{ value: currency, foundBy }],
  );
}

/** schema.org's names: InStock, OutOfStock, PreOrder … */
export function pageAvailability($: CheerioAPI): Finding[] {
  const offers = readOffers($).flatMap(({ availability, foundBy }) =>
    availability === null ? [] : [{ value: availability, foundBy }],
  );
  if (offers.length > 0) return offers;
  const declared = [...readMicrodata($, 'availability'), ...readMeta($, ...AVAILABILITY_METAS)];
  if (declared.length > 0)
    return declared.map(({ value, foundBy }) => ({ value: availabilityName(String(value)), foundBy }));
  for (const line of readLines($)) {
    if (line.runs.every((run) => run.place.aside)) continue;
    if (
      /\b(out of stock|sold out|currently unavailable|not available|nicht verfügbar|ausverkauft|épuisé)\b/i.test(
        line.text,
      )
    )
      return [{ value: 'OutOfStock', foundBy: 'text' }];
    if (/\b(in stock|available now|auf lager|sofort lieferbar|en stock)\b/i.test(line.text))
      return [{ value: 'InStock', foundBy: 'text' }];
  }
  return [];
}

function availabilityName(text: string): string {
  const name = text.replace(/^.*[/#]/, '').trim();
  if (/^(in ?stock|instock|available)$/i.test(name)) return 'InStock';
  if (/^(out of stock|oos|outofstock|sold ?out)$/i.test(name)) return 'OutOfStock';
  return name;
}

/** Twitter's product card: a label beside the data says that it is a price. */
function twitterPrice($: CheerioAPI): Finding[] {
  return ['1', '2'].flatMap((index) =>
    /price/i.test(String(readMeta($, `twitter:label${index}`)[0]?.value ?? ''))
      ? readMeta($, `twitter:data${index}`)
      : [],
  );
}

function asAmount(value: unknown, foundBy: string): Finding[] {
  // Text such as "Old price $120 $89.50" is left to the text search, which knows what is what.
  if (typeof value === 'string' && findAmounts(value).length > 1) return [];
  const amount = amountOf(value);
  return amount === null ? [] : [{ value: amount, foundBy }];
}
