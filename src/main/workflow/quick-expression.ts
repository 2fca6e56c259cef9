/**
 * The everyday expressions without JSONata's evaluator, which takes several times as long for them: references, constants,
 * arithmetic, comparison, concatenation, and/or, conditions. Compiled from JSONata's own syntax tree, and only for operands on which
 * both agree for certain (numbers with numbers, no lists, nothing absent). Anything else, errors too, is JSONata's to decide.
 */
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** Undefined: not for us. */
export type QuickExpression = (bindings: JsonObject) => JsonValue | undefined;

/** As much of JSONata's syntax tree as is understood here. */
interface Node {
  type: string;
  value?: unknown;
  steps?: Node[];
  lhs?: Node;
  rhs?: Node;
  expressions?: Node[];
  condition?: Node;
  then?: Node;
  else?: Node;
}

/** What a node may carry besides its type and position; a predicate, a sort or a binding makes it more than everyday. */
const shapes: Record<string, readonly string[]> = {
  number: ['value'],
  string: ['value'],
  value: ['value'],
  variable: ['value'],
  name: ['value'],
  path: ['steps'],
  binary: ['value', 'lhs', 'rhs'],
  block: ['expressions'],
  condition: ['condition', 'then', 'else'],
};

/** @param tree what `jsonata(text).ast()` gives */
export function compileQuick(tree: unknown): QuickExpression | null {
  const node = tree as Node;
  const shape = shapes[node.type];
  if (!shape || !Object.keys(node).every((key) => key === 'type' || key === 'position' || shape.includes(key)))
    return null;
  switch (node.type) {
    case 'number':
    case 'string':
    case 'value': {
      const constant = node.value as JsonValue;
      return () => constant;
    }
    case 'variable':
      return compilePath([node]);
    case 'path':
      return compilePath(node.steps ?? []);
    case 'block':
      return node.expressions?.length === 1 ? compileQuick(node.expressions[0]) : null;
    case 'binary':
      return compileBinary(node);
    case 'condition':
      return compileCondition(node);
    default:
      return null;
  }
}

function compilePath(steps: readonly Node[]): QuickExpression | null {
  const plain = steps.every(
    (step, index) =>
      step.type === (index === 0 ? 'variable' : 'name') &&
      Object.keys(step).every((key) => key === 'type' || key === 'position' || key === 'value'),
  );
  if (!plain) return null;
  const names = steps.map(({ value }) => String(value));
  // `$` and `$$` are the input document, which there is none of.
  if (names[0] === '' || names[0] === '$') return null;
  return (bindings) => {
    let value: JsonValue | undefined = bindings;
    for (const name of names) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
        return undefined;
      value = value[name];
    }
    return Array.isArray(value) ? undefined : value;
  };
}

function compileBinary(node: Node): QuickExpression | null {
  const [left, right] = [node.lhs && compileQuick(node.lhs), node.rhs && compileQuick(node.rhs)];
  const operator = operators[String(node.value)];
  if (!left || !right || !operator) return null;
  return (bindings) => {
    const a = left(bindings);
    const b = a === undefined ? undefined : right(bindings);
    return a === undefined || b === undefined ? undefined : operator(a, b);
  };
}

function compileCondition(node: Node): QuickExpression | null {
  const parts = [node.condition, node.then, node.else].map((part) => part && compileQuick(part));
  const [condition, whenTrue, whenFalse] = parts;
  if (!condition || !whenTrue || !whenFalse) return null;
  return (bindings) => {
    const holds = condition(bindings);
    if (typeof holds !== 'boolean') return undefined;
    return holds ? whenTrue(bindings) : whenFalse(bindings);
  };
}

type Operator = (a: JsonValue, b: JsonValue) => JsonValue | undefined;

/** Out of range is an error in JSONata. */
function arithmetic(compute: (a: number, b: number) => number): Operator {
  return (a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return undefined;
    const result = compute(a, b);
    return Number.isFinite(result) ? result : undefined;
  };
}

function comparison(compare: (a: number | string, b: number | string) => boolean): Operator {
  return (a, b) => {
    const comparable =
      (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
    return comparable ? compare(a, b) : undefined;
  };
}

function logic(combine: (a: boolean, b: boolean) => boolean): Operator {
  return (a, b) => (typeof a === 'boolean' && typeof b === 'boolean' ? combine(a, b) : undefined);
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== 'object';
}

/** Fractions are rounded when they become text; that is left to JSONata. */
function asText(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

const operators: Record<string, Operator> = {
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic((a, b) => a % b),
  '<': comparison((a, b) => a < b),
  '<=': comparison((a, b) => a <= b),
  '>': comparison((a, b) => a > b),
  '>=': comparison((a, b) => a >= b),
  '=': (a, b) => (isScalar(a) && isScalar(b) ? a === b : undefined),
  '!=': (a, b) => (isScalar(a) && isScalar(b) ? a !== b : undefined),
  and: logic((a, b) => a && b),
  or: logic((a, b) => a || b),
  '&': (a, b) => {
    const [left, right] = [asText(a), asText(b)];
    return left === undefined || right === undefined ? undefined : left + right;
  },
};
