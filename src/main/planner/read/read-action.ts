import type { Urgency } from '../request.ts';
import { find, findAll, has, plain, type Tree, tokensOf, wording } from '../syntax-tree.ts';
import type { Masked } from '../tokens.ts';
import type { RawContent, RawNoun, RawStatement, RawTarget } from './raw.ts';
import { atomText, listName, readNoun, readNouns, textOf } from './read-noun.ts';

export function readAction(tree: Tree, masked: Masked): RawStatement {
  const action = tree.rule === 'action' ? tree.kids[0] : tree;
  const reader = action === undefined ? undefined : readers[action.rule];
  if (action === undefined || reader === undefined)
    throw new Error(`No reader for the action "${plain(tree, masked)}"`);
  return reader(action, masked);
}

const readers: Record<string, (tree: Tree, masked: Masked) => RawStatement> = {
  nothing: () => ({ do: 'nothing' }),
  waitFor: (tree, masked) => ({ do: 'wait', seconds: durationSeconds(find(tree, 'duration') ?? tree, masked) }),
  retry: (tree, masked) => {
    const gap = find(tree, 'retryGap');
    return {
      do: 'retry',
      retries: retriesIn(tree, masked),
      everySeconds: gap === undefined ? null : durationSeconds(gap, masked),
    };
  },
  notify: (tree, masked) => {
    const said = find(tree, 'said');
    const shown = find(tree, 'shown', 'told', 'toldMe', 'toldOf');
    const urgency = urgencyIn(tree, masked);
    const nouns = shown === undefined ? [] : told(shown, masked);
    const text = said === undefined ? quotedIn(tree, masked) : saidText(said, masked);
    const [only] = nouns;
    // "notify me with welcome": no "the", so a word to say, not a value to read.
    if (
      shown !== undefined &&
      only?.is === 'field' &&
      nouns.length === 1 &&
      only.url === null &&
      isBareWord(shown, masked)
    )
      return { do: 'notify', urgency, text: wording(find(shown, 'nouns') ?? shown, masked), nouns: [] };
    return { do: 'notify', urgency, text, nouns };
  },
  summary: (tree, masked) => {
    const list = find(tree, 'collectedList');
    return {
      do: 'summary',
      list: list === undefined ? null : listName(list, masked),
      nouns: findAll(tree, 'nouns').flatMap((nouns) => readNouns(nouns, masked)),
    };
  },
  save: (tree, masked) => {
    const verb = plain(find(tree, 'saveVerb') ?? tree, masked);
    const target = find(tree, 'target');
    const saved = find(tree, 'saved');
    const content = saved === undefined ? [] : contents(saved, masked);
    const kind = /append|add|insert|put|push|note|log|record|collect|remember|end of/.test(verb) ? 'append' : 'write';
    return {
      do: 'save',
      verb: /\blog/.test(verb) ? 'log' : kind,
      content,
      target: target === undefined ? null : readTarget(target, masked),
    };
  },
  create: (tree, masked) => {
    const saved = find(tree, 'saved');
    return {
      do: 'create',
      path: atomText(tree, masked, 'file'),
      content: saved === undefined ? [] : contents(saved, masked),
    };
  },
};

function isBareWord(tree: Tree, masked: Masked): boolean {
  if (!/^with /.test(plain(tree, masked)) || has(tree, 'priceNoun', 'titleNoun', 'quoted', 'ident')) return false;
  return !/\b(?:the|its|their|current|value|field)\b/i.test(wording(tree, masked));
}

export function urgencyIn(tree: Tree, masked: Masked): Urgency {
  const words = plain(find(tree, 'tellVerb', 'showVerb') ?? tree, masked);
  if (/\b(?:critical|urgent|severe|serious|emergency|high-priority|red)\b/.test(words)) return 'critical';
  return /\b(?:alert|alerted|warn|warned|warning|alarm)\b/.test(words) ? 'alert' : 'plain';
}

function quotedIn(tree: Tree, masked: Masked): string | null {
  return has(tree, 'shown', 'told', 'toldMe', 'toldOf') ? null : atomText(tree, masked, 'quoted');
}

function saidText(tree: Tree, masked: Masked): string {
  const free = find(tree, 'freeText');
  if (free === undefined) return textOf(tree, masked);
  return wording(free, masked).replace(/\s+/g, ' ');
}

/** "about it" adds nothing to what the notification says anyway. */
function told(tree: Tree, masked: Masked): RawNoun[] {
  if (tree.rule === 'toldOf') return [readNoun(tree, masked)];
  return readNouns(tree, masked).filter((noun) => noun.is !== 'it' || noun.url !== null);
}

export function contents(tree: Tree, masked: Masked): RawContent[] {
  return findAll(tree, 'dateNoun', 'timeNoun', 'quoted', 'nouns').map((part): RawContent => {
    if (part.rule === 'dateNoun') return { date: true };
    if (part.rule === 'timeNoun') return { time: true };
    if (part.rule === 'quoted') return { text: textOf(part, masked) };
    return { nouns: readNouns(part, masked) };
  });
}

function readTarget(tree: Tree, masked: Masked): RawTarget {
  const target = tree.kids[0];
  if (target === undefined) return { to: 'it' };
  if (target.rule === 'listTarget') {
    const list = find(target, 'collectedList');
    return { to: 'list', name: list === undefined ? null : listName(list, masked) };
  }
  if (target.rule === 'fileTarget') {
    const base = find(target, 'fileBase');
    const extension = /\bcsv\b/.test(plain(target, masked))
      ? 'csv'
      : /\bmarkdown\b/.test(plain(target, masked))
        ? 'md'
        : 'txt';
    return {
      to: 'file',
      path:
        atomText(target, masked, 'file') ??
        (base === undefined
          ? null
          : `${textOf(base, masked)}${/\.\w+$/.test(textOf(base, masked)) ? '' : `.${extension}`}`),
    };
  }
  if (target.rule === 'tableTarget' || target.rule === 'databaseTarget' || target.rule === 'nameTarget') {
    const name = find(target, 'tableName', 'tableName2', 'anyName');
    if (target.rule === 'databaseTarget' && name === undefined) return { to: 'table', name: null };
    return { to: 'table', name: textOf(name ?? target, masked) };
  }
  return { to: 'it' };
}

/** "retry 3 times" is three more tries after the first; "try 3 times" and "3 attempts" are three in all. */
export function retriesIn(tree: Tree, masked: Masked): number {
  const words = plain(tree, masked);
  if (/^(?:do not|no|without)/.test(words)) return 0;
  const amount = tokensOf(tree, masked).find((token) => token.kind === 'number')?.amount;
  const count = amount ?? (/\bonce\b/.test(words) ? 1 : /\btwice\b/.test(words) ? 2 : 3);
  const inAll =
    /^(?:and |with )?(?:try|attempt)\b(?! (?:it )?again)(?!.*\bmore\b)/.test(words) ||
    /\b(?:attempts|tries)\b/.test(words.replace(/^.*retry/, ''));
  return inAll && !/\b(?:retry|again|more)\b/.test(words) ? Math.max(0, count - 1) : count;
}

const unitSeconds: Array<[RegExp, number]> = [
  [/^s/, 1],
  [/^m/, 60],
  [/^h/, 3600],
  [/^d/, 86_400],
];

export function durationSeconds(tree: Tree, masked: Masked): number {
  const duration = find(tree, 'duration') ?? tree;
  const amount = tokensOf(duration, masked).find((token) => token.kind === 'number')?.amount ?? 1;
  const unit = plain(duration, masked).split(' ').at(-1) ?? 's';
  return amount * (unitSeconds.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
}
