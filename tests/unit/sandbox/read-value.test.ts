/** What main takes from a realm. Hunts: text that stalls or overflows whoever reads it. */
import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/main/sandbox/read-value.ts';

describe('the text of a value', () => {
  it.each(['1', 'null', '"a [[[ \\" [[["', '{"a":[1,{"b":null}]}'])('%s is read', (text) => {
    expect(readValue(text, 1_000)).toEqual({ value: JSON.parse(text) });
  });

  it.each(['', 'undefined', '{', '[1,]', 'NaN', '1e999', '[1e999]'])('%j is none', (text) => {
    expect(readValue(text, 1_000)).toBeNull();
  });

  it('is refused when it is too long or too deep', () => {
    expect(readValue('"xxxxx"', 6)).toBeNull();
    expect(readValue(`${'['.repeat(150)}${']'.repeat(150)}`, 1_000)).not.toBeNull();
    expect(readValue('['.repeat(1_000_000), 2_000_000)).toBeNull();
    expect(readValue(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 2_000_000)).toBeNull();
  });

  it('has no way to a prototype', () => {
    const read = readValue('{"__proto__":{"polluted":true}}', 1_000);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(read?.value as object)).toEqual(['__proto__']);
  });
});
