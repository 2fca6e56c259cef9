/** One word, mark or atom of a request. */
export type AtomKind = 'url' | 'money' | 'percent' | 'number' | 'quoted' | 'file' | 'name';
export type TokenKind = AtomKind | 'word' | 'mark';

export interface Token {
  kind: TokenKind;
  /** Span in the request. */
  start: number;
  end: number;
  /** The address, the text without quotes, the name as written, the word in lower case. */
  text: string;
  /** The amount of a money, percent or number atom. */
  amount: number;
  currency: '$' | '€' | '£' | null;
  /** A word that a paraphrase put in: it stands for itself, at the place of what it replaced. */
  isOurs?: true;
}
