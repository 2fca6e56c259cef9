import type { Comparison, Condition, Operand } from '../request.ts';
import { call, keyOf, newVariable, type Place, quote } from './context.ts';
import { connect, type Fragment, nothing } from './machine.ts';
import { remembered } from './memory.ts';
import { isCount, labelOf, shownLiteral, valueIn } from './values.ts';

/** The steps that must have run before the condition can be evaluated: does the file exist, what was seen last time. */
export function beforeCondition(condition: Condition, place: Place): Fragment {
  if (condition.is === 'all' || condition.is === 'any')
    return connect(condition.of.map((part) => beforeCondition(part, place)));
  if (condition.is === 'exists') {
    const key = `exists:${condition.path}`;
    const variable = place.values.get(key) ?? newVariable(place.shared, `${condition.path} exists`);
    place.values.set(key, variable);
    return call(place, {
      name: `Look for ${condition.path}`,
      tool: 'file_exists',
      args: { path: condition.path },
      assign: { [variable]: '{% $states.result.exists %}' },
    });
  }
  return condition.is === 'changed' ? remembered(condition.operand, place) : nothing;
}

/** The condition as JSONata. */
export function conditionOf(condition: Condition, place: Place): string {
  switch (condition.is) {
    case 'compare': {
      const left = valueIn(condition.left, place);
      if ('operand' in condition.right) return `${left} ${condition.op} ${valueIn(condition.right.operand, place)}`;
      const { value } = condition.right.literal;
      if (typeof value === 'number')
        return `${isNumber(condition.left) ? left : `$number(${left})`} ${condition.op} ${value}`;
      return `${left} ${condition.op} ${typeof value === 'string' ? quote(value) : String(value)}`;
    }
    case 'count':
      return `$count(${valueIn(condition.of, place)}) ${condition.op} ${condition.than}`;
    case 'contains': {
      const value = valueIn(condition.operand, place);
      const text = condition.operand.of === 'items' ? `$join($map(${value}, $string), ' ')` : `$string(${value})`;
      const test = `$contains($lowercase(${text}), ${quote(condition.text.toLowerCase())})`;
      return condition.negated ? `$not(${test})` : test;
    }
    case 'empty': {
      const value = valueIn(condition.operand, place);
      const op = condition.negated ? '>' : '=';
      return isCount(condition.operand) ? `$count(${value}) ${op} 0` : `$length($trim($string(${value}))) ${op} 0`;
    }
    case 'exists': {
      const variable = place.values.get(`exists:${condition.path}`) ?? 'exists';
      return condition.negated ? `$not($${variable})` : `$${variable}`;
    }
    case 'changed': {
      const last = place.values.get(`last:${keyOf(condition.operand)}`) ?? 'last';
      const value = valueIn(condition.operand, place);
      if (condition.direction === null) return `$${last} != null and $${last} != ${value}`;
      return `$${last} != null and $number(${value}) ${condition.direction === 'down' ? '<' : '>'} $number($${last})`;
    }
    case 'all':
    case 'any':
      return condition.of
        .map((part) => `(${conditionOf(part, place)})`)
        .join(condition.is === 'all' ? ' and ' : ' or ');
  }
}

/** Values that tools give as numbers; any other field may come as text. */
function isNumber(operand: Operand): boolean {
  return (
    operand.of === 'metric' ||
    operand.of === 'count' ||
    (operand.of === 'field' && operand.field === 'price' && operand.from.at === 'url') ||
    (operand.of === 'field' && operand.field === 'price')
  );
}

export const opWords: Record<Comparison, string> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
  '=': '',
  '!=': 'not',
};

/** "price below $100", "status complete": for state names. */
export function conditionWords(condition: Condition): string {
  switch (condition.is) {
    case 'compare': {
      const right =
        'literal' in condition.right
          ? shownLiteral(condition.right.literal)
          : `the other ${labelOf(condition.right.operand)}`;
      return `${the(labelOf(condition.left))} ${[opWords[condition.op], right].filter((word) => word !== '').join(' ')}`;
    }
    case 'count':
      return `the number of ${labelOf(condition.of)} ${[opWords[condition.op], condition.than].filter((word) => word !== '').join(' ')}`;
    case 'contains':
      return `${quoteWords(condition.text)} ${condition.negated ? 'missing from' : 'in'} ${the(labelOf(condition.operand))}`;
    case 'empty':
      return `${the(labelOf(condition.operand))} ${condition.negated ? 'not empty' : 'empty'}`;
    case 'exists':
      return `${condition.path} ${condition.negated ? 'missing' : 'there'}`;
    case 'changed':
      return `${the(labelOf(condition.operand))} ${condition.direction === null ? 'different from' : condition.direction === 'down' ? 'lower than' : 'higher than'} last time`;
    case 'all':
    case 'any':
      return condition.of.map(conditionWords).join(condition.is === 'all' ? ' and ' : ' or ');
  }
}

/** "Is the price below $100?" */
export function questionOf(conditions: Condition[]): string {
  const [first] = conditions;
  if (first === undefined) return 'Decide';
  const lefts = conditions.map((condition) => (condition.is === 'compare' ? labelOf(condition.left) : null));
  if (
    conditions.length > 1 &&
    lefts[0] !== null &&
    lefts[0] !== undefined &&
    lefts.every((left) => left === lefts[0])
  ) {
    const ops = conditions.every((condition) => condition.is === 'compare' && condition.op === '=');
    return ops ? `Which ${lefts[0]} is it?` : `How high is ${the(lefts[0])}?`;
  }
  return `Is ${conditionWords(first)}?`;
}

function the(words: string): string {
  return /^CPU$|^memory$|\.\w+$/.test(words) ? words : `the ${words}`;
}
function quoteWords(text: string): string {
  return `"${text}"`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
