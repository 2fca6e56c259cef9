/** Where problems of a source are shown, and what a form of values saves. Hunts: a mark at the wrong line, a value saved unread. */
import { parser } from '@lezer/json';
import { describe, expect, it } from 'vitest';
import { changedValues } from '../../../src/renderer/lib/changed-values.ts';
import { placeOf } from '../../../src/renderer/lib/json-places.ts';
import { readSource } from '../../../src/renderer/lib/read-source.ts';
import type { OutlineEdit } from '../../../src/shared/domain/plan.ts';

const source = `{
  "StartAt": "A/B",
  "States": {
    "A/B": { "Type": "Choice", "Choices": [true, { "Next": "C~" }, ["x"]] },
    "C~": {}
  }
}`;
const shown = (pointer: string, text = source) => {
  const { from, to } = placeOf(parser.parse(text), text, pointer);
  return text.slice(from, to);
};

describe('the place of a JSON Pointer in a text', () => {
  it.each([
    ['', '{'],
    ['/StartAt', '"A/B"'],
    ['/States/A~1B', '"A/B"'],
    ['/States/A~1B/Choices', '"Choices"'],
    ['/States/A~1B/Choices/0', 'true'],
    ['/States/A~1B/Choices/1', '{'],
    ['/States/A~1B/Choices/1/Next', '"C~"'],
    ['/States/A~1B/Choices/2/0', '"x"'],
    // What is missing is shown at what it is missing from.
    ['/States/A~1B/Default', '"A/B"'],
    ['/States/C~0/Type', '"C~"'],
    ['/workers', '{'],
  ])('%s is %s', (pointer, text) => {
    expect(shown(pointer)).toBe(text);
  });

  it('is found as far as a broken text goes', () => {
    expect(shown('/States/A', '{ "States": { "A": ')).toBe('"A"');
    expect(shown('/States', '')).toBe('');
  });
});

describe('a text that is no JSON', () => {
  it('says where', () => {
    const read = readSource('{\n  "a": 1,\n  b: 2\n}');
    expect(read).toMatchObject({ ok: false, offset: 14 });
    expect(readSource('{ "a": ')).toMatchObject({ ok: false, offset: 7 });
    expect(readSource('[1]')).toEqual({ ok: true, value: [1] });
  });
});

describe('a form of values', () => {
  const edit = (kind: OutlineEdit['kind'], value: string): OutlineEdit => ({
    ...{ path: `/${kind}`, place: null, kind, label: kind, value },
  });

  it('saves only what says something else than before', () => {
    const fields = [
      { edit: edit('duration', '5400'), written: '1 hour 30 minutes' },
      { edit: edit('number', '100'), written: '80' },
    ];
    expect(changedValues(fields)).toEqual({
      values: [{ path: '/number', place: null, text: '80' }],
      wrong: [null, null],
    });
  });

  it('says which of them cannot be read', () => {
    const fields = [
      { edit: edit('url', 'https://shop.example'), written: 'shop' },
      { edit: edit('text', 'a'), written: 'b' },
    ];
    expect(changedValues(fields).wrong).toEqual([expect.stringMatching(/^Write a whole web address/), null]);
  });
});
