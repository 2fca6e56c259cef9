/** Every tool with an effect says what it did in the past tense. Hunts: a new tool whose verb nobody taught. */
import { describe, expect, it } from 'vitest';
import { pastTense } from '../../src/main/flows/past-tense.ts';
import { findTool } from '../../src/shared/tools/catalogue.ts';

const calls: Array<[string, object, RegExp]> = [
  ['table_insert', { table: 't', row: { a: 1 } }, /^added a row to t/],
  ['file_write', { path: 'a.txt', text: 'x' }, /^wrote a\.txt/],
  ['file_append', { path: 'a.txt', text: 'x' }, /^appended to a\.txt/],
  ['notify', { title: 'Hi' }, /^notified you: Hi/],
];

describe('an effect in the past tense', () => {
  for (const [tool, args, words] of calls) {
    it(tool, () => {
      const spec = findTool(tool);
      const summary = spec?.effectSummary(spec.arguments.parse(args));
      expect(pastTense(summary ?? '')).toMatch(words);
    });
  }
});
