/**
 * A price in a page's text, for pages that do not say it in a machine's terms. Careful rather than clever: every amount is
 * weighed by what stands around it, and one that nothing marks as the price is not taken.
 */
import { type Amount, findAmounts } from './amount.ts';
import type { Line, Place } from './lines.ts';

export interface TextPrice {
  value: number;
  currency: string | null;
  foundBy: string;
}
interface Candidate extends TextPrice {
  score: number;
  /** Only its standing alone on a line speaks for it. */
  unmarked: boolean;
}

const TAKEN_FROM = 3;
/** A label is the last of these words before the amount; the ones for other things are tried first at every place. */
const LABEL = new RegExp(
  [
    '(?<other>\\b(?:old|was|list(?:ed)?|rrp|msrp|uvp|before|previous(?:ly)?|original(?:ly)?|retail|recommended|instead of|statt|bisher|ancien|antes|avant|crossed|you save|save[ds]?|savings?|discount|rebate|reduced by|off|shipping|delivery|postage|handling|versand\\w*|livraison|env[ií]o|verzend\\w*|reviews?|rating|rated|score|stars|vat|tax|mwst|deposit|over|above|orders?|minimum|spend|gift card|cashback|points|installments?|instalments?|payments? of|monthly|warranty|insurance|protection|sku|item no|model|isbn|ref|qty|quantity|per 100|unit|base)\\b(?:\\s+(?:price|cost|fee|costs|charge|preis|prix|value))?)',
    '(?<regular>\\b(?:regular|reg\\.?|normal|usual(?:ly)?)(?:\\s+price)?\\b)',
    '(?<price>\\b(?:price|now|today|only|sale|deal|offer|buy (?:it )?(?:now )?for|costs?|preis|nur|jetzt|prix|precio|prezzo|prijs|cena|pris|total)\\b)',
  ].join('|'),
  'gi',
);
/** Said of the price, not of something else. */
const INCLUDED =
  /\b(incl\.?|including|inkl\.?|inc\.?|excl\.?|excluding|plus|zzgl\.?|ttc|ht)\s*(\d+\s*%\s*)?(vat|tax(es)?|mwst\.?|ust\.?|gst)\b/gi;
const OTHER_AFTER =
  /^[\s)]*(%(\s*off\b)?|off\b|discount|saved\b|cash ?back|shipping|delivery|postage|versand|reviews?\b|ratings?\b|stars?\b|votes\b|out of|\/\s*\d|sold\b|left\b|in stock|days?\b|hours?\b|minutes?\b|million|billion|bn\b|mm\b|cm\b|kg\b|ml\b|inch|(\/|per|pro|je)\s*(100|kg|g\b|l\b|lit|ml|oz|lb|piece|unit|m²))/i;
const PERIOD_AFTER = /^\s*(\/|per|a|pro|im)\s*(month|mo\b|mth|monat|mois|week|year|yr|jahr)/i;

/** All that may be the price, the likeliest first. Empty when nothing marks one. */
export function findTextPrices(lines: readonly Line[]): TextPrice[] {
  const candidates = lines
    .flatMap((line, index) => candidatesIn(line, lines[index - 1]))
    .filter((candidate) => candidate.score >= TAKEN_FROM);
  const marked = candidates.filter((candidate) => !candidate.unmarked);
  // Several bare amounts on lines of their own: a list, and nothing says which one is meant.
  const chosen =
    marked.length > 0 ? marked : new Set(candidates.map(({ value }) => value)).size === 1 ? candidates : [];
  return chosen
    .map((candidate, order) => ({ candidate, order }))
    .sort((a, b) => b.candidate.score - a.candidate.score || a.order - b.order)
    .map(({ candidate: { value, currency, foundBy } }) => ({ value, currency, foundBy }));
}

function candidatesIn(line: Line, previous: Line | undefined): Candidate[] {
  const amounts = findAmounts(line.text);
  return amounts.map((amount, index) => {
    const between = line.text.slice(amounts[index - 1]?.end ?? 0, amount.start);
    // "1,204 reviews $89.50": the word belongs to the amount before.
    const before = (index === 0 ? between : between.replace(OTHER_AFTER, '')).slice(-60);
    const after = line.text.slice(amount.end, amounts[index + 1]?.start).slice(0, 40);
    // `<dt>Price</dt><dd>89.50</dd>`: the label is the line before, when that is short and holds no number.
    const labelBefore =
      index === 0 && before.trim() === '' && previous && previous.text.length <= 30 && !/\d/.test(previous.text)
        ? previous.text
        : '';
    return weigh(
      amount,
      placeAt(line, amount),
      `${labelBefore} ${before}`,
      after,
      line.text.length - (amount.end - amount.start) <= 2,
    );
  });
}

function weigh(amount: Amount, place: Place, before: string, after: string, alone: boolean): Candidate {
  const label = lastLabel(before);
  const labelled = label?.kind === 'price' || label?.kind === 'regular';
  let score = 0;
  if (amount.marked) score += 2;
  // A bare number is a price only where it is called one right there.
  else if (!place.price && !(labelled && label.gap <= 4)) score -= 10;
  if (place.price) score += 4;
  if (labelled) score += 4;
  if (label?.kind === 'regular') score -= 3;
  if (label?.kind === 'other') score -= 8;
  if (place.notThePrice) score -= 10;
  if (place.aside) score -= 5;
  if (OTHER_AFTER.test(after)) score -= 10;
  if (PERIOD_AFTER.test(after)) score -= 3;
  const unmarked = !place.price && !labelled;
  if (unmarked && alone) score += 2;
  const foundBy = labelled
    ? `text after ‘${label.word}’`
    : place.price
      ? 'text of an element named price'
      : 'the only amount on a line of its own';
  return { value: amount.value, currency: amount.currency, foundBy, score, unmarked };
}

function lastLabel(before: string): { kind: 'price' | 'regular' | 'other'; word: string; gap: number } | null {
  const text = before.replace(INCLUDED, ' ');
  const last = [...text.matchAll(LABEL)].at(-1);
  if (last === undefined) return null;
  const groups = last.groups ?? {};
  const kind = groups.other !== undefined ? 'other' : groups.regular !== undefined ? 'regular' : 'price';
  return { kind, word: last[0], gap: text.slice(last.index + last[0].length).trim().length };
}

function placeAt(line: Line, amount: Amount): Place {
  const runs = line.runs.filter((run) => run.start < amount.end && run.end > amount.start);
  return {
    price: runs.some((run) => run.place.price),
    notThePrice: runs.some((run) => run.place.notThePrice),
    aside: runs.some((run) => run.place.aside),
  };
}

/** Plain text has lines, but no elements to stand in. */
export function plainLines(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => ({
      text: line,
      runs: [{ start: 0, end: line.length, place: { price: false, notThePrice: false, aside: false } }],
    }));
}
