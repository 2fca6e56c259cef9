import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { stateKey } from './state.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const stateGetArguments = z.strictObject({
  key: stateKey,
  default: jsonValue.optional().describe('The value when there is none yet; null when left out.'),
});
export type StateGetArguments = z.infer<typeof stateGetArguments>;

const stateGetResult = z.object({ value: jsonValue, found: z.boolean() });
export type StateGetResult = z.infer<typeof stateGetResult>;

export const stateGet: ToolSpec<StateGetArguments, StateGetResult> = {
  name: 'state_get',
  description:
    'Gives what state_set has kept under a name in this or an earlier run of the flow: {value, found}. A name that was never set gives the default.',
  arguments: stateGetArguments,
  result: stateGetResult,
  effect: 'pure',
  runsIn: 'main',
  needs: () => ({}),
  describe: (args) => [
    { kind: 'text', text: 'Look up the ' },
    { kind: 'value', text: templateWords(args.key) },
    { kind: 'text', text: ' it remembered' },
  ],
  // A flow's memory is its own: nothing to allow.
  may: () => '',
  effectSummary: () => null,
  preview: () => null,
};
