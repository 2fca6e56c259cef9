import { useMemo, useState } from 'react';
import { stackedBars } from '../lib/stacked-bars.ts';
import { ChartFrame } from './chart-frame.tsx';

export interface BarPart {
  name: string;
  /** Classes that fill a bar's piece and its key: `fill-ok` and `bg-ok`. */
  fill: string;
  key: string;
}

export interface BarRow {
  /** Under the bar, where there is room: `5`. */
  short: string;
  /** In full, with the values: `Thursday, 5 November`. */
  long: string;
  /** One a part. */
  values: number[];
}

interface BarChartProps {
  /** What it shows, in a sentence. */
  label: string;
  parts: readonly BarPart[];
  rows: readonly BarRow[];
  format: (value: number) => string;
}

const box = { width: 1000, height: 150 };

/** Bars side by side, each of several parts; what the bar under the pointer says stands below. A table says the same to everyone else. */
export function BarChart({ label, parts, rows, format }: BarChartProps) {
  const { bars, top } = useMemo(
    () =>
      stackedBars(
        rows.map(({ values }) => values),
        box,
      ),
    [rows],
  );
  const [at, setAt] = useState<number | null>(null);
  const said = at === null ? null : (rows[at] ?? null);
  return (
    <figure>
      <ChartFrame
        label={label}
        box={box}
        top={format(top)}
        bottom="0"
        className="h-36"
        axisClassName="min-w-12"
        onPoint={(share) =>
          setAt(share === null ? null : Math.min(rows.length - 1, Math.max(0, Math.floor(share * rows.length))))
        }
        below={
          <div aria-hidden className="mt-1 flex text-ink-3 text-xs tabular-nums">
            {rows.map(({ short, long }, index) => (
              <span key={long} className="min-w-0 flex-1 text-center">
                {index % 5 === 0 || rows.length < 12 ? short : ''}
              </span>
            ))}
          </div>
        }
      >
        {bars.map(({ x, width, pieces }, index) => (
          <g key={rows[index]?.long} opacity={at === null ? 0.85 : at === index ? 1 : 0.45}>
            {pieces.map(({ part, y, height }) => (
              <rect key={part} x={x} y={y} width={width} height={height} className={parts[part]?.fill} />
            ))}
          </g>
        ))}
      </ChartFrame>
      <figcaption className="mt-2 flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-ink-2 text-s tabular-nums">
        {said ? (
          <span className="text-ink">{sentence(said, parts, format)}</span>
        ) : (
          parts.map(({ name, key }) => (
            <span key={name} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2.5 rounded-[3px] ${key}`} />
              {name}
            </span>
          ))
        )}
      </figcaption>
    </figure>
  );
}

function sentence({ long, values }: BarRow, parts: readonly BarPart[], format: (value: number) => string): string {
  const some = parts.flatMap(({ name }, index) => {
    const value = values[index] ?? 0;
    return value > 0 ? [`${format(value)} ${name}`] : [];
  });
  return `${long}: ${some.length === 0 ? '–' : some.join(', ')}`;
}
