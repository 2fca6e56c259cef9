/**
 * One value of a definition replaced, as the outline offers it, with what only repeats it: the step's name and comment, the message
 * that says the limit, the same address in another step.
 */
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { OutlineEdit, OutlineStep } from '../../shared/domain/plan.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { readValue } from '../../shared/flow-value.ts';
import type { JsonValue } from '../../shared/json.ts';
import { shorten } from '../../shared/tools/words.ts';
import { literalsOf, withLiteral } from '../orchestrator/expression-literals.ts';
import { messageTemplate, templateOf } from '../orchestrator/message-template.ts';
import { withValue } from '../orchestrator/outline-edits.ts';
import { expressionOf } from '../orchestrator/outline-words.ts';
import { editableOutlineOf } from './describe.ts';
import { followEdit } from './follow-edit.ts';

export interface EditedValue {
  definition: StateMachine;
  /** In words: “$100” became “$80”. */
  words: string;
  edit: OutlineEdit;
  value: string | number;
  /** As the outline shows the value, before and after. */
  shown: string;
  shownAfter: string;
}

/**
 * @param text as written in the field
 * @throws MajordomoError `Flow.NotEditable`, `Flow.BadValue`
 */
export function editValue(
  definition: StateMachine,
  wanted: Pick<OutlineEdit, 'path' | 'place'>,
  text: string,
): EditedValue {
  const offered = offeredEdit(definition, wanted);
  if (offered === null)
    throw new MajordomoError({
      code: 'Flow.NotEditable',
      message: 'This value cannot be changed here. Change it in the Source tab.',
      data: { path: wanted.path },
    });
  const { edit, shown } = offered;
  const read = readValue(edit.kind, text);
  if (!read.ok) throw new MajordomoError({ code: 'Flow.BadValue', message: read.message, data: { path: edit.path } });
  const keys = keysOf(edit.path);
  const leaf = replaced(valueAt(definition as unknown as JsonValue, keys), edit, read.value);
  const edited = withValue(definition as unknown as JsonValue, keys, leaf) as unknown as StateMachine;
  const shownAfter =
    edit.kind === 'number'
      ? shown.replace(edit.value, String(read.value))
      : (offeredEdit(edited, wanted)?.shown ?? String(read.value));
  return {
    definition: followEdit(edited, { edit, keys, value: read.value, shown, shownAfter }),
    words: `“${shorten(shown, 60)}” became “${shorten(shownAfter, 60)}”`,
    edit,
    value: read.value,
    shown,
    shownAfter,
  };
}

function replaced(leaf: JsonValue | undefined, edit: OutlineEdit, value: string | number): JsonValue {
  const source = expressionOf(leaf);
  if (source === null) return value;
  if (edit.place === null) {
    const message = messageTemplate(source);
    if (message !== null) return templateOf(String(value), message);
  } else {
    const literal = literalsOf(source)[edit.place];
    const result = literal && withLiteral(source, literal, sameCase(source, literal.value, value));
    if (result) return `{% ${result} %}`;
  }
  throw new MajordomoError({
    code: 'Flow.BadValue',
    message: 'This value does not fit into its expression. Change it in the Source tab.',
    data: { path: edit.path },
  });
}

/** Compared with text that is made lower case first, a capital would never be found. */
function sameCase(source: string, before: string | number, value: string | number): string | number {
  const lower = typeof before === 'string' && before === before.toLowerCase() && source.includes('$lowercase(');
  return lower && typeof value === 'string' ? value.toLowerCase() : value;
}

function offeredEdit(
  definition: StateMachine,
  wanted: Pick<OutlineEdit, 'path' | 'place'>,
): { edit: OutlineEdit; shown: string } | null {
  const search = (steps: readonly OutlineStep[]): { edit: OutlineEdit; shown: string } | null => {
    for (const { parts, children } of steps) {
      for (const part of parts) {
        const edit = part.edits?.find(({ path, place }) => path === wanted.path && place === wanted.place);
        if (edit) return { edit, shown: part.text };
      }
      const inside = search(children);
      if (inside) return inside;
    }
    return null;
  };
  return search(editableOutlineOf(definition));
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(value: JsonValue, keys: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, JsonValue>)[key];
  }
  return found;
}
