/** Amounts of money as people and shops write them: "1.299,00 €", "$1,299.00", "89.50", "£12", "1 299,- kr". */

export interface Amount {
  value: number;
  /** ISO 4217 where the sign tells it; null where it does not ("kr"). */
  currency: string | null;
  /** A currency sign or code stands beside it. */
  marked: boolean;
  /** Where it stands in the text, sign included. */
  start: number;
  end: number;
}

const CODES =
  'USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|INR|CNY|BRL|MXN|ZAR|SGD|HKD|KRW|ILS|UAH|ISK';
const SIGN = `(?:(?:US|CA|AU|NZ|HK|C|A|S|R)?\\$|[€£¥₹₽₩₺₴₪]|(?<![A-Za-z])(?:${CODES})(?![A-Za-z])|zł|(?<![A-Za-z])kr\\.?(?![A-Za-z])|(?<![A-Za-z])Rs\\.?|(?<![A-Za-z])Fr\\.)`;
// A blank groups only where exactly three digits follow: "4 120 reviews" is one number, "4 12" two.
const NUMBER = "\\d{1,3}(?:[ \\u00a0\\u202f\\u2009'’]\\d{3})+(?:[.,]\\d{1,2})?(?![\\d])|\\d[\\d.,]*\\d|\\d";
const DASH_FOR_CENTS = '(?:[.,](?:-|–|—)(?!\\d))?';
const BLANK = '[ \\u00a0\\u202f]?';
/** Sign and number, or number and sign; a sign that belongs to the next number is left to it. */
const AMOUNT = new RegExp(
  `(?<before>${SIGN})${BLANK}(?<signed>${NUMBER})${DASH_FOR_CENTS}|(?<![\\d.,\\w])(?<bare>${NUMBER})${DASH_FOR_CENTS}(?:${BLANK}(?<after>${SIGN})(?!\\d))?`,
  'g',
);

const SIGNS: Record<string, string> = {
  $: 'USD',
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  AU$: 'AUD',
  A$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  R$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  Rs: 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  zł: 'PLN',
  Fr: 'CHF',
};

export function findAmounts(text: string): Amount[] {
  const amounts: Amount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const { before, signed, bare, after } = match.groups as Record<string, string | undefined>;
    const value = numberOf(signed ?? bare ?? '');
    const sign = before ?? after;
    if (value === null) continue;
    amounts.push({
      value,
      currency: sign === undefined ? null : currencyOf(sign),
      marked: sign !== undefined,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return amounts;
}

/** The amount a value holds that is known to be a price: a number, "89.5", "EUR 1.299,00". Null when it holds none. */
export function amountOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  // As schema.org and Open Graph ask for it: the point is the decimal one, also in "1.299".
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value);
  const found = findAmounts(value);
  return (found.find((amount) => amount.marked) ?? found[0])?.value ?? null;
}

export function currencyOf(sign: string): string | null {
  const plain = sign.replace(/\.$/, '');
  return SIGNS[plain] ?? (/^[A-Z]{3}$/.test(plain) ? plain : null);
}

/** Digits with separators to a number; null when it is none (a version, a date). */
export function numberOf(digits: string): number | null {
  const text = digits.replace(/[ \u00a0\u202f\u2009'’]/g, '');
  const separators = text.replace(/\d/g, '');
  if (separators === '') return Number(text);
  const last = separators.at(-1) as string;
  const decimals = text.length - 1 - text.lastIndexOf(last);
  const kinds = new Set(separators);
  if (kinds.size === 2) {
    // Both kinds: the last one, standing once, is the decimal one.
    if (separators.indexOf(last) !== separators.length - 1) return null;
    return Number(`${text.slice(0, -1 - decimals).replace(/[.,]/g, '')}.${text.slice(text.length - decimals)}`);
  }
  if (separators.length > 1)
    return /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(text) ? Number(text.replace(/[.,]/g, '')) : null;
  // One separator: three digits after one to three others are thousands, except after a bare zero.
  if (decimals === 3 && /^[1-9]\d{0,2}[.,]/.test(text)) return Number(text.replace(/[.,]/, ''));
  return Number(text.replace(',', '.'));
}
