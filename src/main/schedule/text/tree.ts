import type { Node } from 'ohm-js';

/** Walking a parse tree by rule name. Rules are found anywhere below a node, but not inside one another. */

export function below(node: Node, ...rules: string[]): Node[] {
  return node.children.flatMap((child) => (rules.includes(child.ctorName) ? [child] : below(child, ...rules)));
}

export function has(node: Node, ...rules: string[]): boolean {
  return below(node, ...rules).length > 0;
}

/** The one node of that name the grammar guarantees. */
export function the(node: Node, ...rules: string[]): Node {
  const found = node === undefined ? undefined : below(node, ...rules)[0];
  if (found === undefined)
    throw new Error(`Broken invariant: the schedule grammar gives ${node.ctorName} a ${rules.join(' or ')}`);
  return found;
}

/** The text a rule matched, without spaces around. */
export function words(node: Node): string {
  return node.sourceString.trim();
}

export function lookUp<T>(table: Readonly<Record<string, T>>, node: Node): T {
  const value = table[words(node)];
  if (value === undefined)
    throw new Error(`Broken invariant: the schedule grammar matched "${words(node)}" as ${node.ctorName}`);
  return value;
}
