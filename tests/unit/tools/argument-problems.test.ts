/** Hunts for wrong arguments that pass, and for messages that do not say which part is wrong and what to do. */
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/shared/json.ts';
import { checkArguments } from '../../../src/shared/tools/argument-problems.ts';
import { findTool } from '../../../src/shared/tools/catalogue.ts';
import type { AnyToolSpec } from '../../../src/shared/tools/tool-spec.ts';

const check = (tool: string, args: JsonValue) => checkArguments(findTool(tool) as AnyToolSpec, args);
const problems = (tool: string, args: JsonValue) => {
  const checked = check(tool, args);
  return checked.ok ? [] : (checked.error.data.problems as { path: string; message: string; remedy: string }[]);
};

describe('checking arguments', () => {
  it('gives the arguments with their defaults', () => {
    expect(check('notify', { title: 'Hi' })).toEqual({ ok: true, arguments: { title: 'Hi', channel: 'desktop' } });
  });

  it('names every problem at once, each with its path and remedy', () => {
    expect(
      problems('web_fetch', { ulr: 'x', maxBytes: -1 }).map(({ path, remedy }) => [path, remedy.slice(0, 24)]),
    ).toEqual([
      ['/url', 'Give it. It is: The addr'],
      ['/maxBytes', 'It is: Give up when the '],
      ['/ulr', 'Write url.'],
    ]);
  });

  it.each([
    ['no way to look', { source: 'x' }],
    ['two ways to look', { source: 'x', field: 'a', path: '$.b' }],
    ['an attribute without a selector', { source: 'x', field: 'a', attribute: 'href' }],
  ])('refuses extract with %s', (_what, args) => {
    expect(check('extract', args).ok).toBe(false);
  });

  it.each([
    ['a reserved table', { table: 'sqlite_master', row: { a: 1 } }],
    ['the receipts', { table: '_majordomo_receipts', row: { a: 1 } }],
    ['a table name with SQL in it', { table: 't"; DROP TABLE x; --', row: { a: 1 } }],
    ['a column name with a blank', { table: 't', row: { 'a b': 1 } }],
    ['the row number as a column', { table: 't', row: { _rowid_: 1 } }],
    ['the same column in two cases', { table: 't', row: { Price: 1, price: 2 } }],
    ['an empty row', { table: 't', row: {} }],
  ])('refuses table_insert with %s', (_what, args) => {
    expect(check('table_insert', args)).toMatchObject({ ok: false, error: { code: 'Tool.BadArguments' } });
  });
});
