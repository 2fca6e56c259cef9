/** What the variables of a definition stand for, by where they are assigned. */
import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { expressionOf } from './outline-words.ts';

export interface Meaning {
  tool: string;
  args: JsonObject;
  /** The JSONata that gives the value. */
  from: string;
}
export type Meanings = Map<string, Meaning>;

export function findMeanings(definition: StateMachine): Meanings {
  const meanings: Meanings = new Map();
  visit(definition.States, meanings);
  return meanings;
}

function visit(states: Record<string, State>, meanings: Meanings): void {
  for (const state of Object.values(states)) {
    if (state.Type === 'Map') visit(state.ItemProcessor.States, meanings);
    if (state.Type === 'Parallel') for (const branch of state.Branches) visit(branch.States, meanings);
    const tool = state.Type === 'Task' ? /\/([^/]+)$/.exec(state.Resource)?.[1] : undefined;
    if (state.Type !== 'Task' || tool === undefined) continue;
    for (const [variable, template] of Object.entries(state.Assign ?? {})) {
      const from = expressionOf(template);
      if (from !== null)
        meanings.set(variable, { tool, args: isJsonObject(state.Arguments) ? state.Arguments : {}, from });
    }
  }
}
