/** Hunts: a value that is misread, a hostile object that costs the realm more than an error. */
import { describe, expect, it } from 'vitest';
import { jsonText, jsonValue, NotJson } from '../../../src/sandbox/json-text.ts';

const text = (value: unknown, max = 10_000) => jsonText(value, max);

describe('a value as JSON text', () => {
  it.each([
    [{ a: [1, 'two', true, null] }, '{"a":[1,"two",true,null]}'],
    [undefined, 'null'],
    [Number.NaN, 'null'],
    [Number.NEGATIVE_INFINITY, 'null'],
    [-0, '0'],
    [12n, '12'],
    [2n ** 64n, '"18446744073709551616"'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [new Map([['a', new Set([1])]]), '{"a":[1]}'],
    [new Uint8Array([104, 105]), '{"$bytes":"aGk="}'],
    [new Uint8Array([9, 104, 105, 9]).subarray(1, 3), '{"$bytes":"aGk="}'],
    [new DataView(new Uint8Array([104, 105]).buffer), '{"$bytes":"aGk="}'],
    [new Uint8Array([104, 105]).buffer, '{"$bytes":"aGk="}'],
    [new RangeError('no'), '{"name":"RangeError","message":"no"}'],
    [Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }), '{"own":1}'],
    ['a "quoted"\n\u2028 text', JSON.stringify('a "quoted"\n\u2028 text')],
    [new Array(3), '[null,null,null]'],
  ])('%o is %s', (value, expected) => {
    expect(text(value)).toBe(expected);
    expect(() => JSON.parse(expected) as unknown).not.toThrow();
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['itself', Object.assign([], { 0: null }) && cyclic()],
    ['nested', nested(200)],
  ])('refuses %s', (words, value) => {
    expect(() => text(value)).toThrow(NotJson);
    expect(() => text(value)).toThrow(new RegExp(words.replace('a ', '')));
  });

  it.each([
    ['a long text', 'x'.repeat(20_000)],
    ['a long list', new Array(1e9)],
    ['many members', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]))],
    ['many times the same', Array.from({ length: 100 }, () => 'y'.repeat(500))],
  ])('refuses %s as too large', (_name, value) => {
    expect(() => text(value)).toThrow(expect.objectContaining({ tooLarge: true }));
  });

  it('lets the error of a getter through, and takes what a proxy says as it is', () => {
    expect(() =>
      text({
        get a() {
          throw new TypeError('mine');
        },
      }),
    ).toThrow('mine');
    expect(
      text(
        new Proxy(
          {},
          {
            ownKeys: () => ['a'],
            getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
            get: (_t, key) => (key === 'a' ? 1 : undefined),
          },
        ),
      ),
    ).toBe('{"a":1}');
  });

  it('does not meet what is planted on the prototypes', () => {
    const planted = Object.getOwnPropertyDescriptor(Array.prototype, 'join');
    try {
      Array.prototype.join = () => 'forged';
      Object.defineProperty(Array.prototype, 0, { set: () => undefined, configurable: true });
      expect(text({ a: [1, 2] })).toBe('{"a":[1,2]}');
    } finally {
      Object.defineProperty(Array.prototype, 'join', planted as PropertyDescriptor);
      Reflect.deleteProperty(Array.prototype, 0);
    }
  });
});

describe('JSON text as a value', () => {
  it('has bytes where they were', () => {
    expect(jsonValue('{"a":{"$bytes":"aGk="},"b":{"$bytes":"aGk=","c":1}}')).toEqual({
      a: new Uint8Array([104, 105]),
      b: { $bytes: 'aGk=', c: 1 },
    });
  });
});

function cyclic(): unknown {
  const value: unknown[] = [];
  value.push({ value });
  return value;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = [value];
  return value;
}
