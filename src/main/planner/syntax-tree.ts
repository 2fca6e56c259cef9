/** The parse as a plain tree of named rules: what the readers in `read/` walk over. */
import type { ActionDict, Node as OhmNode, Semantics } from 'ohm-js';
import { isHoisted } from './grammar/hoist.ts';
import { requestGrammar } from './grammar/index.ts';
import type { Token } from './token.ts';
import type { Masked } from './tokens.ts';

export interface Tree {
  rule: string;
  /** Span in the masked text. */
  start: number;
  end: number;
  kids: Tree[];
}

const builtIn = new Set([
  'any',
  'end',
  'letter',
  'digit',
  'alnum',
  'space',
  'lower',
  'upper',
  'unicodeLtmo',
  'caseInsensitive',
  'spaces',
  'wordChar',
]);

let compiled: Semantics | undefined;

function semantics(): Semantics {
  compiled ??= requestGrammar().createSemantics().addOperation<Tree[]>('trees', treeOf);
  return compiled;
}

const treeOf: ActionDict<Tree[]> = {
  _terminal() {
    return [];
  },
  _iter(...children: OhmNode[]) {
    return children.flatMap((child) => child.trees() as Tree[]);
  },
  _nonterminal(...children: OhmNode[]) {
    if (builtIn.has(this.ctorName)) return [];
    // Repetitions come column by column; the reading order is that of the text.
    const kids = children
      .flatMap((child) => child.trees() as Tree[])
      .sort((one, other) => one.start - other.start || other.end - one.end);
    if (isHoisted(this.ctorName)) return kids;
    return [{ rule: this.ctorName, start: this.source.startIdx, end: this.source.endIdx, kids }];
  },
};

/** The whole text always parses: what no rule covers is an `unknown`. */
export function parseTree(masked: Masked): Tree {
  const match = requestGrammar().match(masked.text, 'request');
  if (match.failed()) throw new Error(`The grammar left a text unparsed: ${match.message}`);
  const trees = (semantics()(match).trees as () => Tree[])();
  const root = trees[0];
  if (root === undefined) throw new Error('Empty parse');
  return root;
}

/** The first node of one of these rules, the node itself included, in reading order. */
export function find(tree: Tree | undefined, ...rules: string[]): Tree | undefined {
  if (tree === undefined || rules.includes(tree.rule)) return tree;
  for (const kid of tree.kids) {
    const found = find(kid, ...rules);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All nodes of one of these rules, outermost only. */
export function findAll(tree: Tree, ...rules: string[]): Tree[] {
  return rules.includes(tree.rule) ? [tree] : tree.kids.flatMap((kid) => findAll(kid, ...rules));
}

export function kid(tree: Tree, ...rules: string[]): Tree | undefined {
  return tree.kids.find((child) => rules.includes(child.rule));
}

export function has(tree: Tree, ...rules: string[]): boolean {
  return find(tree, ...rules) !== undefined;
}

export function tokensOf(tree: Tree, masked: Masked): Token[] {
  return [...masked.at].filter(([start]) => start >= tree.start && start < tree.end).map(([, token]) => token);
}

/** What the user wrote there, articles included. */
export function wording(tree: Tree, masked: Masked): string {
  const tokens = tokensOf(tree, masked);
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return '';
  if (!tokens.some(({ isOurs }) => isOurs)) return masked.request.slice(first.start, last.end);
  return tokens.map(({ start, end, text, isOurs }) => (isOurs ? text : masked.request.slice(start, end))).join(' ');
}

/** The masked words themselves, lower case, single spaces. */
export function plain(tree: Tree, masked: Masked): string {
  return masked.text.slice(tree.start, tree.end).trim();
}
