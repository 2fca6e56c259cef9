/** Hunts for numbers read in the wrong country's notation. */
import { describe, expect, it } from 'vitest';
import { amountOf, findAmounts } from '../../../src/worker/tools/extract/amount.ts';

describe('an amount', () => {
  it.each([
    ['1.299,00 €', 1299],
    ['$1,299.00', 1299],
    ['89.50', 89.5],
    ['£12', 12],
    ['12,5 €', 12.5],
    ['1,299', 1299],
    ['EUR 1.299', 1299],
    ['1.234.567,89 €', 1234567.89],
    ['₹1,29,900.00', 129900],
    ['1 299,00 kr', 1299],
    ['1 299,- kr', 1299],
    ['CHF 1’299.95', 1299.95],
    ['US$ 20', 20],
    ['0.999', 0.999],
    ['from $12', 12],
  ])('%s is %d', (text, value) => {
    expect(amountOf(text)).toBe(value);
  });

  it.each(['free', '', 'call us', '1.2.3', null, {}, Number.NaN])('%j is none', (value) => {
    expect(amountOf(value)).toBeNull();
  });

  it('of a machine is read with the point as the decimal one', () => {
    expect(amountOf('1.299')).toBe(1.299);
  });

  it('keeps its own sign when two stand together', () => {
    expect(findAmounts('$89 $120 or 45 € 60 €').map(({ value, currency }) => [value, currency])).toEqual([
      [89, 'USD'],
      [120, 'USD'],
      [45, 'EUR'],
      [60, 'EUR'],
    ]);
  });
});
