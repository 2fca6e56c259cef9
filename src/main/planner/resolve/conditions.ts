import type { RawCondition, RawNoun } from '../read/raw.ts';
import type { Condition, Literal, Operand } from '../request.ts';
import { itemsOf, resolveNoun } from './nouns.ts';
import type { Scope } from './scope.ts';

/** The tests for "it worked" and "it failed", which are branches of the fetch itself. */
export type Outcome = { is: 'error' | 'works'; url: string | null };

export function outcomeOf(raw: RawCondition): Outcome | null {
  if (raw.is === 'not' && (raw.of.is === 'error' || raw.of.is === 'works'))
    return { is: raw.of.is === 'error' ? 'works' : 'error', url: raw.of.url };
  return raw.is === 'error' || raw.is === 'works' ? raw : null;
}

/** Null when the condition cannot be understood here; the words are then reported. */
export function resolveCondition(raw: RawCondition, scope: Scope): Condition | null {
  switch (raw.is) {
    case 'compare': {
      const left = comparedOperand(raw.subject, 'literal' in raw.value ? raw.value.literal : null, scope);
      if ('literal' in raw.value) {
        if (left.of === 'items' || left.of === 'list' || left.of === 'folder')
          return { is: 'count', of: left, op: raw.op, than: Number(raw.value.literal.value) };
        return { is: 'compare', left, op: raw.op, right: { literal: raw.value.literal } };
      }
      const subject = scope.subject;
      const right = resolveNoun(raw.value.noun, scope);
      scope.subject = subject;
      return { is: 'compare', left, op: raw.op, right: { operand: right } };
    }
    case 'count':
      return {
        is: 'count',
        of:
          raw.subject === null || raw.subject.is === 'source' || raw.subject.is === 'it'
            ? listOperand(raw.subject, scope)
            : resolveNoun(raw.subject, scope),
        op: raw.op,
        than: raw.than,
      };
    case 'contains':
      return {
        is: 'contains',
        operand:
          raw.subject === null || raw.subject.is === 'it' || raw.subject.is === 'source'
            ? textOperand(raw.subject, scope)
            : resolveNoun(raw.subject, scope),
        text: raw.text,
        negated: raw.negated,
      };
    case 'empty':
      return {
        is: 'empty',
        operand:
          raw.subject === null || raw.subject.is === 'source' || raw.subject.is === 'it'
            ? listOperand(raw.subject, scope)
            : resolveNoun(raw.subject, scope),
        negated: raw.negated,
      };
    case 'exists': {
      const path = raw.path ?? scope.file;
      if (path === null) return null;
      scope.file = path;
      return { is: 'exists', path, negated: raw.negated };
    }
    case 'changed': {
      const { direction } = raw;
      const vague = raw.subject === null || raw.subject.is === 'source' || raw.subject.is === 'it';
      // What goes up or down is a number: the one spoken of, else the price.
      if (direction !== null && vague)
        return { is: 'changed', operand: comparedOperand(raw.subject, null, scope), direction };
      if (raw.subject === null && scope.subject !== null) return { is: 'changed', operand: scope.subject, direction };
      const noun: RawNoun =
        raw.subject === null || raw.subject.is === 'source'
          ? { is: 'text', url: raw.subject === null ? null : raw.subject.url }
          : raw.subject;
      return { is: 'changed', operand: resolveNoun(noun, scope), direction };
    }
    case 'new-items':
      return { is: 'empty', operand: resolveNoun(raw.noun, scope), negated: true };
    case 'short': {
      const known = scope.subject;
      const left = known === null || known.of === 'list' || known.of === 'text' ? kindOf(raw.value, scope) : known;
      return left === null ? null : { is: 'compare', left, op: '=', right: { literal: raw.value } };
    }
    case 'so':
      return before(raw, scope.notes.whether);
    case 'all':
    case 'any': {
      const parts = raw.of.map((part) => resolveCondition(part, scope));
      return parts.some((part) => part === null) ? null : { is: raw.is, of: parts.filter((part) => part !== null) };
    }
    case 'not': {
      const inner = resolveCondition(raw.of, scope);
      return inner === null ? null : negate(inner);
    }
    case 'error':
    case 'works':
      return null;
  }
}

/** "if so", "if not"; "if there is" after "if there is nothing in it" means the opposite of it. */
function before(raw: Extract<RawCondition, { is: 'so' }>, whether: Condition | null): Condition | null {
  if (whether === null) return null;
  if (raw.there && (whether.is === 'empty' || whether.is === 'exists'))
    return { ...whether, negated: whether.is === 'empty' ? !raw.negated : raw.negated };
  return raw.negated ? negate(whether) : whether;
}

/** "new → welcome, returning → recap" of an address, with no word for what is new or returning: its type. */
function kindOf(value: Literal, scope: Scope): Operand | null {
  if ((scope.source === null && scope.notes.urls.length === 0) || typeof value.value !== 'string') return null;
  const assumption = `Which case it is ("${value.value}" and the others) is read from the field "type".`;
  if (!scope.notes.assumptions.some((known) => known.endsWith('the field "type".')))
    scope.notes.assumptions.push(assumption);
  return resolveNoun({ is: 'field', name: 'type', url: null, quoted: true }, scope);
}

/** "if it is under 50", "when <address> drops below $100": the value spoken of, else the price. */
function comparedOperand(subject: RawNoun | null, literal: Literal | null, scope: Scope): Operand {
  const vague = subject === null || subject.is === 'it' || subject.is === 'source';
  if (!vague) return resolveNoun(subject, scope);
  const url = subject === null ? null : subject.url;
  const known = scope.subject;
  if (url === null && known !== null && known.of !== 'text') return scope.use(known);
  if (typeof literal?.value === 'string') {
    const from = scope.origin(url);
    // The whole of a JSON answer never is one word.
    if (from.at !== 'url' || !/\.json\b|\/api\//i.test(from.url)) return resolveNoun({ is: 'text', url }, scope);
    scope.notes.assumptions.push(`What is compared with "${literal.value}" is the field "status".`);
    return resolveNoun({ is: 'field', name: 'status', url, quoted: true }, scope);
  }
  if (literal?.unit === null && !scope.notes.assumptions.includes(priceMeant)) scope.notes.assumptions.push(priceMeant);
  return resolveNoun({ is: 'field', name: 'price', url, quoted: false }, scope);
}
const priceMeant = 'The amount you compare is the price.';

function listOperand(subject: RawNoun | null, scope: Scope): Operand {
  const url = subject !== null && 'url' in subject ? subject.url : null;
  if (url === null && scope.list !== null && scope.item === null) return { of: 'list', list: scope.list };
  if (
    url === null &&
    scope.subject !== null &&
    ['items', 'list', 'file', 'folder', 'text', 'field'].includes(scope.subject.of)
  )
    return scope.use(scope.subject);
  const operand = scope.use(itemsOf({ is: 'items', word: 'items', onlyNew: false, mentioning: null, url }, scope));
  scope.subject = operand;
  if ('from' in operand) scope.source = operand.from;
  return operand;
}

function textOperand(subject: RawNoun | null, scope: Scope): Operand {
  const url = subject !== null && 'url' in subject ? subject.url : null;
  const known = scope.subject;
  if (
    url === null &&
    known !== null &&
    (known.of === 'field' || known.of === 'text' || known.of === 'file' || known.of === 'items')
  )
    return scope.use(known);
  return resolveNoun({ is: 'text', url }, scope);
}

const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '=': '!=', '!=': '=' } as const;

export function negate(condition: Condition): Condition | null {
  switch (condition.is) {
    case 'compare':
    case 'count':
      return { ...condition, op: opposite[condition.op] };
    case 'contains':
    case 'empty':
    case 'exists':
      return { ...condition, negated: !condition.negated };
    case 'changed':
      return null;
    default: {
      const parts = condition.of.map(negate);
      return parts.some((part) => part === null)
        ? null
        : { is: condition.is === 'all' ? 'any' : 'all', of: parts.filter((part) => part !== null) };
    }
  }
}
