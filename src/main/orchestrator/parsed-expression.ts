import jsonata from 'jsonata';

/** The same expression is looked at several times while a line is put into words. */
const cache = new Map<string, jsonata.ExprNode>();
const mostKept = 500;

/** The syntax tree, which nobody changes. @throws jsonata's error when it does not parse */
export function parseExpression(source: string): jsonata.ExprNode {
  const known = cache.get(source);
  if (known) return known;
  const ast = jsonata(source).ast();
  if (cache.size >= mostKept) cache.clear();
  cache.set(source, ast);
  return ast;
}
