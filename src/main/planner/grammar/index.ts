import * as ohm from 'ohm-js';
import { actions } from './actions.ts';
import { conditions } from './conditions.ts';
import { hoist } from './hoist.ts';
import { nouns } from './nouns.ts';
import { request } from './request.ts';
import { words } from './words.ts';

/** The planner's grammar, over text written by `tokenise`. */
export const requestGrammar: ohm.Grammar = (() => {
  const grammar = ohm.grammars(hoist([words, nouns, conditions, actions, request].join('\n')))['Request'];
  if (grammar === undefined) throw new Error('The planner grammar has no Request');
  return grammar;
})();
