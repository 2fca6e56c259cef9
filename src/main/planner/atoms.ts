/** The indivisible parts of a request: addresses, amounts, quoted texts, file names, identifiers. */
import type { Token } from './token.ts';

const schemeUrl = /^https?:\/\/(?:\[[0-9a-f:.]+\])?(?:(?!->|=>)[^\s<>"'”’\]→⇒])*/iu;
const bareUrl =
  /^(?:www\.[\w-]+(?:\.[\w-]+)+|localhost|127\.0\.0\.1|(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|eu|app|shop|example|test|gov|edu|uk|fr|nl|ch|at|us|ca))(?::\d+)?(?:\/(?:(?!->|=>)[^\s<>"'”’\]→⇒])*)?(?![\w-])/iu;
const fileName =
  /^(?:\.{0,2}\/)?(?:[\w-]+\/)*[\w.-]*[\w-]\.(?:txt|md|csv|tsv|json|jsonl|ndjson|log|html?|xml|ya?ml|ini|dat|pdf|rtf)\b/i;
const folder = /^(?:\.\/|\/)?[\w-]+(?:\/[\w.-]+)*\/(?=[\s,;.)]|$)/;
const money =
  /^(?:(?:us)?\s?([$€£])\s?(\d+(?:,\d{3})*(?:\.\d+)?)|(?:usd|eur|gbp)\s(\d+(?:,\d{3})*(?:\.\d+)?)|(\d+(?:,\d{3})*(?:\.\d+)?)\s?([$€£])|(\d+(?:,\d{3})*(?:\.\d+)?)\s?(dollars?|bucks|usd|euros?|eur|pounds?|gbp)\b)/i;
const percent = /^(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)/i;
const number = /^-?\d[\d,]*(?:\.\d+)?(?![\d\p{L}_])/iu;
const times = /^(\d+)(?=x\b)/i;
const quotes: Array<[string, string]> = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['`', '`'],
  ['‘', '’'],
  ["'", "'"],
];
/** price_log, data.status, rates.EUR, lastSeen */
const identifier = /^(?:\$\.)?[A-Za-z]\w*(?:(?:\.\w+|\[\d+\])+|_\w+)\b|^[a-z]+[A-Z]\w*\b/;

const numberWords: Record<string, number> = {
  zero: 0,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
};

/** The atom that starts here, or null when a plain word or mark does. */
export function atomAt(request: string, start: number): Token | null {
  const rest = request.slice(start);
  const before = start === 0 ? ' ' : (request[start - 1] ?? ' ');
  const base = { start, amount: 0, currency: null };
  const quoted = quotedAt(rest, before);
  if (quoted !== null) return { ...base, kind: 'quoted', end: start + quoted.length, text: quoted.slice(1, -1) };
  // In the middle of a word nothing but a quote can begin.
  if (/[\p{L}\p{N}_]/u.test(before) && /^[\p{L}\p{N}_]/u.test(rest)) return null;
  const url = schemeUrl.exec(rest)?.[0] ?? null;
  if (url !== null) return { ...base, kind: 'url', ...address(url, start) };
  const file = fileName.exec(rest)?.[0];
  const bare = bareUrl.exec(rest)?.[0];
  if (bare !== undefined && (file === undefined || file.length < bare.length)) {
    const found = address(bare, start);
    const local = /^(?:localhost|127\.)/i.test(bare);
    return { ...base, kind: 'url', end: found.end, text: `${local ? 'http' : 'https'}://${found.text}` };
  }
  if (file !== undefined) return { ...base, kind: 'file', end: start + file.length, text: file };
  const inFolder = folder.exec(rest)?.[0];
  if (inFolder !== undefined) return { ...base, kind: 'file', end: start + inFolder.length, text: inFolder };
  return amountAt(rest, start) ?? identifierAt(rest, start);
}

function amountAt(rest: string, start: number): Token | null {
  const cash = money.exec(rest);
  if (cash !== null) {
    const amount = toNumber(cash[2] ?? cash[3] ?? cash[4] ?? cash[6] ?? '0');
    return { kind: 'money', start, end: start + cash[0].length, text: cash[0], amount, currency: currencyOf(cash[0]) };
  }
  const share = percent.exec(rest);
  if (share !== null)
    return {
      kind: 'percent',
      start,
      end: start + share[0].length,
      text: share[0],
      amount: toNumber(share[1] ?? '0'),
      currency: null,
    };
  const plain = times.exec(rest) ?? number.exec(rest);
  if (plain !== null)
    return {
      kind: 'number',
      start,
      end: start + plain[0].replace(/,$/, '').length,
      text: plain[0],
      amount: toNumber(plain[0]),
      currency: null,
    };
  const word = /^[a-z]+/i.exec(rest)?.[0];
  const amount = word === undefined ? undefined : numberWords[word.toLowerCase()];
  if (word === undefined || amount === undefined) return null;
  const unit = /^\s(dollars?|bucks|euros?|pounds?|percent)\b/i.exec(rest.slice(word.length))?.[0] ?? '';
  const end = start + word.length + unit.length;
  if (/percent/i.test(unit)) return { kind: 'percent', start, end, text: word, amount, currency: null };
  if (unit !== '') return { kind: 'money', start, end, text: word, amount, currency: currencyOf(unit) };
  return { kind: 'number', start, end, text: word, amount, currency: null };
}

function identifierAt(rest: string, start: number): Token | null {
  const match = identifier.exec(rest)?.[0];
  if (match === undefined) return null;
  return {
    kind: 'name',
    start,
    end: start + match.length,
    text: match.replace(/^\$\./, ''),
    amount: 0,
    currency: null,
  };
}

/** An address without the punctuation of the sentence around it. */
function address(match: string, start: number): { text: string; end: number } {
  let text = match.replace(/[.,;:!?'"”’]+$/u, '');
  while (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1).replace(/[.,;:!?]+$/, '');
  return { text, end: start + text.length };
}

function quotedAt(rest: string, before: string): string | null {
  for (const [open, close] of quotes) {
    if (!rest.startsWith(open)) continue;
    // An apostrophe inside a word is not a quote.
    if (open === "'" && /[\p{L}\p{N}]/u.test(before)) return null;
    const end = closing(rest, close);
    if (end > 0) return rest.slice(0, end + 1);
  }
  return null;
}

function closing(rest: string, close: string): number {
  for (let at = rest.indexOf(close, 1); at > 0; at = rest.indexOf(close, at + 1)) {
    const inWord = (close === "'" || close === '’') && /[\p{L}\p{N}]/u.test(rest[at + 1] ?? ' ');
    if (!inWord) return at;
  }
  return -1;
}

function currencyOf(text: string): '$' | '€' | '£' {
  if (/€|eur/i.test(text)) return '€';
  return /£|gbp|pound/i.test(text) ? '£' : '$';
}

function toNumber(text: string): number {
  return Number(text.replace(/,/g, ''));
}
