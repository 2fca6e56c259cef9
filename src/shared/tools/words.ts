/** Turns a state's `Arguments` as written into words for people; nothing here evaluates an expression. */
import type { JsonValue } from '../json.ts';

const EXPRESSION = /^\{%\s*([\s\S]*?)\s*%\}$/;
const MAX_WORDS = 80;

/**
 * A template in words: plain text stays as it is, `{% $price %}` becomes ‹price›,
 * `{% 'Now ' & $price %}` becomes Now ‹price›, anything deeper becomes ‹computed›.
 */
export function templateWords(template: JsonValue | undefined): string {
  if (template === undefined || template === null) return '';
  if (typeof template === 'object') return shorten(JSON.stringify(template));
  if (typeof template !== 'string') return String(template);
  const expression = EXPRESSION.exec(template)?.[1];
  return shorten(expression === undefined ? template : splitConcatenation(expression).map(termWords).join(''));
}

/** A web address without its scheme: "shop.example/kettle". */
export function addressWords(template: JsonValue | undefined): string {
  return templateWords(template)
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');
}

/** "a", "a and b", "a, b and c". */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** An object in words, for effects: "price 129, at 2026-01-01". */
export function recordWords(record: Record<string, JsonValue>): string {
  return shorten(
    Object.entries(record)
      .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
      .join(', '),
    200,
  );
}

export function shorten(text: string, max = MAX_WORDS): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

/** Splits `'a' & $b & "c"` at its top-level ampersands, leaving quotes and brackets whole. */
function splitConcatenation(expression: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let start = 0;
  for (let at = 0; at < expression.length; at++) {
    const character = expression[at] as string;
    if (quote !== null) {
      if (character === '\\') at++;
      else if (character === quote) quote = null;
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === '&' && depth === 0) {
      terms.push(expression.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(expression.slice(start));
  return terms;
}

function termWords(source: string): string {
  const term = source.trim();
  const literal = /^(['"])([\s\S]*)\1$/.exec(term);
  if (literal && !literal[2]?.includes(literal[1] as string)) return literal[2] as string;
  if (/^-?\d+(\.\d+)?$/.test(term)) return term;
  const call = /^\$(\w+)\(([^()]*)\)$/.exec(term);
  if (call) return call[2] === '' ? `‹${call[1]}›` : termWords((call[2] as string).split(',')[0] as string);
  const path = /^\$?[\w$]+(?:\[[^\]]*\])?(?:\.[\w`]+(?:\[[^\]]*\])?)*$/.exec(term);
  const name = path && /([A-Za-z_]\w*)`?(?:\[[^\]]*\])?$/.exec(term)?.[1];
  return name ? `‹${name}›` : '‹computed›';
}
