/** Where the points of a line chart lie. Pure; all lengths in the chart's own units. */
import type { TableSeries } from '../../shared/domain/data.ts';

export interface ChartBox {
  width: number;
  height: number;
}

export interface Chart {
  line: string;
  /** Between the lowest and the highest of each stretch of rows; empty where every point is one row. */
  band: string;
  points: { x: number; y: number; index: number }[];
  low: number;
  high: number;
}

/** Values that never change lie in the middle. */
export function chartOf(points: TableSeries['points'], { width, height }: ChartBox): Chart {
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const fromMs = points[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (points.at(-1)?.atMs ?? 1) - fromMs);
  const yOf = (value: number): number => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height);
  const placed = points.map((point, index) => ({
    x: ((point.atMs - fromMs) / spanMs) * width,
    y: yOf(point.value),
    top: yOf(point.high),
    bottom: yOf(point.low),
    index,
  }));
  const path = (at: readonly { x: number; y: number }[]): string =>
    at.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  const spread = placed.some(({ top, bottom }) => bottom - top > 0.5);
  const upper = placed.map(({ x, top }) => ({ x, y: top }));
  const lower = placed.map(({ x, bottom }) => ({ x, y: bottom })).reverse();
  return {
    line: path(placed),
    band: spread ? `${path([...upper, ...lower])} Z` : '',
    points: placed.map(({ x, y, index }) => ({ x, y, index })),
    low,
    high,
  };
}

/** The point whose place is nearest to `x`. */
export function nearestPoint(points: Chart['points'], x: number): Chart['points'][number] | null {
  return points.reduce<Chart['points'][number] | null>(
    (nearest, point) => (nearest === null || Math.abs(point.x - x) < Math.abs(nearest.x - x) ? point : nearest),
    null,
  );
}
