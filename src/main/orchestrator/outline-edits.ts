/**
 * Which values of a definition a line of the outline shows, found by asking the outline itself: a value is put aside for a mark, and
 * the part of the line that shows the mark is the part that shows the value. What shows it twice, or not at all, is not offered.
 */
import type { OutlineEdit, OutlinePart } from '../../shared/domain/plan.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { literalsOf, withLiteral } from './expression-literals.ts';
import { messageTemplate } from './message-template.ts';
import { expressionOf } from './outline-words.ts';

/** Puts a part of a definition into words. `path` is its JSON Pointer. */
export type Telling = <T extends object>(what: T, path: string, words: (what: T) => OutlinePart[]) => OutlinePart[];

export const plainTelling: Telling = (what, _path, words) => words(what);

/** The same words, with what can be changed in them. */
export const editableTelling: Telling = (what, path, words) => {
  const parts = words(what);
  if (!parts.some(({ kind }) => kind === 'value')) return parts;
  const found = new Map<number, OutlineEdit[]>();
  for (const { edit, marked, mark } of candidates(what as unknown as JsonObject, path)) {
    const index = changedPart(parts, words(marked as unknown as typeof what), mark);
    if (index !== null) found.set(index, [...(found.get(index) ?? []), edit]);
  }
  return parts.map((part, index) => {
    const edits = found.get(index);
    return edits ? { ...part, edits } : part;
  });
};

/** The one part that shows the mark, when every other part is as it was. */
function changedPart(parts: OutlinePart[], marked: OutlinePart[], mark: string): number | null {
  if (parts.length !== marked.length) return null;
  const changed = parts.flatMap((part, index) => (part.text === marked[index]?.text ? [] : [index]));
  const [only] = changed;
  return only !== undefined &&
    changed.length === 1 &&
    parts[only]?.kind === 'value' &&
    marked[only]?.text.includes(mark)
    ? only
    : null;
}

interface Candidate {
  edit: OutlineEdit;
  /** The whole with the mark in the value's place. */
  marked: JsonObject;
  mark: string;
}

/** No whole minutes: a wait of so many seconds is told in seconds. */
const numberMark = 918_273_641;
const textMark = 'q7mark7q';

/** Names of things, links between states, and what is computed for later steps: no line shows them as values. */
const skipped = new Set([
  'Type',
  'Resource',
  'Next',
  'End',
  'Default',
  'Comment',
  'QueryLanguage',
  'StartAt',
  'ErrorEquals',
  'Assign',
  'Output',
  'Catch',
  'Branches',
  'ItemProcessor',
  'ItemSelector',
]);

function candidates(whole: JsonObject, path: string): Candidate[] {
  const found: Candidate[] = [];
  const put = (keys: string[], value: JsonValue): JsonObject => withValue(whole, keys, value) as JsonObject;
  const visit = (value: JsonValue, keys: string[], atTop: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...keys, String(index)], false);
    } else if (isJsonObject(value)) {
      for (const [key, member] of Object.entries(value))
        if (!(atTop || keys[0] === 'Retry') || !skipped.has(key)) visit(member, [...keys, key], false);
    } else if (typeof value === 'number') {
      const edit = { path: pointer(path, keys), place: null, value: String(value), ...kindOf(keys, value) };
      found.push({ edit, marked: put(keys, numberMark), mark: String(numberMark) });
    } else if (typeof value === 'string') found.push(...textCandidates(value, keys, path, put));
  };
  visit(whole, [], true);
  return found;
}

function textCandidates(
  value: string,
  keys: string[],
  path: string,
  put: (keys: string[], value: JsonValue) => JsonObject,
): Candidate[] {
  const at = { path: pointer(path, keys), ...kindOf(keys, value) };
  const source = expressionOf(value);
  if (source === null) return [{ edit: { ...at, place: null, value }, marked: put(keys, textMark), mark: textMark }];
  const message = messageTemplate(source);
  if (message !== null)
    return [
      { edit: { ...at, kind: 'text', place: null, value: message.text }, marked: put(keys, textMark), mark: textMark },
    ];
  return literalsOf(source).flatMap((literal, place): Candidate[] => {
    const isNumber = typeof literal.value === 'number';
    const marked = withLiteral(source, literal, isNumber ? numberMark : textMark);
    if (marked === null) return [];
    return [
      {
        edit: {
          ...{ path: at.path, place, value: String(literal.value) },
          ...(isNumber ? { kind: 'number' as const, label: 'limit' } : { kind: 'text' as const, label: 'value' }),
        },
        marked: put(keys, `{% ${marked} %}`),
        mark: isNumber ? String(numberMark) : textMark,
      },
    ];
  });
}

const labels: Record<string, string> = {
  url: 'address',
  path: 'file',
  to: 'file',
  folder: 'folder',
  table: 'table',
  title: 'message',
  body: 'message',
  Cause: 'message',
  MaxAttempts: 'number of attempts',
  field: 'field',
  query: 'search',
  key: 'name',
};

function kindOf(keys: readonly string[], value: JsonValue): Pick<OutlineEdit, 'kind' | 'label'> {
  const key = keys.at(-1) ?? '';
  if (key === 'Seconds') return { kind: 'duration', label: 'time to wait' };
  if (key === 'Timestamp') return { kind: 'time', label: 'moment' };
  if (typeof value === 'number') return { kind: 'number', label: labels[key] ?? 'number' };
  if (/^https?:\/\//i.test(String(value))) return { kind: 'url', label: 'address' };
  return { kind: 'text', label: labels[key] ?? 'text' };
}

export function pointer(path: string, keys: readonly string[]): string {
  return `${path}${keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/** A copy with another value at that place. */
export function withValue(whole: JsonValue, keys: readonly string[], value: JsonValue): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item, index) => (String(index) === key ? withValue(item, rest, value) : item));
  if (isJsonObject(whole) && Object.hasOwn(whole, key))
    return { ...whole, [key]: withValue(whole[key] as JsonValue, rest, value) };
  return whole;
}
