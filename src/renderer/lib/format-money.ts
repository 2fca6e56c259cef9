import { displayLocale } from './format-time.ts';

const dollars = new Intl.NumberFormat(displayLocale(), {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
});
const small = new Intl.NumberFormat(displayLocale(), {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
  maximumSignificantDigits: 2,
});

/** "$12.40"; less than ten cents with two digits that say something: "$0.0042". */
export function formatMoney(usd: number): string {
  return usd > 0 && usd < 0.1 ? small.format(usd) : dollars.format(usd);
}
