import { z } from 'zod';
import { jsonValue } from '../json.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const HOW = ['field', 'selector', 'path', 'pattern'] as const;

const extractArguments = z
  .strictObject({
    source: jsonValue.describe('What to look in: a `page` reference of web_fetch, or text, HTML or JSON itself.'),
    field: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'What to find by name: price (a number), currency, title, description, availability, items, entries (of a feed), text, or any other name.',
      ),
    selector: z.string().min(1).max(1_000).optional().describe('A CSS selector.'),
    attribute: z.string().min(1).max(200).optional().describe('With selector: this attribute in place of the text.'),
    path: z.string().min(1).max(1_000).optional().describe('A path into JSON, such as $.items[0].price.'),
    pattern: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe(
        'A regular expression; its first group, or the whole match. A pattern that takes longer than two seconds is stopped.',
      ),
    all: z.boolean().optional().describe('Everything that is found, in `values`; an empty list is no error.'),
  })
  .superRefine((args, context) => {
    const given = HOW.filter((name) => args[name] !== undefined);
    if (given.length !== 1)
      context.addIssue({
        code: 'custom',
        message: `give exactly one of field, selector, path or pattern (${given.length === 0 ? 'none is given' : `given: ${given.join(', ')}`})`,
      });
    if (args.attribute !== undefined && args.selector === undefined)
      context.addIssue({
        code: 'custom',
        path: ['attribute'],
        message: 'an attribute needs a selector: give the selector of the element that has it',
      });
  });
export type ExtractArguments = z.infer<typeof extractArguments>;

const extractResult = z.object({
  value: jsonValue,
  values: z.array(jsonValue).optional(),
  /** Where it was found, in words: "JSON-LD offers.price". */
  foundBy: z.string(),
});
export type ExtractResult = z.infer<typeof extractResult>;

export const extract: ToolSpec<ExtractArguments, ExtractResult> = {
  name: 'extract',
  description:
    'Finds a value in a fetched page, in HTML, in JSON or in text and gives {value, values, foundBy}. Give exactly one of field, selector, path or pattern. ' +
    'A price is a number. With all: true every match is in `values`, and none is no error; otherwise nothing found fails with Tool.NotFound.',
  arguments: extractArguments,
  result: extractResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: () => ({}),
  describe: (args) => {
    const how = HOW.find((name) => args[name] !== undefined);
    const what = how === undefined ? '' : templateWords(args[how]);
    if (how === 'field')
      return [
        { kind: 'text', text: 'Find the ' },
        { kind: 'value', text: what },
        { kind: 'text', text: ' in it' },
      ];
    const lead = {
      selector: 'Take what matches the selector ',
      path: 'Take the value at ',
      pattern: 'Take the text that matches ',
    };
    return [
      { kind: 'text', text: how === undefined ? 'Take a value out of it' : lead[how] },
      ...(how === undefined ? [] : [{ kind: 'value' as const, text: what }]),
    ];
  },
  // It only computes: nothing to allow.
  may: () => '',
  effectSummary: () => null,
  preview: () => null,
};
