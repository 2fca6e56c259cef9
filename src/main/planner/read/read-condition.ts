import type { Comparison, Literal } from '../request.ts';
import { find, findAll, has, kid, plain, type Tree, tokensOf, wording } from '../syntax-tree.ts';
import type { Masked } from '../tokens.ts';
import type { RawCondition, RawNoun, RawValue } from './raw.ts';
import { atomText, folderIn, listName, nounKid, readNoun, textOf, urlIn } from './read-noun.ts';

/** "alert me under $50": a comparison with no word before it. */
export function readOnlyCompare(tree: Tree, masked: Masked): RawCondition {
  const value = find(tree, 'value');
  const read: RawValue = value === undefined ? { literal: { value: 0, unit: null } } : readValue(value, masked);
  return { is: 'compare', subject: null, op: operator(tree) ?? '<', value: read };
}

export function readCondition(tree: Tree, masked: Masked): RawCondition {
  const any = findAll(tree, 'allOf').map((part) =>
    joined(
      'all',
      findAll(part, 'term').map((term) => readTerm(term, masked)),
    ),
  );
  return joined('any', any);
}

function joined(is: 'all' | 'any', of: RawCondition[]): RawCondition {
  const [only] = of;
  return of.length === 1 && only !== undefined
    ? only
    : { is, of: of.flatMap((part) => (part.is === is ? part.of : [part])) };
}

function readTerm(tree: Tree, masked: Masked): RawCondition {
  const inner = kid(tree, 'condition');
  if (inner !== undefined) return readCondition(inner, masked);
  return readTest(kid(find(tree, 'simple') ?? tree, ...Object.keys(readers)) ?? tree, masked);
}

/** One test by itself, such as a `compareTest`. */
export function readTest(test: Tree, masked: Masked): RawCondition {
  const reader = readers[test.rule];
  if (reader === undefined) throw new Error(`No reader for the condition "${plain(test, masked)}"`);
  return reader(test, masked);
}

const subjectOf = (tree: Tree, masked: Masked): RawNoun | null =>
  nounKid(kid(tree, 'subject', 'changeSubject'), masked);

const readers: Record<string, (tree: Tree, masked: Masked) => RawCondition> = {
  fileTest: (tree, masked) => {
    const file = atomText(tree, masked, 'file');
    const folder = find(tree, 'inFolder');
    const path = file === null || folder === undefined ? file : `${folderIn(folder, masked)}/${file}`;
    return { is: 'exists', path, negated: has(tree, 'noFile') };
  },
  errorTest: (tree, masked) => ({ is: 'error', url: urlIn(tree, masked) }),
  workTest: (tree, masked) => {
    const status = tokensOf(tree, masked).find((token) => token.kind === 'number')?.amount ?? 200;
    return { is: status >= 200 && status < 300 ? 'works' : 'error', url: urlIn(tree, masked) };
  },
  newTest: (tree, masked) => {
    const folder = find(tree, 'newFolder');
    if (folder !== undefined)
      return { is: 'new-items', noun: { is: 'folder', path: folderIn(folder, masked), onlyNew: true } };
    const text = find(tree, 'mentionText');
    const word = find(tree, 'oneItem');
    return {
      is: 'new-items',
      noun: {
        is: 'items',
        word: word === undefined ? 'items' : plain(word, masked),
        onlyNew: true,
        mentioning: text === undefined ? null : textOf(text, masked),
        url: urlIn(tree, masked),
      },
    };
  },
  emptyTest: (tree, masked) => {
    const list = find(tree, 'collectedList');
    const inner = kid(tree, 'isEmpty', 'notEmpty') ?? tree;
    const subject: RawNoun | null =
      list === undefined ? subjectOf(inner, masked) : { is: 'list', name: listName(list, masked) };
    const url = urlIn(inner, masked);
    return {
      is: 'empty',
      subject: subject === null && url !== null ? { is: 'source', url } : subject,
      negated: inner.rule === 'notEmpty',
    };
  },
  countTest: (tree, masked) => {
    const list = find(tree, 'collectedList');
    const files = find(tree, 'filesIn', 'folderRef');
    const count = find(tree, 'countNoun');
    const url = urlIn(tree, masked);
    let subject: RawNoun | null = url === null ? null : { is: 'source', url };
    if (count !== undefined) {
      const noun = readNoun(count, masked);
      subject = noun.is === 'count' ? noun.of : noun;
    } else if (files !== undefined) subject = { is: 'folder', path: folderIn(files, masked), onlyNew: false };
    else if (list !== undefined) subject = { is: 'list', name: listName(list, masked) };
    const op: Comparison = has(tree, 'orLess')
      ? '<='
      : has(tree, 'exactly') || / = /.test(` ${plain(tree, masked)} `)
        ? '='
        : (operator(tree) ?? '>=');
    const than = tokensOf(tree, masked).find((token) => token.kind === 'number')?.amount ?? 0;
    return { is: 'count', subject, op, than };
  },
  changeTest: (tree, masked) => {
    const url = urlIn(tree, masked);
    const direction = has(tree, 'wentDown') ? 'down' : has(tree, 'wentUp') ? 'up' : null;
    return {
      is: 'changed',
      subject: subjectOf(tree, masked) ?? (url === null ? null : { is: 'source', url }),
      direction,
    };
  },
  containTest: (tree, masked) => {
    const phrase = find(tree, 'phrase') ?? find(tree, 'quoted', 'name');
    const on = find(tree, 'isOn');
    return {
      is: 'contains',
      subject: subjectOf(tree, masked) ?? nounKid(on, masked),
      text: phrase === undefined ? '' : textOf(phrase, masked),
      negated: has(tree, 'containNot'),
    };
  },
  betweenTest: (tree, masked) => {
    const subject = subjectOf(tree, masked);
    const [low, high] = findAll(tree, 'value').map((value) => readValue(value, masked));
    const zero: RawValue = { literal: { value: 0, unit: null } };
    return {
      is: 'all',
      of: [
        { is: 'compare', subject, op: '>=', value: low ?? zero },
        { is: 'compare', subject: null, op: '<=', value: high ?? zero },
      ],
    };
  },
  compareTest: (tree, masked) => {
    const value = kid(tree, 'value');
    const op: Comparison = has(tree, 'orMore') ? (has(tree, 'orLess') ? '<=' : '>=') : (operator(tree) ?? '<');
    const read: RawValue = value === undefined ? { literal: { value: 0, unit: null } } : readValue(value, masked);
    const subject = subjectOf(tree, masked);
    if (subject?.is === 'count' && 'literal' in read)
      return { is: 'count', subject: subject.of, op, than: Number(read.literal.value) };
    return { is: 'compare', subject, op, value: read };
  },
  // schema.org's name, which the reading of a page gives; anything else (sold out, pre-order) is not in stock.
  stockTest: (tree, masked) => ({
    is: 'compare',
    subject: stockSubject(subjectOf(tree, masked)),
    op: has(tree, 'inStock') ? '=' : '!=',
    value: { literal: { value: 'InStock', unit: null } },
  }),
  equalTest: (tree, masked) => {
    const exacts = findAll(tree, 'exact');
    const negated = has(tree, 'notEqual') || / not /.test(` ${plain(tree, masked).replace(/\{.*$/, '')} `);
    const owner = kid(tree, 'sourceRef');
    const field = kid(tree, 'ownedField');
    // "https://… has status complete"
    const owned: RawNoun | null =
      owner === undefined || field === undefined
        ? null
        : { is: 'field', name: textOf(field, masked), url: urlIn(owner, masked), quoted: false };
    const subject = owned ?? subjectOf(tree, masked);
    // "is complete or failed", "is not new or returning"
    const tests = exacts.map(
      (exact): RawCondition => ({
        is: 'compare',
        subject,
        op: negated ? '!=' : '=',
        value: { literal: readLiteral(exact, masked) },
      }),
    );
    return joined(negated ? 'all' : 'any', tests);
  },
  shortTest: (tree, masked) => {
    if (has(tree, 'so', 'notSo'))
      return { is: 'so', negated: has(tree, 'notSo'), there: /^there /.test(plain(tree, masked)) };
    return { is: 'short', value: readLiteral(tree, masked) };
  },
};

function stockSubject(subject: RawNoun | null): RawNoun {
  return {
    is: 'field',
    name: 'availability',
    url: subject !== null && 'url' in subject ? subject.url : null,
    quoted: false,
  };
}

function operator(tree: Tree): Comparison | null {
  const rule = find(tree, 'atLeast', 'atMost', 'below', 'above')?.rule;
  return rule === undefined
    ? null
    : ({ atLeast: '>=', atMost: '<=', below: '<', above: '>' } as const)[rule as 'below'];
}

function readValue(tree: Tree, masked: Masked): RawValue {
  const noun = kid(tree, 'valueNoun');
  return noun === undefined ? { literal: readLiteral(tree, masked) } : { noun: readNoun(noun, masked) };
}

function readLiteral(tree: Tree, masked: Masked): Literal {
  const [token] = tokensOf(tree, masked);
  if (token === undefined) return { value: wording(tree, masked), unit: null };
  if (token.kind === 'money') return { value: token.amount, unit: token.currency };
  if (token.kind === 'percent') return { value: token.amount, unit: '%' };
  if (token.kind === 'number') return { value: token.amount, unit: null };
  if (token.kind === 'word' && (token.text === 'true' || token.text === 'false'))
    return { value: token.text === 'true', unit: null };
  return { value: token.kind === 'word' ? wording(tree, masked) : token.text, unit: null };
}
