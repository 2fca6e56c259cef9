import * as ohm from 'ohm-js';
import { actions } from './actions.ts';
import { conditions } from './conditions.ts';
import { hoist } from './hoist.ts';
import { nouns } from './nouns.ts';
import { request } from './request.ts';
import { words } from './words.ts';

let compiled: ohm.Grammar | undefined;

/**
 * The planner's grammar, over text written by `tokenise`. Compiled at first use: that takes a third of a second, which a start of
 * the app or a terminal command need not pay.
 */
export function requestGrammar(): ohm.Grammar {
  compiled ??= ohm.grammars(hoist([words, nouns, conditions, actions, request].join('\n'))).Request;
  if (compiled === undefined) throw new Error('The planner grammar has no Request');
  return compiled;
}
