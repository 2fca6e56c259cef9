/** Literals of expressions, found and replaced. Hunts: a replacement that changes something else, a quote that ends the text early. */
import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { literalsOf, withLiteral } from '../../../src/main/orchestrator/expression-literals.ts';
import { messageTemplate, templateOf } from '../../../src/main/orchestrator/message-template.ts';

const valuesOf = (source: string) =>
  literalsOf(source).map(({ value, start, end }) => [value, source.slice(start, end)]);

function replace(source: string, place: number, value: string | number): string | null {
  const literal = literalsOf(source)[place];
  if (!literal) throw new Error(`no literal ${place} in ${source}`);
  return withLiteral(source, literal, value);
}

describe('the literals of an expression', () => {
  it('are found with their places, in the order of the text', () => {
    expect(valuesOf(`$price < 100 and $status = 'it\\u0027s "done"'`)).toEqual([
      [100, '100'],
      [`it's "done"`, `'it\\u0027s "done"'`],
    ]);
    expect(valuesOf('$x>= -5.50 or $y = "a\\"b"')).toEqual([
      [-5.5, '-5.50'],
      ['a"b', '"a\\"b"'],
    ]);
    expect(valuesOf(`$count($list[price < 3]) - 2 = 1e2`)).toEqual([
      [3, '3'],
      [2, '2'],
      [100, '1e2'],
    ]);
  });

  it('are none where the text is no expression', () => {
    expect(literalsOf('$price <')).toEqual([]);
  });

  it('are replaced one at a time', () => {
    expect(replace('$a = 1 and $b = 1', 1, 2)).toBe('$a = 1 and $b = 2');
    expect(replace('$a - 5', 0, -3)).toBe('$a - -3');
    expect(replace(`$s = 'x'`, 0, `it's`)).toBe(`$s = 'it\\u0027s'`);
    expect(replace('$s = "x"', 0, `say "it's"`)).toBe(`$s = "say \\"it's\\""`);
    expect(replace('$a = 1', 0, 'one')).toBeNull();
  });

  it('whatever is written in a place, only that value changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), async (text, number) => {
        const source = `{'a': $x - 7, "b": 'one' & $y, 'c': "two"}`;
        const [, seven, , one] = literalsOf(source);
        if (!seven || !one) throw new Error('the literals are found');
        expect(seven.value).toBe(7);
        const bindings = { x: 0, y: '!' };
        const withText = withLiteral(source, one, text);
        expect(withText).not.toBeNull();
        expect(await jsonata(withText ?? '').evaluate({}, bindings)).toEqual({ a: -7, b: `${text}!`, c: 'two' });
        const withNumber = withLiteral(source, seven, number);
        // Numbers JSONata cannot write (1e-7 it can, its reading of 5e-324 too) are refused, never changed.
        if (withNumber !== null)
          expect(await jsonata(withNumber).evaluate({}, bindings)).toEqual({ a: 0 - number, b: 'one!', c: 'two' });
      }),
    );
  });
});

describe('a message of words and values', () => {
  const source = `'Price is ' & '$' & $formatNumber($price, '#,##0.00') & ', below $100 at ' & $shop.name`;

  it('reads as one text with names for its values', () => {
    expect(messageTemplate(source)?.text).toBe('Price is $‹price›, below $100 at ‹name›');
    expect(messageTemplate('$price')).toBeNull();
    expect(messageTemplate('$a + 1')).toBeNull();
    expect(messageTemplate(`$a & ' and ' & $a & ' and ' & $b.a`)?.text).toBe('‹a› and ‹a› and ‹a 2›');
  });

  it('keeps its values where the words around them change', async () => {
    const message = messageTemplate(source);
    if (!message) throw new Error('it is a message');
    const template = templateOf("It's ‹name›: now $‹price›!", message);
    const body = template.slice(2, -2);
    expect(await jsonata(body).evaluate({}, { price: 1234.5, shop: { name: 'Tea & Co' } })).toBe(
      "It's Tea & Co: now $1,234.50!",
    );
    expect(templateOf('No values any more', message)).toBe('No values any more');
    expect(await jsonata(templateOf('‹price›', message).slice(2, -2)).evaluate({}, { price: 2 })).toBe('2.00');
  });
});
