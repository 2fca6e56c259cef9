/**
 * A text that is put together of words and values, `'Price is ' & $price & ' now'`, as a person edits it: “Price is ‹price› now”.
 * The values are taken over as they are; only the words between them change.
 */

import { templateWords } from '../../shared/tools/words.ts';
import { literalText } from './expression-literals.ts';
import { parseExpression } from './parsed-expression.ts';

export interface MessageTemplate {
  /** With a name in ‹› for each value. */
  text: string;
  /** The JSONata of each value by its name, ‹› included. */
  values: Map<string, string>;
}

/** Null for an expression that is not a chain of `&` with words in it. */
export function messageTemplate(source: string): MessageTemplate | null {
  const terms = termsOf(source);
  if (terms === null || !terms.some((term) => wordsOf(term) !== null)) return null;
  const values = new Map<string, string>();
  const parts = terms.map((term) => {
    const words = wordsOf(term);
    if (words !== null) return words;
    const shown = templateWords(`{% ${term} %}`);
    const name = nameOf(/^‹[^‹›]+›$/.test(shown) ? shown : '‹computed›', term, values);
    values.set(name, term);
    return name;
  });
  // Words that look like a value could not be told from one afterwards.
  const text = parts.join('');
  const marks = [...text.matchAll(/‹[^‹›]*›/g)].map(([mark]) => mark);
  return marks.every((mark) => values.has(mark)) &&
    marks.length === terms.filter((term) => wordsOf(term) === null).length
    ? { text, values }
    : null;
}

/** The edited text as a template of the definition: plain words, or an expression again. */
export function templateOf(text: string, { values }: MessageTemplate): string {
  const names = [...values.keys()].filter((name) => text.includes(name));
  if (names.length === 0) return text;
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  const terms = text
    .split(pattern)
    .filter((piece) => piece !== '')
    .map((piece) => values.get(piece) ?? literalText(piece));
  // One value alone would keep its own type; here it stands for words.
  return `{% ${terms.length === 1 ? `'' & ${terms[0]}` : terms.join(' & ')} %}`;
}

interface Binary {
  type: string;
  value: unknown;
  position: number;
  lhs: unknown;
}

function termsOf(source: string): string[] | null {
  try {
    const ends: number[] = [];
    let node = parseExpression(source) as unknown as Binary;
    while (node.type === 'binary' && node.value === '&') {
      ends.unshift(node.position);
      node = node.lhs as Binary;
    }
    return [...ends, source.length + 1].map((end, index) => source.slice(ends[index - 1] ?? 0, end - 1).trim());
  } catch {
    return null;
  }
}

function wordsOf(term: string): string | null {
  if (!/^(['"])[\s\S]*\1$/.test(term)) return null;
  const ast = parseExpression(term);
  return ast.type === 'string' ? String(ast.value) : null;
}

function nameOf(shown: string, term: string, values: ReadonlyMap<string, string>): string {
  let name = shown;
  for (let count = 2; values.has(name) && values.get(name) !== term; count++) name = `${shown.slice(0, -1)} ${count}›`;
  return name;
}
