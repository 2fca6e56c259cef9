/** After one value changed: whatever else only says the same again says the new one. */
import type { State, StateMachine, SubMachine } from '../../shared/domain/flow-definition.ts';
import type { OutlineEdit } from '../../shared/domain/plan.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { literalsOf, withLiteral } from '../orchestrator/expression-literals.ts';
import { withValue } from '../orchestrator/outline-edits.ts';
import { expressionOf } from '../orchestrator/outline-words.ts';

export interface Followed {
  edit: OutlineEdit;
  /** Where the value stands. */
  keys: readonly string[];
  value: string | number;
  /** As the outline shows it, before and after. */
  shown: string;
  shownAfter: string;
}

const longestName = 80;
/** What one thing is called in several steps: it is the same thing in all of them. */
const named = new Set(['url', 'path', 'table', 'folder']);

export function followEdit(definition: StateMachine, followed: Followed): StateMachine {
  if (followed.shown === followed.shownAfter) return definition;
  const { keys } = followed;
  const stateAt = keys.lastIndexOf('States') + 1;
  const machineKeys = keys.slice(0, stateAt - 1);
  const name = keys[stateAt] ?? '';
  let result = definition as unknown as JsonValue;
  if (named.has(keys.at(-1) ?? '') && followed.edit.place === null) result = sameThing(result, followed);
  const machine = at(result, machineKeys) as unknown as SubMachine;
  result = withValue(result, machineKeys, inMachine(machine, name, followed) as unknown as JsonValue);
  return withWords(result as JsonObject, followed) as unknown as StateMachine;
}

/** The step's own comment and name, the comment of the rule, and the message of the step that the rule leads to. */
function inMachine(machine: SubMachine, name: string, followed: Followed): SubMachine {
  const state = machine.States[name];
  if (state === undefined) return machine;
  const states: Record<string, State> = { ...machine.States, [name]: withWords(state, followed) };
  const ruleAt = followed.keys.indexOf('Choices', followed.keys.lastIndexOf('States')) + 1;
  if (state.Type === 'Choice' && ruleAt > 0) {
    const index = Number(followed.keys[ruleAt]);
    states[name] = {
      ...withWords(state, followed),
      Choices: state.Choices.map((rule, place) => (place === index ? withWords(rule, followed) : rule)),
    };
    const target = state.Choices[index]?.Next;
    const next = target === undefined ? undefined : states[target];
    // Only a limit with its unit is told from any other number in a message.
    if (target !== undefined && next?.Type === 'Task' && followed.shown !== followed.edit.value)
      states[target] = { ...next, Arguments: withText(next.Arguments ?? {}, followed) };
  }
  return renamed({ ...machine, States: states }, name, followed);
}

function withWords<T extends { Comment?: string | undefined } | JsonObject>(one: T, followed: Followed): T {
  const { Comment: comment } = one;
  return typeof comment === 'string' ? { ...one, Comment: saidAnew(comment, followed) } : one;
}

/** A text of people that says the value, with the new one. */
export function saidAnew(text: string, { shown, shownAfter }: Pick<Followed, 'shown' | 'shownAfter'>): string {
  const escaped = shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w$€£.])${escaped}(?![\\w%]|[.,]\\d)`, 'g'), () => shownAfter);
}

function withText(value: JsonValue, followed: Followed): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withText(item, followed));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withText(member, followed)]));
  if (typeof value !== 'string') return value;
  const source = expressionOf(value);
  if (source === null) return saidAnew(value, followed);
  const after = literalsOf(source).reduce((text: string, { value: words }, place) => {
    // Replacing one moves the places of those that come after it.
    const literal = literalsOf(text)[place];
    return literal && typeof words === 'string'
      ? (withLiteral(text, literal, saidAnew(words, followed)) ?? text)
      : text;
  }, source);
  return after === source ? value : `{% ${after} %}`;
}

/** The same address, file or table in the arguments of other steps. */
function sameThing(value: JsonValue, followed: Followed, key = '', inArguments = false): JsonValue {
  const { edit, value: after } = followed;
  if (typeof value === 'string') {
    const isSame = inArguments && value === edit.value && (edit.kind === 'url' || key === followed.keys.at(-1));
    return isSame ? after : value;
  }
  if (Array.isArray(value)) return value.map((item) => sameThing(item, followed, key, inArguments));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      sameThing(member, followed, name, inArguments || name === 'Arguments'),
    ]),
  );
}

/** A name that says the value is another name now, wherever the step is referred to, unless that name is taken. */
function renamed(machine: SubMachine, name: string, followed: Followed): SubMachine {
  const wanted = saidAnew(name, followed);
  if (wanted === name || wanted.length > longestName || Object.hasOwn(machine.States, wanted)) return machine;
  const to = (next: string): string => (next === name ? wanted : next);
  const states = Object.entries(machine.States).map(([key, state]): [string, State] => [to(key), linked(state, to)]);
  return { ...machine, StartAt: to(machine.StartAt), States: Object.fromEntries(states) };
}

function linked(state: State, to: (next: string) => string): State {
  const result = { ...state } as State & { Next?: string };
  if (result.Next !== undefined) result.Next = to(result.Next);
  if (result.Type === 'Choice') {
    result.Choices = result.Choices.map((rule) => ({ ...rule, Next: to(rule.Next) }));
    if (result.Default !== undefined) result.Default = to(result.Default);
  }
  if ('Catch' in result && result.Catch !== undefined)
    result.Catch = result.Catch.map((catcher) => ({ ...catcher, Next: to(catcher.Next) }));
  return result;
}

function at(value: JsonValue, keys: readonly string[]): JsonValue {
  return keys.reduce<JsonValue>((found, key) => (found as JsonObject)[key] as JsonValue, value);
}
