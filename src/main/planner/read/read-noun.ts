import { find, findAll, has, kid, plain, type Tree, tokensOf, wording } from '../syntax-tree.ts';
import type { Masked } from '../tokens.ts';
import type { RawNoun } from './raw.ts';

/** The nouns of a list such as "its price and title". */
export function readNouns(tree: Tree, masked: Masked): RawNoun[] {
  return findAll(tree, 'noun', 'nounOf', 'knownNoun', 'shortField', 'sourceNoun').map((noun) => readNoun(noun, masked));
}

export function readNoun(tree: Tree, masked: Masked): RawNoun {
  const counted = find(tree, 'countNoun');
  if (counted !== undefined) {
    const inner = find(counted, 'filesIn', 'folderRef', 'bareNoun', 'itemWord');
    const of: RawNoun =
      inner === undefined ? { is: 'it', url: null } : readBare(inner, masked, urlIn(counted, masked), counted);
    return {
      is: 'count',
      of: of.is === 'field' ? { is: 'items', word: of.name, onlyNew: false, mentioning: null, url: of.url } : of,
    };
  }
  const bare = find(tree, 'bareNoun', 'knownNoun', 'shortField', 'fieldNoun');
  const url = urlIn(tree, masked);
  if (bare === undefined) return url === null ? { is: 'it', url } : { is: 'source', url };
  return readBare(bare, masked, url, tree);
}

/** `around` is where "new" and "that mention …" may stand. */
function readBare(tree: Tree, masked: Masked, url: string | null, around: Tree): RawNoun {
  const files = find(tree, 'filesIn', 'folderNoun', 'folderRef');
  if (files !== undefined)
    return {
      is: 'folder',
      path: folderIn(files, masked),
      onlyNew: /^(?:new|newest|latest)\b/.test(plain(files, masked)),
    };
  const file = find(tree, 'fileNoun');
  if (file !== undefined) return { is: 'file', path: atomText(file, masked, 'file') ?? '' };
  if (has(tree, 'metricNoun')) return { is: 'metric', metric: metricIn(tree) };
  const list = find(tree, 'collectedList');
  if (list !== undefined) return { is: 'list', name: listName(list, masked) };
  if (has(tree, 'priceNoun')) return { is: 'field', name: 'price', url, quoted: false };
  if (has(tree, 'titleNoun')) return { is: 'field', name: 'title', url, quoted: false };
  const items = find(tree, 'itemsNoun', 'itemWord');
  if (items !== undefined) {
    const word = find(items, 'itemWord');
    return {
      is: 'items',
      word: word === undefined ? 'items' : plain(word, masked),
      onlyNew: /\b(?:new|newest|unseen|fresh)\b/.test(plain(items, masked)),
      mentioning: mentioned(around, masked),
      url,
    };
  }
  if (has(tree, 'textNoun')) return { is: 'text', url };
  const field = find(tree, 'fieldName', 'shortField');
  if (field !== undefined) {
    const exact = atomText(field, masked, 'quoted', 'name');
    return { is: 'field', name: exact ?? fieldWords(field, masked), url, quoted: exact !== null };
  }
  return { is: 'it', url };
}

function metricIn(tree: Tree): Extract<RawNoun, { is: 'metric' }>['metric'] {
  if (has(tree, 'cpuWord')) return 'cpu';
  if (has(tree, 'freeMark')) return has(tree, 'memoryWord') ? 'freeMemory' : 'freeDisk';
  return has(tree, 'memoryWord') ? 'memory' : 'disk';
}

/** As written, since keys have a case (EUR); a capital at a sentence's start is no part of the name. */
function fieldWords(tree: Tree, masked: Masked): string {
  const words = findAll(tree, 'fieldWord').map((word) => wording(word, masked));
  return (
    words
      .map((word) => (/^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word))
      .join(' ')
      // "the type field"
      .replace(/(?<=.) (?:field|value|property|key)$/i, '') || plain(tree, masked)
  );
}

function mentioned(tree: Tree, masked: Masked): string | null {
  const text = find(tree, 'mentionText');
  return text === undefined ? null : textOf(text, masked);
}

/** A quoted text without its quotes, or the words as written. */
export function textOf(tree: Tree, masked: Masked): string {
  return atomText(tree, masked, 'quoted', 'name') ?? wording(tree, masked);
}

export function listName(tree: Tree, masked: Masked): string {
  const name = find(tree, 'listName', 'quoted');
  const text = name === undefined ? '' : textOf(name, masked).toLowerCase().replaceAll('_', ' ');
  return text === '' || text.endsWith('list') ? text || 'list' : `${text.replace(/s$/, '')} list`;
}

export function folderIn(tree: Tree, masked: Masked): string {
  const folder = find(tree, 'folderRef', 'folderNoun');
  if (folder === undefined) return '.';
  const path = atomText(folder, masked, 'file', 'quoted') ?? plain(find(folder, 'name') ?? folder, masked);
  return path.replace(/\/$/, '');
}

export function urlIn(tree: Tree, masked: Masked): string | null {
  return atomText(tree, masked, 'url');
}

export function atomText(tree: Tree, masked: Masked, ...kinds: string[]): string | null {
  return tokensOf(tree, masked).find((token) => kinds.includes(token.kind))?.text ?? null;
}

export function nounKid(tree: Tree | undefined, masked: Masked): RawNoun | null {
  const noun = tree === undefined ? undefined : tree.rule === 'noun' ? tree : (kid(tree, 'noun') ?? find(tree, 'noun'));
  return noun === undefined ? null : readNoun(noun, masked);
}
