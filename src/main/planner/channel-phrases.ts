/** Finds where the user wants to be told, "on Telegram", and takes it out of the request: it holds for all that is told. */

export interface LiftedChannel {
  /** Null: on the desktop, or in both places, which these rules do not know. */
  channel: 'telegram' | null;
  /** The request without the phrase, each other word where it was. */
  rest: string;
}

/** Not in quotes nor in an address: there it is something to look for or to say. */
const asVerb = /(?<![\w./:"“'-])telegram(?=\s+(?:me|us)\b)/gi;
const asPlace =
  /(?<![\w./:"“'-])(?:(?:on|by|via|through|over|using|in|to|with)\s+(?:my\s+|a\s+)?)?telegram(?![\w./"”'-])(?:\s+too\b)?/gi;
const elsewhere = /\b(?:desktop|screen|computer)\b/i;

export function liftChannel(said: string): LiftedChannel {
  const outside = said.replace(/"[^"]*"|“[^”]*”/g, (quoted) => ' '.repeat(quoted.length));
  if (!/\btelegram\b/i.test(outside) || elsewhere.test(outside)) return { channel: null, rest: said };
  const blank = (phrase: string): string => ' '.repeat(phrase.length);
  const lifted = outside.replace(asVerb, 'notify  ').replace(asPlace, blank);
  if (lifted === outside) return { channel: null, rest: said };
  // What stands in quotes comes back as it was.
  const rest = said
    .split('')
    .map((letter, at) => (outside[at] === letter ? (lifted[at] ?? letter) : letter))
    .join('');
  return { channel: 'telegram', rest };
}
