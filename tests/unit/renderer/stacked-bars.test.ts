/** Bars of the Usage page. Hunts: a bar that stands out of its chart, pieces that overlap or leave a gap, an axis that no number suits. */
import { expect, it } from 'vitest';
import { roundUp, stackedBars } from '../../../src/renderer/lib/stacked-bars.ts';
import { seeded } from '../../support/seeded.ts';

const box = { width: 1_000, height: 150 };

it('stacks the values of each bar without a gap, within the chart', () => {
  const random = seeded(3);
  const rows = Array.from({ length: 31 }, () => [random.below(40), random.below(5), 0, random.below(3)]);
  const { bars, top } = stackedBars(rows, box);
  for (const [index, { x, width, pieces }] of bars.entries()) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(box.width);
    expect(pieces.map(({ part }) => rows[index]?.[part])).not.toContain(0);
    let floor = box.height;
    for (const { y, height } of pieces) {
      expect(y + height).toBeCloseTo(floor, 6);
      floor = y;
    }
    expect(floor).toBeGreaterThanOrEqual(-1e-9);
    const sum = rows[index]?.reduce((all, value) => all + value, 0) ?? 0;
    expect(box.height - floor).toBeCloseTo((sum / top) * box.height, 6);
  }
});

it('has an upper edge that is not below any value, and at most twice the highest', () => {
  for (const value of [0.0004, 0.012, 0.9, 1, 2, 7, 9, 10, 11, 19, 24, 99, 101, 5_340, 98_473]) {
    const top = roundUp(value);
    expect(top).toBeGreaterThanOrEqual(value);
    expect(top).toBeLessThanOrEqual(value * 2);
  }
  expect([0, 1, 24, 5_340].map(roundUp)).toEqual([1, 1, 25, 6_000]);
});

it('draws nothing for days without anything', () => {
  expect(stackedBars([[0, 0], []], box).bars.map(({ pieces }) => pieces)).toEqual([[], []]);
});
