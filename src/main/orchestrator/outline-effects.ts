/** What a run may change or send, in words, for the plan card. Empty: it only reads. */
import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { expressionOf } from './outline-words.ts';

const effects: Record<string, (args: Record<string, JsonValue>) => string> = {
  table_insert: (args) => `adds rows to ${shown(args.table, 'a table')}`,
  file_write: (args) => `writes the file ${shown(args.path, 'it names')}`,
  file_append: (args) => `appends to the file ${shown(args.path, 'it names')}`,
  notify: () => 'notifies you on this desktop',
};

export function effectsOf(definition: StateMachine): string[] {
  return [...new Set(effectsIn(definition.States))];
}

function effectsIn(states: Record<string, State>): string[] {
  return Object.values(states).flatMap((state): string[] => {
    if (state.Type === 'Map') return effectsIn(state.ItemProcessor.States);
    if (state.Type === 'Parallel') return state.Branches.flatMap((branch) => effectsIn(branch.States));
    if (state.Type !== 'Task') return [];
    const flow = /^flow:(.+)$/.exec(state.Resource)?.[1];
    if (flow !== undefined) return [`runs the flow ${flow}`];
    const tool = /^worker:.+\/([^/]+)$/.exec(state.Resource)?.[1];
    if (tool === undefined)
      return state.Resource.startsWith('worker:') ? [`lets the worker ${state.Resource.slice(7)} use its tools`] : [];
    const effect = effects[tool];
    return effect === undefined ? [] : [effect(isJsonObject(state.Arguments) ? state.Arguments : {})];
  });
}

function shown(template: JsonValue | undefined, unknown: string): string {
  return typeof template === 'string' && expressionOf(template) === null ? template : unknown;
}
