/**
 * The numbers and strings that a JSONata expression has written out, with their places, so that one of them can be replaced and
 * nothing else. A replacement is only given when the expression reads back with that one value changed.
 */
import { parseExpression } from './parsed-expression.ts';

export interface ExpressionLiteral {
  value: string | number;
  /** Where it stands in the source: [start, end). */
  start: number;
  end: number;
}

/** In the order of the source. Those whose place is not certain are left out; none for what does not parse. */
export function literalsOf(source: string): ExpressionLiteral[] {
  const nodes = literalNodes(source);
  if (nodes === null) return [];
  return nodes
    .flatMap((node) => {
      const start = startOf(source, node);
      return start === null ? [] : [{ value: node.value, start, end: node.position }];
    })
    .sort((a, b) => a.start - b.start);
}

/** The source with another value of the same type in a literal's place; null when that would change anything else. */
export function withLiteral(source: string, literal: ExpressionLiteral, value: string | number): string | null {
  if (typeof value !== typeof literal.value) return null;
  const before = literalNodes(source);
  const place = before?.findIndex(({ position }) => position === literal.end) ?? -1;
  const replaced = `${source.slice(0, literal.start)}${literalText(value, source[literal.end - 1])}${source.slice(literal.end)}`;
  const after = literalNodes(replaced);
  if (before === null || after === null || place < 0) return null;
  const wanted = before.map((node, index) => (index === place ? value : node.value));
  const isAsWanted =
    after.length === wanted.length &&
    after.every((node, index) => Object.is(node.value, wanted[index])) &&
    shapeOf(source) === shapeOf(replaced);
  return isAsWanted ? replaced : null;
}

/** As JSONata writes it: strings in the quotes they had, single ones when they had none. */
export function literalText(value: string | number, quote = "'"): string {
  if (typeof value === 'number') return String(value);
  const escaped = JSON.stringify(value).slice(1, -1);
  // JSONata knows no escape for a single quote but its code.
  return quote === '"' ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", '\\u0027')}'`;
}

interface LiteralNode {
  value: string | number;
  /** Where its token ends. */
  position: number;
}

function literalNodes(source: string): LiteralNode[] | null {
  const ast = parsed(source);
  if (ast === null) return null;
  const found: LiteralNode[] = [];
  visit(ast, (node) => {
    const { type, value, position } = node;
    if (typeof position !== 'number') return;
    if ((type === 'number' && typeof value === 'number') || (type === 'string' && typeof value === 'string'))
      found.push({ value, position });
  });
  return found;
}

/** The syntax tree without places and without the values of literals. */
function shapeOf(source: string): string {
  return JSON.stringify(parsed(source), function (this: Record<string, unknown>, key, value: unknown) {
    if (key === 'position') return undefined;
    return key === 'value' && (this.type === 'number' || this.type === 'string') ? null : value;
  });
}

function parsed(source: string): unknown {
  try {
    return parseExpression(source);
  } catch {
    // Whoever asks is told that there is nothing to change; what is wrong with it the validator says.
    return null;
  }
}

function visit(value: unknown, found: (node: Record<string, unknown>) => void, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (!Array.isArray(value)) found(value as Record<string, unknown>);
  for (const member of Object.values(value)) visit(member, found, seen);
}

const numberAtEnd = /(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][-+]?\d+)?$/;

function startOf(source: string, { value, position }: LiteralNode): number | null {
  if (typeof value === 'number') return numberStart(source, value, position);
  const quote = source[position - 1];
  if (quote !== '"' && quote !== "'") return null;
  for (let start = position - 2; start >= 0; start--)
    if (source[start] === quote && stringValue(source.slice(start, position)) === value) return start;
  return null;
}

function numberStart(source: string, value: number, position: number): number | null {
  const digits = numberAtEnd.exec(source.slice(0, position))?.[0];
  if (digits === undefined || Number(digits) !== Math.abs(value)) return null;
  const start = position - digits.length;
  if (!Object.is(value, -Math.abs(value)) || value === 0) return start;
  // JSONata reads a minus before a number as part of it.
  const minus = source.slice(0, start).trimEnd().length - 1;
  return source[minus] === '-' ? minus : null;
}

function stringValue(token: string): string | null {
  const ast = parsed(token) as { type?: unknown; value?: unknown } | null;
  return ast?.type === 'string' && typeof ast.value === 'string' ? ast.value : null;
}
