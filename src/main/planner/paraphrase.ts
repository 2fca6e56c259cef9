/**
 * Ways of saying things, put into the words that the grammar has. Works on a request that is already cut into tokens, so that a
 * quoted text or an address is never touched, and every word still knows where it stood.
 */
import { asides } from './paraphrases/asides.ts';
import { phrases } from './paraphrases/phrases.ts';
import { sentences } from './paraphrases/sentences.ts';
import { things } from './paraphrases/things.ts';
import type { Token } from './token.ts';
import type { Masked } from './tokens.ts';

/** In order; each is applied wherever it fits. */
const rules = [...sentences, ...things, ...phrases, ...asides];

export function paraphrased(masked: Masked): Masked {
  let words = wordsOf(masked);
  for (const [pattern, replacement] of rules) words = rewritten(words, pattern, replacement);
  return maskedOf(masked.request, words);
}

/** One word of the masked text and the token it came from. */
interface Word {
  text: string;
  token: Token;
}

function wordsOf({ text, at }: Masked): Word[] {
  const words: Word[] = [];
  let offset = 0;
  let token: Token | undefined;
  for (const word of text.split(' ').slice(0, -1)) {
    // A contraction is one token of two words.
    token = at.get(offset) ?? token;
    if (token !== undefined) words.push({ text: word, token });
    offset += word.length + 1;
  }
  return words;
}

function rewritten(words: Word[], pattern: RegExp, replacement: string): Word[] {
  const text = words.map((word) => `${word.text} `).join('');
  const out: Word[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const first = text.slice(0, match.index).split(' ').length - 1;
    const count = match[0].split(' ').length - 1;
    const matched = words.slice(first, first + count);
    const anchor = matched[0] ?? words[first];
    if (anchor === undefined) continue;
    out.push(...words.slice(done, first));
    const left = [...matched];
    const said = replacement.replace(/\$(\d)/g, (_whole, group: string) => match[Number(group)] ?? '');
    for (const word of said.split(' ').filter((part) => part !== '')) {
      const own = left.findIndex((one) => one.text === word);
      const [kept] = own < 0 ? [] : left.splice(own, 1);
      out.push(kept ?? { text: word, token: { ...anchor.token, kind: 'word', text: word, isOurs: true } });
    }
    done = first + count;
  }
  return [...out, ...words.slice(done)];
}

function maskedOf(request: string, words: Word[]): Masked {
  const at = new Map<number, Token>();
  let text = '';
  let before: Token | undefined;
  for (const { text: word, token } of words) {
    if (token !== before) at.set(text.length, token);
    before = token;
    text += `${word} `;
  }
  return { request, text, tokens: [...at.values()], at };
}
