/** A Choice's condition in English, from its JSONata syntax tree; else its Comment; else the expression as it stands. */
import type jsonata from 'jsonata';
import type { OutlinePart } from '../../shared/domain/plan.ts';
import type { Meanings } from './outline-meanings.ts';
import { expressionOf, text, value, words } from './outline-words.ts';
import { parseExpression } from './parsed-expression.ts';

type Node = jsonata.ExprNode;

export function conditionParts(
  condition: string | boolean,
  comment: string | undefined,
  meanings: Meanings,
): OutlinePart[] {
  if (typeof condition === 'boolean') return [text(condition ? 'always' : 'never')];
  const expression = expressionOf(condition) ?? condition;
  try {
    const parts = new Translator(meanings, comment ?? '').boolean(parseExpression(expression), false);
    if (parts !== null) return parts;
  } catch {
    // Not JSONata: it stands as it is.
  }
  return comment === undefined ? [value(expression)] : [text(comment.charAt(0).toLowerCase() + comment.slice(1))];
}

const verbs: Record<string, [string, string]> = {
  '<': [' is below ', ' is at least '],
  '<=': [' is at most ', ' is above '],
  '>': [' is above ', ' is at most '],
  '>=': [' is at least ', ' is below '],
  '=': [' is ', ' is not '],
  '!=': [' is not ', ' is '],
};
/** Functions that change how a value is written, not what it is about. */
const transparent = new Set([
  'number',
  'string',
  'lowercase',
  'uppercase',
  'trim',
  'round',
  'length',
  'floor',
  'ceil',
  'abs',
  'join',
]);

class Translator {
  private readonly meanings: Meanings;
  private readonly comment: string;

  constructor(meanings: Meanings, comment: string) {
    this.meanings = meanings;
    this.comment = comment;
  }

  /** Null when it cannot be put into words. */
  boolean(node: Node, negated: boolean): OutlinePart[] | null {
    const inner = blockOf(node);
    if (inner.type === 'binary') return this.binary(inner, negated);
    if (inner.type === 'function') return this.call(inner, negated);
    if (inner.type === 'variable' || kindOf(inner) === 'path') return this.flag(inner, negated);
    return null;
  }

  private binary(node: Node, negated: boolean): OutlinePart[] | null {
    const { lhs, rhs } = node as unknown as { lhs: Node; rhs: Node };
    const sign = String(node.value);
    if (sign === 'and' || sign === 'or') {
      const [left, right] = [this.boolean(lhs, negated), this.boolean(rhs, negated)];
      // Not (a and b) is: not a, or not b.
      const word = (sign === 'and') === negated ? ' or ' : ' and ';
      return left === null || right === null ? null : [...left, text(word), ...right];
    }
    if (sign === 'in') {
      const [left, right] = [this.operand(lhs), this.operand(rhs)];
      return left === null || right === null
        ? null
        : [...left, text(negated ? ' is not among ' : ' is among '), ...right];
    }
    return this.comparison(lhs, sign, rhs, negated);
  }

  private comparison(lhs: Node, sign: string, rhs: Node, negated: boolean): OutlinePart[] | null {
    const verb = verbs[sign];
    if (verb === undefined) return null;
    const emptiness = emptyTest(blockOf(lhs), sign, blockOf(rhs));
    if (emptiness !== null) {
      const subject = this.operand(emptiness.of);
      return subject === null
        ? null
        : [...subject, text(`${isPlural(subject) ? ' are' : ' is'}${emptiness.empty === negated ? ' not' : ''} empty`)];
    }
    const left = this.operand(lhs);
    if (left === null) return null;
    if (blockOf(rhs).type === 'value' && (blockOf(rhs).value as unknown) === null)
      return [...left, text((sign === '=') === negated ? ' is known' : ' is not known yet')];
    const right = this.operand(rhs, this.unitOf(lhs));
    return right === null ? null : [...left, text(verb[negated ? 1 : 0]), ...right];
  }

  private call(node: Node, negated: boolean): OutlinePart[] | null {
    const [first, second] = node.arguments ?? [];
    const name = functionName(node);
    if (first === undefined) return null;
    if (name === 'not') return this.boolean(first, !negated);
    if (name === 'boolean') return this.boolean(first, negated);
    if (name === 'exists') {
      const subject = this.operand(first);
      return subject === null ? null : [...subject, text(negated ? ' is missing' : ' is there')];
    }
    if (name === 'contains' && second !== undefined) {
      const [subject, part] = [this.operand(first), this.operand(second)];
      return subject === null || part === null
        ? null
        : [...subject, text(negated ? ' does not contain ' : ' contains '), ...part];
    }
    return null;
  }

  /** A value that is true or false by itself: "log.md exists". */
  private flag(node: Node, negated: boolean): OutlinePart[] | null {
    const variable = node.type === 'variable' ? String(node.value) : null;
    const meaning = variable === null ? undefined : this.meanings.get(variable);
    if (meaning?.tool === 'file_exists' && typeof meaning.args.path === 'string')
      return [text('the file '), value(fileNamed(meaning.args.path)), text(negated ? ' does not exist' : ' exists')];
    const subject = this.operand(node);
    return subject === null ? null : [...subject, text(negated ? ' is not so' : ' is so')];
  }

  private operand(node: Node, unit = ''): OutlinePart[] | null {
    const inner = blockOf(node);
    switch (kindOf(inner)) {
      case 'number':
        return [value(this.withUnit(String(inner.value), unit))];
      case 'string':
        return [value(String(inner.value))];
      case 'value':
        return [value(String(inner.value))];
      case 'variable':
        return [text(named(words(String(inner.value))))];
      case 'path':
        return this.path(inner);
      case 'function': {
        const [first] = inner.arguments ?? [];
        const name = functionName(inner);
        if (first === undefined) return name === 'now' ? [text('now')] : null;
        const subject = this.operand(first, unit);
        if (subject === null || name === null) return null;
        if (transparent.has(name)) return subject;
        if (name === 'map') return subject;
        return name === 'count'
          ? [text('the number of '), ...subject]
          : name === 'sum'
            ? [text('the sum of '), ...subject]
            : null;
      }
      case 'binary': {
        const { lhs, rhs } = inner as unknown as { lhs: Node; rhs: Node };
        const [left, right] = [this.operand(lhs), this.operand(rhs)];
        return left === null || right === null || !/^[-+*/]$/.test(String(inner.value))
          ? null
          : [...left, text(` ${String(inner.value)} `), ...right];
      }
      default:
        return null;
    }
  }

  /** `$product.price` is "the price of the product"; of `$states.result.json.status` only the last name says anything. */
  private path(node: Node): OutlinePart[] | null {
    const steps = node.steps ?? [];
    const names = steps.map((step) => (step.type === 'name' || step.type === 'variable' ? String(step.value) : null));
    if (names.length === 0 || names.some((name) => name === null)) return null;
    const [first = '', last = ''] = [names[0] ?? '', names.at(-1) ?? ''];
    if (first === 'states' || names.length > 2 || steps[0]?.type !== 'variable') return [text(named(words(last)))];
    return names.length === 1 ? [text(named(words(last)))] : [text(`${named(words(last))} of ${named(words(first))}`)];
  }

  private unitOf(node: Node): string {
    const inner = blockOf(node);
    const variable = inner.type === 'variable' ? this.meanings.get(String(inner.value)) : undefined;
    return variable?.tool === 'system_info' && /Percent$/.test(variable.from) ? '%' : '';
  }

  /** The currency is not in the expression; the Comment may name it, but only for this very number. */
  private withUnit(number: string, unit: string): string {
    const escaped = number.replace('.', '\\.');
    const money = new RegExp(`[$€£]${escaped}(?![\\d.]*\\d)`).exec(this.comment)?.[0];
    return (
      money ??
      (unit === '' ? (new RegExp(`(?<!\\d)${escaped}%`).exec(this.comment)?.[0] ?? number) : `${number}${unit}`)
    );
  }
}

/** A path that is worked out is called by its variable. */
function fileNamed(path: string): string {
  const variable = /^\$(\w+)$/.exec(expressionOf(path) ?? '')?.[1];
  return variable === undefined ? path : `‹${words(variable)}›`;
}

/** The library's types leave out `path`. */
function kindOf(node: Node): string {
  return node.type;
}

function isPlural(subject: OutlinePart[]): boolean {
  return /[^su]s$/.test(subject.at(-1)?.text ?? '');
}

function blockOf(node: Node): Node {
  const only = node.type === 'block' && node.expressions?.length === 1 ? node.expressions[0] : undefined;
  return only === undefined ? node : blockOf(only);
}

function functionName(node: Node): string | null {
  const procedure = (node as unknown as { procedure?: Node }).procedure;
  return procedure?.type === 'variable' ? String(procedure.value) : null;
}

/** `$count(x) = 0`, `$length(x) > 0`, `x = ''`: whether x is empty. */
function emptyTest(lhs: Node, sign: string, rhs: Node): { of: Node; empty: boolean } | null {
  const counted =
    lhs.type === 'function' && ['count', 'length'].includes(functionName(lhs) ?? '') ? lhs.arguments?.[0] : undefined;
  if (counted !== undefined && rhs.type === 'number') {
    const at = Number(rhs.value);
    if (at === 0 && (sign === '=' || sign === '<=')) return { of: counted, empty: true };
    if ((at === 0 && (sign === '>' || sign === '!=')) || (at === 1 && sign === '>='))
      return { of: counted, empty: false };
  }
  if (rhs.type === 'string' && String(rhs.value) === '' && (sign === '=' || sign === '!='))
    return { of: lhs, empty: sign === '=' };
  return null;
}

/** Names stand with an article, but not "CPU". */
function named(name: string): string {
  return name === 'CPU' || /^(?:memory|disk)$/.test(name) ? name : `the ${name}`;
}
