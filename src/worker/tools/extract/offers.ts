/** Offers in JSON-LD: which price is the product's own, the one a buyer would pay now. */
import type { CheerioAPI } from 'cheerio';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { amountOf } from './amount.ts';
import { plainText } from './html.ts';
import { asArray, hasType, jsonLdNodes, readJsonLd, resolver } from './json-ld.ts';

export interface Offer {
  price: number | null;
  currency: string | null;
  /** The bare schema.org name: "InStock". */
  availability: string | null;
  foundBy: string;
}
interface Candidate extends Offer {
  used: boolean;
}

const SOLD_OUT = /^(OutOfStock|SoldOut|Discontinued)$/;
/** `priceType` of a price that is shown crossed out or only recommended. */
const NOT_THE_PRICE = /(ListPrice|StrikethroughPrice|SRP|MSRP|RegularPrice|MinimumAdvertisedPrice)$/;

/** One offer a product, the page's own product first. */
export function readOffers($: CheerioAPI): Offer[] {
  const nodes = jsonLdNodes(readJsonLd($));
  const resolve = resolver(nodes);
  const products = nodes.filter((node) => node.offers !== undefined || node.hasVariant !== undefined);
  const own = ownProduct($, products);
  const ordered = own === undefined ? products : [own, ...products.filter((node) => node !== own)];
  const offers = ordered
    .map((product) => choose(offersOf(product, resolve, 'JSON-LD offers')))
    .filter((offer) => offer !== null);
  if (offers.length > 0) return offers;
  // An offer that stands alone, not inside a product.
  return nodes
    .filter((node) => hasType(node, 'Offer', 'AggregateOffer'))
    .map((node) => choose(candidatesOf(node, resolve, 'JSON-LD Offer')))
    .filter((offer) => offer !== null);
}

/** Pages also describe recommended products; the page's own is the one its heading names. */
function ownProduct($: CheerioAPI, products: readonly JsonObject[]): JsonObject | undefined {
  const headings = [plainText($('h1').first().text()), plainText($('meta[property="og:title"]').attr('content') ?? '')]
    .map((text) => text.toLowerCase())
    .filter((text) => text !== '');
  return products.find((product) => {
    const name = typeof product.name === 'string' ? plainText(product.name).toLowerCase() : '';
    return name !== '' && headings.some((heading) => heading.includes(name) || name.includes(heading));
  });
}

function offersOf(product: JsonObject, resolve: (value: JsonValue) => JsonValue, where: string): Candidate[] {
  const own = asArray(product.offers)
    .map(resolve)
    .filter(isJsonObject)
    .flatMap((offer) => candidatesOf(offer, resolve, where));
  if (own.length > 0) return own;
  return asArray(product.hasVariant)
    .map(resolve)
    .filter(isJsonObject)
    .flatMap((variant) => offersOf(variant, resolve, 'JSON-LD hasVariant.offers'));
}

function candidatesOf(offer: JsonObject, resolve: (value: JsonValue) => JsonValue, where: string): Candidate[] {
  const common = {
    currency: text(offer.priceCurrency),
    availability: text(offer.availability)?.replace(/^.*[/#:]/, '') ?? null,
    used: /(Used|Refurbished|Damaged)Condition$/.test(text(offer.itemCondition) ?? ''),
  };
  for (const key of ['lowPrice', 'price'] as const) {
    const price = amountOf(offer[key]);
    if (price !== null) return [{ ...common, price, foundBy: `${where}.${key}` }];
  }
  const specified = asArray(offer.priceSpecification).map(resolve).filter(isJsonObject);
  const valid = specified.filter(
    (one) => !NOT_THE_PRICE.test(text(one.priceType) ?? '') && amountOf(one.price) !== null,
  );
  // A price for 100 g has a reference quantity; the price of the thing has none.
  const whole = valid.find((one) => one.referenceQuantity === undefined) ?? valid[0];
  if (whole)
    return [
      {
        ...common,
        currency: common.currency ?? text(whole.priceCurrency),
        price: amountOf(whole.price),
        foundBy: `${where}.priceSpecification.price`,
      },
    ];
  const nested = asArray(offer.offers)
    .map(resolve)
    .filter(isJsonObject)
    .flatMap((one) => candidatesOf(one, resolve, `${where}.offers`));
  return nested.length > 0 ? nested : [{ ...common, price: null, foundBy: where }];
}

/** Of several offers of one product: new before used, to be had before sold out, then the lowest. */
function choose(candidates: readonly Candidate[]): Offer | null {
  const prefer = (list: readonly Candidate[], test: (candidate: Candidate) => boolean) =>
    list.some(test) ? list.filter(test) : list;
  let left = prefer(candidates, (one) => one.price !== null);
  left = prefer(left, (one) => (one.price ?? 0) > 0);
  left = prefer(left, (one) => !one.used);
  left = prefer(left, (one) => !SOLD_OUT.test(one.availability ?? ''));
  const best = [...left].sort((a, b) => (a.price ?? 0) - (b.price ?? 0))[0];
  return best
    ? { price: best.price, currency: best.currency, availability: best.availability, foundBy: best.foundBy }
    : null;
}

function text(value: JsonValue | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first.trim() || null;
  return isJsonObject(first) && typeof first['@id'] === 'string' ? first['@id'] : null;
}
