/** What a run may change or send, in words, for the plan card. Empty: it only reads. */
import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { expressionOf } from './outline-words.ts';

/** Null: this call changes nothing. */
const effects: Record<string, (args: Record<string, JsonValue>) => string | null> = {
  table_insert: (args) => `adds rows to ${shown(args.table, 'a table')}`,
  table_create: (args) => `makes the table ${shown(args.table, 'it names')}`,
  table_upsert: (args) => `adds or changes rows in ${shown(args.table, 'a table')}`,
  table_export: (args) => `writes the file ${shown(args.path, 'it names')}`,
  file_write: (args) => `writes the file ${shown(args.path, 'it names')}`,
  file_append: (args) => `appends to the file ${shown(args.path, 'it names')}`,
  http_request: (args) => {
    const method = args.method === undefined ? 'GET' : shown(args.method, 'computed');
    if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return null;
    return `sends a ${method} request to ${shown(args.url, 'an address it works out').replace(/^https?:\/\//, '')}`;
  },
  state_set: (args) => `remembers ${shown(args.key, 'a value')} for its next run`,
  file_move: (args) => `moves the file ${shown(args.path, 'it names')}`,
  file_delete: (args) => `puts the file ${shown(args.path, 'it names')} into the trash`,
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
      return state.Resource.startsWith('worker:')
        ? [`lets the model decide which tools of ${state.Resource.slice(7)} to use`]
        : [];
    const effect = effects[tool]?.(isJsonObject(state.Arguments) ? state.Arguments : {}) ?? null;
    return effect === null ? [] : [effect];
  });
}

function shown(template: JsonValue | undefined, unknown: string): string {
  return typeof template === 'string' && expressionOf(template) === null ? template : unknown;
}
