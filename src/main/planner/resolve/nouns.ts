import type { RawNoun } from '../read/raw.ts';
import { type Operand, originOf } from '../request.ts';
import type { Scope } from './scope.ts';

/** Words for a page's or an answer's list as such; any other ("orders") is the list of that name. */
const anyList = new Set([
  'items',
  'item names',
  'names',
  'rows',
  'elements',
  'links',
  'lines',
  'list items',
  'list entries',
  'item',
  'name',
  'element',
  'titles',
]);
/** Words for the value just spoken of. */
const anyValue = new Set(['rate', 'value', 'number', 'figure', 'amount', 'reading', 'measurement', 'level']);
const feedWords = /^(?:entr|post|article|headline|stor|news|release)/;
const feedAddress = /(?:feed|rss|atom)|\.xml\b/i;

/** The operand a noun stands for, with its value made available. */
export function resolveNoun(noun: RawNoun, scope: Scope): Operand {
  const operand = scope.use(meaning(noun, scope));
  scope.source = originOf(operand) ?? scope.source;
  scope.subject = operand;
  return operand;
}

function meaning(noun: RawNoun, scope: Scope): Operand {
  switch (noun.is) {
    case 'field':
      if (
        anyValue.has(noun.name) &&
        noun.url === null &&
        !noun.quoted &&
        (scope.subject?.of === 'field' || scope.subject?.of === 'metric')
      )
        return scope.subject;
      return { of: 'field', from: scope.origin(noun.url), field: withoutSubject(noun.name, noun.url ?? urlOf(scope)) };
    case 'text':
      return { of: 'text', from: scope.origin(noun.url) };
    case 'source':
      return defaultReading(scope, noun.url);
    case 'items':
      // "save the results": whatever was found.
      if (noun.word === 'results' && noun.url === null && scope.item !== 'page')
        return meaning({ is: 'it', url: null }, scope);
      if (noun.word === 'items' && noun.url === null && scope.list !== null && scope.item === null)
        return { of: 'list', list: scope.list };
      return itemsOf(noun, scope);
    case 'count': {
      const what = meaning(noun.of, scope);
      return what.of === 'items' || what.of === 'list' || what.of === 'folder' ? { of: 'count', what } : what;
    }
    case 'metric':
      return { of: 'metric', metric: noun.metric };
    case 'list':
      return { of: 'list', list: noun.name === 'list' && scope.list !== null ? scope.list : noun.name };
    case 'file':
      return { of: 'file', path: noun.path };
    case 'folder':
      return { of: 'folder', path: noun.path, onlyNew: noun.onlyNew };
    case 'it':
      return noun.url === null && scope.subject !== null ? scope.subject : defaultReading(scope, noun.url);
  }
}

export function itemsOf(noun: Extract<RawNoun, { is: 'items' }>, scope: Scope): Operand {
  const from = scope.origin(noun.url);
  const feed = feedWords.test(noun.word) || (from.at === 'url' && feedAddress.test(from.url));
  const api = from.at === 'url' && /\.json\b|\/api\//i.test(from.url);
  const field =
    scope.item === 'page' && noun.url === null
      ? noun.word
      : feed
        ? 'entries'
        : anyList.has(noun.word) || (!api && noun.word !== 'items')
          ? 'items'
          : noun.word;
  return { of: 'items', from, field, onlyNew: noun.onlyNew, mentioning: noun.mentioning };
}

/** What a source is about when nothing of it was named: what was read of it already, else its text. */
export function defaultReading(scope: Scope, url: string | null): Operand {
  const from = scope.origin(url);
  if (scope.item === 'value' && from.at === 'item') return { of: 'text', from };
  if (scope.item === 'page' && from.at === 'item')
    return { of: 'items', from, field: 'items', onlyNew: false, mentioning: null };
  const [read] = scope.fetched(from)?.read ?? [];
  return read ?? { of: 'text', from };
}

function urlOf(scope: Scope): string {
  return scope.source?.at === 'url' ? scope.source.url : (scope.notes.urls[0] ?? '');
}

/** "job status" of …/job.json is its status. */
function withoutSubject(name: string, url: string): string {
  const words = name.split(' ');
  const last = url.split(/[?#]/)[0]?.split('/').at(-1)?.toLowerCase() ?? '';
  return words.length > 1 && words[0] !== undefined && last.startsWith(words[0].toLowerCase())
    ? words.slice(1).join(' ')
    : name;
}
