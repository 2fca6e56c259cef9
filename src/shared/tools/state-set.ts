import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { STATE_MAX_VALUE_CHARACTERS, stateKey } from './state.ts';
import type { ToolSpec } from './tool-spec.ts';
import { shorten, templateWords } from './words.ts';

const stateSetArguments = z.strictObject({
  key: stateKey,
  value: jsonValue
    .refine(
      (value) => JSON.stringify(value).length <= STATE_MAX_VALUE_CHARACTERS,
      `is longer than ${STATE_MAX_VALUE_CHARACTERS} characters: keep long texts in a file and lists in a table`,
    )
    .describe('Any JSON value; it replaces what was kept under the name. null forgets it.'),
});
export type StateSetArguments = z.infer<typeof stateSetArguments>;

const stateSetResult = z.object({ key: z.string(), previous: jsonValue });
export type StateSetResult = z.infer<typeof stateSetResult>;

export const stateSet: ToolSpec<StateSetArguments, StateSetResult> = {
  name: 'state_set',
  description:
    'Keeps a value under a name for later steps and runs of this flow, exactly once even after a crash, and gives {key, previous}. Fails with Tool.TooLarge when the flow keeps more than 1000 names.',
  arguments: stateSetArguments,
  result: stateSetResult,
  effect: 'transactional',
  runsIn: 'main',
  needs: () => ({}),
  describe: (args) => [
    { kind: 'text', text: 'Remember the ' },
    { kind: 'value', text: templateWords(args.key) },
    { kind: 'text', text: ' for the next run' },
  ],
  // A flow's memory is its own: nothing to allow.
  may: () => '',
  effectSummary: ({ key, value }) => `remember ${key}: ${shorten(JSON.stringify(value))}`,
  preview: ({ key }) => ({ key, previous: null }),
};
