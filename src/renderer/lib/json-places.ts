/** Where the values of a JSON text stand, by JSON Pointer, so that a problem of a definition can be shown at its place. */
import type { SyntaxNode, Tree } from '@lezer/common';

export interface TextPlace {
  from: number;
  to: number;
}

/** As far as the pointer leads: what is missing is shown at what it is missing from. `tree` is of @lezer/json. */
export function placeOf(tree: Tree, text: string, pointer: string): TextPlace {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value = tree.topNode.firstChild;
  let place = value ? headOf(value) : { from: 0, to: Math.min(1, text.length) };
  for (const key of keys) {
    const found = value && member(value, key, text);
    if (!found) break;
    value = found.value;
    place = found.place;
  }
  return place;
}

function member(value: SyntaxNode, key: string, text: string): { value: SyntaxNode | null; place: TextPlace } | null {
  if (value.name === 'Array') {
    const item = valuesOf(value)[Number(key)];
    return item ? { value: item, place: headOf(item) } : null;
  }
  for (const property of value.getChildren('Property')) {
    const name = property.getChild('PropertyName');
    if (!name || nameOf(text.slice(name.from, name.to)) !== key) continue;
    const last = property.lastChild;
    const own = last && last.name !== 'PropertyName' ? last : null;
    // A whole object underlined would hide what is wrong in it.
    const whole = own && own.name !== 'Object' && own.name !== 'Array' && !own.type.isError;
    return { value: own, place: whole ? { from: own.from, to: own.to } : { from: name.from, to: name.to } };
  }
  return null;
}

const punctuation = new Set(['[', ']', ',', '⚠']);

function valuesOf(array: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling)
    if (!punctuation.has(child.name)) found.push(child);
  return found;
}

/** Of an object or a list only its bracket. */
function headOf({ name, from, to }: SyntaxNode): TextPlace {
  return name === 'Object' || name === 'Array' ? { from, to: from + 1 } : { from, to };
}

function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
