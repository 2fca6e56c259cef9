/**
 * Cuts a request into words, marks and atoms, and writes it again as the grammar reads it: every token lower-cased and
 * followed by one space, every atom as `{kindN} `. Articles and politeness carry no meaning here and are left out.
 * Each token remembers where it stood, so that a part nobody understood can be named in the user's own words.
 */
import { atomAt } from './atoms.ts';
import type { AtomKind, Token } from './token.ts';

export interface Masked {
  request: string;
  text: string;
  tokens: Token[];
  /** The token that starts at this offset of `text`. */
  at: Map<number, Token>;
}

/** Words that carry nothing in a request: articles and politeness. Everything else must be covered by a rule. */
const filler = new Set([
  'the',
  'a',
  'an',
  'please',
  'kindly',
  'just',
  'simply',
  'my',
  'our',
  'automatically',
  'pls',
  'also',
  'thanks',
]);

const contractions: Record<string, string> = {
  "isn't": 'is not',
  "aren't": 'are not',
  "wasn't": 'was not',
  "doesn't": 'does not',
  "don't": 'do not',
  "can't": 'cannot',
  "won't": 'will not',
  "didn't": 'did not',
  "hasn't": 'has not',
  "haven't": 'have not',
  "i'd": 'i would',
  "i'm": 'i am',
  "it's": 'it is',
  "that's": 'that is',
  "there's": 'there is',
  "they're": 'they are',
  "what's": 'what is',
  "who's": 'who is',
  cant: 'cannot',
  dont: 'do not',
  doesnt: 'does not',
  isnt: 'is not',
};

const marks: Array<[RegExp, string]> = [
  [/^(?:->|=>|-->|==>|–>|—>|→|⇒|➜|➔|⟶|⇨|▶)/u, '->'],
  [/^(?:<=|=<|≤)/u, '<='],
  [/^(?:>=|≥)/u, '>='],
  [/^(?:!=|<>|≠)/u, '!='],
  [/^={1,3}/, '='],
  [/^</, '<'],
  [/^>/, '>'],
  [/^\n+/, ';'],
  [/^(?:—|–|--)/u, ','],
  [/^[.!…]*\?[.!?…]*/u, '?'],
  [/^[.!…]+/u, '.'],
  [/^[,;:()[\]]/, ''],
  [/^[{]/, '('],
  [/^[}]/, ')'],
  [/^&/, 'and'],
];

/** `skip` are spans taken out of the sentence (its schedule phrases). */
export function tokenise(request: string, skip: Array<{ start: number; end: number }> = []): Masked {
  const tokens: Token[] = [];
  let position = 0;
  while (position < request.length) {
    const skipped = skip.find((span) => span.start === position);
    if (skipped !== undefined) {
      position = skipped.end;
      continue;
    }
    const token = nextToken(request, position);
    if (token === null) {
      position += 1;
      continue;
    }
    tokens.push(token);
    position = token.end;
  }
  return mask(request, tokens);
}

function nextToken(request: string, start: number): Token | null {
  const rest = request.slice(start);
  const plain = { start, amount: 0, currency: null };
  const bullet = /^(?:[-*•]|\d{1,2}[.)])\s+/u.exec(rest);
  if (bullet !== null && /(?:^|\n)[ \t]*$/.test(request.slice(0, start)) && start > 0)
    return { ...plain, kind: 'mark', end: start + bullet[0].length, text: ';' };
  if (/^[^\S\n]/.test(rest)) return null;
  if (/^-\s/.test(rest) && /\s$/.test(request.slice(0, start)))
    return { ...plain, kind: 'mark', end: start + 1, text: ',' };
  if (/^['’]s\b/i.test(rest)) return { ...plain, kind: 'word', end: start + 2, text: "'s" };
  const atom = atomAt(request, start);
  if (atom !== null) return atom;
  for (const [pattern, text] of marks) {
    const match = pattern.exec(rest);
    if (match !== null)
      return { ...plain, kind: 'mark', end: start + match[0].length, text: text === '' ? match[0] : text };
  }
  const word = /^[\p{L}\p{N}_][\p{L}\p{N}_'’-]*/u.exec(rest);
  if (word === null) {
    const sign = String.fromCodePoint(rest.codePointAt(0) ?? 32);
    return { ...plain, kind: 'word', end: start + sign.length, text: sign };
  }
  let text = word[0].replace(/’/g, "'").replace(/[-']+$/, '');
  const possessive = /'s$/i.test(text) && contractions[text.toLowerCase()] === undefined;
  if (possessive) text = text.slice(0, -2);
  return { ...plain, kind: 'word', end: start + text.length, text: text.toLowerCase() };
}

function mask(request: string, tokens: Token[]): Masked {
  const kept = tokens.filter((token) => !(token.kind === 'word' && filler.has(token.text)));
  const at = new Map<number, Token>();
  let text = '';
  kept.forEach((token, index) => {
    at.set(text.length, token);
    text += written(token, index);
  });
  return { request, text, tokens: kept, at };
}

const letters: Record<AtomKind, string> = {
  url: 'u',
  money: 'm',
  percent: 'p',
  number: 'n',
  quoted: 'q',
  file: 'f',
  name: 'i',
};

function written(token: Token, index: number): string {
  if (token.kind === 'mark') return `${token.text} `;
  if (token.kind === 'word') return `${contractions[token.text] ?? token.text} `;
  return `{${letters[token.kind]}${index}} `;
}
