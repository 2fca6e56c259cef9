/** The syntax tree of a request as clauses, in the order they were said. */
import type { Literal } from '../request.ts';
import { find, findAll, has, kid, plain, type Tree, tokensOf, wording } from '../syntax-tree.ts';
import type { Masked } from '../tokens.ts';
import type { RawCondition, RawElse, RawNoun, RawStatement } from './raw.ts';
import { readAction, retriesIn, urgencyIn } from './read-action.ts';
import { readCondition, readOnlyCompare, readTest } from './read-condition.ts';
import { folderIn, readNoun, readNouns, textOf, urlIn } from './read-noun.ts';

export function readRequest(root: Tree, masked: Masked): RawStatement[] {
  return joinUnknown(readAll(root, masked), masked);
}

const statementRules = [
  'each',
  'pages',
  'until',
  'actionsIf',
  'ifThen',
  'bareIf',
  'switchOn',
  'askWhether',
  'source',
  'action',
  'unknown',
  'save',
  'notify',
  'fetchThem',
  'block',
];

function readAll(tree: Tree, masked: Masked): RawStatement[] {
  return tree.kids.flatMap((child) =>
    statementRules.includes(child.rule)
      ? readStatement(child, masked)
      : child.rule === 'runIt'
        ? []
        : readAll(child, masked),
  );
}

function readStatement(tree: Tree, masked: Masked): RawStatement[] {
  switch (tree.rule) {
    case 'unknown': {
      const [token] = tokensOf(tree, masked);
      return token === undefined ? [] : [{ do: 'unknown', text: token.text, start: token.start, end: token.end }];
    }
    case 'block':
      return [{ do: 'block', steps: readAll(tree, masked) }];
    case 'source':
      return readSource(tree, masked);
    case 'fetchThem':
      return [];
    case 'action':
    case 'save':
    case 'notify':
      return [readAction(tree, masked)];
    case 'bareIf':
    case 'ifThen':
      return [
        {
          do: 'if',
          when: whenOf(tree, masked),
          steps: readAll(kid(tree, 'thenPart') ?? tree, masked),
          elses: elses(tree, masked),
        },
      ];
    case 'switchOn':
      return [readSwitch(tree, masked)];
    case 'actionsIf':
      return postfix(tree, masked);
    case 'askWhether': {
      const others = elses(tree, masked);
      const when = whenOf(tree, masked);
      return [others.length === 0 ? { do: 'whether', when } : { do: 'if', when, steps: [], elses: others }];
    }
    case 'until':
      return [
        {
          do: 'until',
          until: whenOf(tree, masked),
          steps: readAll(kid(tree, 'untilBody') ?? { ...tree, kids: [] }, masked),
        },
      ];
    case 'each':
      return readEach(tree, masked);
    default:
      return readPages(tree, masked);
  }
}

function whenOf(tree: Tree, masked: Masked): RawCondition {
  if (kid(tree, 'onError') !== undefined) return { is: 'error', url: null };
  if (tree.rule === 'bareIf')
    return readTest(kid(tree, 'betweenTest', 'compareTest', 'stockTest', 'emptyTest', 'equalTest') ?? tree, masked);
  const holder = kid(tree, 'postIf') ?? tree;
  const only = kid(holder, 'onlyCompare');
  if (only !== undefined) return readOnlyCompare(only, masked);
  const condition = find(holder, 'condition');
  if (condition === undefined) throw new Error(`No condition in "${plain(tree, masked)}"`);
  const read = readCondition(condition, masked);
  const word = kid(holder, 'ifWord');
  return word !== undefined && has(word, 'unless') ? { is: 'not', of: read } : read;
}

/** "new → welcome, returning → recap": which field it is about was said before, or not at all. */
function readCases(tree: Tree, masked: Masked): RawStatement | null {
  const cases = tree.kids.filter(({ rule }) => rule === 'caseFirst' || rule === 'caseNext');
  const [first, ...others] = cases.map((one): { when: RawCondition; steps: RawStatement[] } => {
    const name = kid(one, 'caseName') ?? one;
    const said = kid(one, 'caseSaid', 'caseQuoted') ?? one;
    const text = find(said, 'caseQuoted', 'caseText');
    return {
      when: {
        is: 'short',
        value: { value: uncapitalised(textOf(find(name, 'exactWord') ?? name, masked)), unit: null },
      },
      steps:
        text === undefined || has(said, 'chain')
          ? readAll(said, masked)
          : [{ do: 'notify', urgency: urgencyIn(text, masked), text: textOf(text, masked), nouns: [] }],
    };
  });
  return first === undefined
    ? null
    : { do: 'if', when: first.when, steps: first.steps, elses: [...others, ...elses(tree, masked)] };
}

/** A capital at a sentence's start is no part of the word. */
function uncapitalised(word: string): string {
  return /^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word;
}

/** "depending on the type, send … for new, … for returning" */
function readSwitch(tree: Tree, masked: Masked): RawStatement {
  const listed = readCases(tree, masked);
  if (listed !== null) return listed;
  const noun = find(tree, 'noun');
  const subject = noun === undefined ? null : readNoun(noun, masked);
  const words = (one: Tree): string => textOf(find(one, 'quoted') ?? find(one, 'caseWord') ?? one, masked);
  const cases = findAll(tree, 'switchCase').map((one): { when: RawCondition; steps: RawStatement[] } => {
    const word = find(one, 'exactWord');
    const literal: Literal = { value: word === undefined ? '' : wording(word, masked), unit: null };
    return {
      when:
        subject === null ? { is: 'short', value: literal } : { is: 'compare', subject, op: '=', value: { literal } },
      steps: [{ do: 'notify', urgency: 'plain', text: words(one), nouns: [] }],
    };
  });
  const [first, ...others] = cases;
  if (first === undefined) throw new Error(`No cases in "${plain(tree, masked)}"`);
  return { do: 'if', when: first.when, steps: first.steps, elses: [...others, ...elses(tree, masked)] };
}

function elses(tree: Tree, masked: Masked): RawElse[] {
  return tree.kids
    .filter((child) => child.rule === 'elsePart')
    .map((part) => {
      const body = kid(part, 'ifElse') ?? part;
      const condition = kid(body, 'condition');
      const steps = kid(body, 'thenPart');
      return {
        when: condition === undefined ? null : readCondition(condition, masked),
        steps: steps === undefined ? [] : readAll(steps, masked),
      };
    });
}

/** "log it and tell me if …": the condition is the telling's, the log is kept always. */
function postfix(tree: Tree, masked: Masked): RawStatement[] {
  const steps = readAll(kid(tree, 'chain') ?? tree, masked);
  const first = steps.findIndex((step) => step.do === 'notify' || step.do === 'summary');
  const always =
    first > 0 ? steps.slice(0, first) : steps.filter((step, index) => step.do === 'source' && index < steps.length - 1);
  return [
    ...always,
    { do: 'if', when: whenOf(tree, masked), steps: steps.slice(always.length), elses: elses(tree, masked) },
  ];
}

function readSource(tree: Tree, masked: Masked): RawStatement[] {
  const retries = find(tree, 'withRetries');
  const refs = find(tree, 'sourceRefs');
  const nouns = findAll(tree, 'nouns', 'nounOf').flatMap((part): RawNoun[] =>
    part.rule === 'nouns' ? readNouns(part, masked) : [readNoun(part, masked)],
  );
  const urls = [
    ...new Set([
      ...(refs === undefined ? [] : allUrls(refs, masked)),
      ...nouns.flatMap((noun) => ('url' in noun && noun.url !== null ? [noun.url] : [])),
    ]),
  ];
  const named = nouns.filter((noun) => noun.is !== 'source' && !(noun.is === 'it' && noun.url === null));
  const api = /\b(?:api|json|endpoint|rest)\b/.test(plain(tree, masked));
  const sought = find(tree, 'wordSought');
  const after: RawStatement[] =
    sought === undefined
      ? []
      : [
          {
            do: 'whether',
            when: {
              is: 'contains',
              subject: { is: 'text', url: null },
              text: textOf(find(sought, 'quoted', 'name') ?? sought, masked),
              negated: false,
            },
          },
        ];
  return [
    {
      do: 'source',
      urls,
      nouns: named,
      api,
      each: has(tree, 'eachOf'),
      retries: retries === undefined ? null : retriesIn(retries, masked),
    },
    ...after,
  ];
}

function allUrls(tree: Tree, masked: Masked): string[] {
  return tokensOf(tree, masked)
    .filter((token) => token.kind === 'url')
    .map((token) => token.text);
}

function readEach(tree: Tree, masked: Masked): RawStatement[] {
  const collection = kid(tree, 'collection') ?? tree;
  const named = kid(tree, 'eachNoun');
  const noun = named === undefined ? 'product' : plain(named, masked).replace(/s$/, '');
  const body = kid(tree, 'body');
  const items = find(collection, 'itemsNoun');
  const url = urlIn(collection, masked);
  const many = allUrls(collection, masked);
  const folder = find(collection, 'eachFolder');
  const over: RawNoun | null =
    folder !== undefined
      ? { is: 'folder', path: folderIn(folder, masked), onlyNew: /^new/.test(plain(folder, masked)) }
      : items !== undefined
        ? { is: 'items', word: plain(find(items, 'itemWord') ?? items, masked), onlyNew: false, mentioning: null, url }
        : many.length === 1 && !/\[/.test(plain(collection, masked))
          ? { is: 'items', word: `${noun}s`, onlyNew: false, mentioning: null, url }
          : null;
  return [
    {
      do: 'each',
      noun,
      urls: over === null ? many : [],
      items: over,
      steps: body === undefined ? [] : readAll(body, masked),
    },
  ];
}

function readPages(tree: Tree, masked: Masked): RawStatement[] {
  const body = kid(tree, 'pagesBody');
  const word = find(body ?? tree, 'itemWord') ?? find(tree, 'itemWord');
  return [
    {
      do: 'pages',
      url: urlIn(tree, masked) ?? '',
      items: word === undefined ? 'items' : plain(word, masked),
      steps: body === undefined ? [] : readAll(body, masked),
    },
  ];
}

/** Neighbouring words nobody understood are one part, in the user's own words. */
function joinUnknown(statements: RawStatement[], masked: Masked): RawStatement[] {
  const joined: RawStatement[] = [];
  for (const statement of statements) {
    const last = joined.at(-1);
    const near =
      last?.do === 'unknown' &&
      statement.do === 'unknown' &&
      /^[\s,'’-]*(?:(?:the|a|an|my|our|please|just|and|or|then|for me)[\s,]+)*$/i.test(
        masked.request.slice(last.end, statement.start),
      );
    if (near)
      joined[joined.length - 1] = {
        ...last,
        end: statement.end,
        text: masked.request.slice(last.start, statement.end),
      };
    else joined.push(statement);
  }
  return joined;
}
