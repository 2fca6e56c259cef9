/** Where the bars of a chart lie. Pure; all lengths in the chart's own units. */
export interface BarBox {
  width: number;
  height: number;
}

export interface Bar {
  x: number;
  width: number;
  /** From the bottom up; `part` is the index of the value it shows. */
  pieces: { part: number; y: number; height: number }[];
}

/** One bar a row, its values on top of one another. `top` is the value at the upper edge: a round number not below the highest bar. */
export function stackedBars(
  rows: readonly (readonly number[])[],
  { width, height }: BarBox,
): { bars: Bar[]; top: number } {
  const highest = Math.max(0, ...rows.map((values) => values.reduce((sum, value) => sum + value, 0)));
  const top = roundUp(highest);
  const step = width / Math.max(1, rows.length);
  const bars = rows.map((values, index) => {
    let below = 0;
    return {
      x: index * step + step * 0.12,
      width: step * 0.76,
      pieces: values.flatMap((value, part) => {
        if (value <= 0) return [];
        const piece = { part, y: height - ((below + value) / top) * height, height: (value / top) * height };
        below += value;
        return [piece];
      }),
    };
  });
  return { bars, top };
}

/** A number that reads well and is not below the value: 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25 …; 1 for nothing at all. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step =
    (value < 10 ? [1, 2, 3, 4, 5, 6, 8, 10] : [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]).find(
      (factor) => factor * power >= value,
    ) ?? 10;
  return Number((step * power).toPrecision(6));
}
