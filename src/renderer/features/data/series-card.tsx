import { useCallback, useMemo, useState } from 'react';
import type { TableSeries } from '../../../shared/domain/data.ts';
import { Card } from '../../components/card.tsx';
import { ChartFrame } from '../../components/chart-frame.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { useNow } from '../../hooks/use-now.ts';
import { client } from '../../ipc-client.ts';
import { chartOf, nearestPoint } from '../../lib/chart.ts';
import { formatNumber } from '../../lib/format-number.ts';
import { formatDay, formatMoment } from '../../lib/format-time.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { text } from '../../text.ts';

const box = { width: 1000, height: 150 };
const mostColumns = 5;

/** A number of the table over time. */
export function SeriesCard({ table, columns }: { table: string; columns: string[] }) {
  const [chosen, setChosen] = useState(columns[0] ?? '');
  const column = columns.includes(chosen) ? chosen : (columns[0] ?? '');
  const load = useCallback(() => client.tables.series({ table, column }), [table, column]);
  const { state } = useLoaded(load, `${table} ${column}`);
  const series = loadedValue(state);
  if (series && series.points.length < 2) return null;
  const options = columns.slice(0, mostColumns).map((value) => ({ value, label: value }));
  return (
    <Card aria-label={text.data.chart} className="mb-4 px-5 pt-4 pb-3">
      <div className="mb-3 flex items-center gap-3">
        <h2 className="font-semibold text-ui">{text.data.chart}</h2>
        <span className="grow" />
        {options.length > 1 ? (
          <Segmented label={text.data.chartOf} value={column} options={options} onChange={setChosen} />
        ) : (
          <span className="text-ink-2 text-s">{column}</span>
        )}
      </div>
      {series ? <Line series={series} column={column} /> : <Skeleton className="late h-44 w-full" />}
    </Card>
  );
}

function Line({ series: { points, timeColumn }, column }: { series: TableSeries; column: string }) {
  const nowMs = useNow();
  const chart = useMemo(() => chartOf(points, box), [points]);
  const [at, setAt] = useState<number | null>(null);
  const said = at === null ? null : (points[at] ?? null);
  const mark = at === null ? null : (chart.points[at] ?? null);
  const day = (atMs: number | undefined) => (atMs === undefined || !timeColumn ? '' : formatDay(atMs, nowMs));
  const from = day(points[0]?.atMs);
  const to = day(points.at(-1)?.atMs);
  return (
    <figure>
      <ChartFrame
        label={text.data.chartWords(column, from, to, formatNumber(chart.low), formatNumber(chart.high))}
        box={box}
        bleed={4}
        top={formatNumber(chart.high)}
        bottom={formatNumber(chart.low)}
        className="h-40"
        onPoint={(share) =>
          setAt(share === null ? null : (nearestPoint(chart.points, share * box.width)?.index ?? null))
        }
      >
        {chart.band && <path d={chart.band} className="fill-accent-bg" />}
        <path
          d={chart.line}
          fill="none"
          strokeWidth={1.75}
          strokeLinejoin="round"
          className="stroke-accent"
          vectorEffect="non-scaling-stroke"
        />
        {mark && (
          <line
            x1={mark.x}
            x2={mark.x}
            y1={0}
            y2={box.height}
            strokeDasharray="3 3"
            className="stroke-ink-3"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </ChartFrame>
      <figcaption className="mt-1.5 flex justify-between pl-10 text-ink-3 text-xs tabular-nums">
        {said ? (
          <span className="text-ink">
            <b className="font-semibold">{formatNumber(said.value)}</b>
            {timeColumn && `, ${formatMoment(said.atMs, nowMs)}`}
          </span>
        ) : (
          <>
            <span>{from || text.data.noTimes}</span>
            <span>{to}</span>
          </>
        )}
      </figcaption>
    </figure>
  );
}
