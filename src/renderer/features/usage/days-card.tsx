import { useState } from 'react';
import { BarChart, type BarPart, type BarRow } from '../../components/bar-chart.tsx';
import { Card } from '../../components/card.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { text } from '../../text.ts';

const words = text.usage;
const shapes = [
  { value: 'chart', label: words.chart },
  { value: 'table', label: words.table },
] as const;

interface DaysCardProps<Measure extends string> {
  title: string;
  /** The chart in a sentence. */
  label: string;
  parts: readonly BarPart[];
  rows: readonly BarRow[];
  format: (value: number) => string;
  /** What may be shown instead. */
  measures?: {
    value: Measure;
    options: readonly { value: Measure; label: string }[];
    onChange: (measure: Measure) => void;
  };
}

/** Numbers of each day, as bars or as the table that says the same. */
export function DaysCard<Measure extends string>(props: DaysCardProps<Measure>) {
  const { title, label, parts, rows, format, measures } = props;
  const [shape, setShape] = useState<'chart' | 'table'>('chart');
  return (
    <Card aria-label={title} className="px-5 pt-4 pb-3">
      <div className="mb-3 flex flex-wrap items-center gap-2.5">
        <h2 className="font-semibold text-ui">{title}</h2>
        <span className="grow" />
        {measures && (
          <Segmented
            label={words.measure}
            value={measures.value}
            options={measures.options}
            onChange={measures.onChange}
          />
        )}
        <Segmented label={words.shown} value={shape} options={shapes} onChange={setShape} />
      </div>
      {shape === 'chart' ? (
        <BarChart label={label} parts={parts} rows={rows} format={format} />
      ) : (
        <DaysTable parts={parts} rows={rows} format={format} />
      )}
    </Card>
  );
}

/** Days on which nothing was counted are left out. */
function DaysTable({ parts, rows, format }: Pick<DaysCardProps<string>, 'parts' | 'rows' | 'format'>) {
  const some = rows.filter(({ values }) => values.some((value) => value > 0));
  return (
    <table className="w-full text-body tabular-nums">
      <thead>
        <tr className="border-b text-ink-2 text-s">
          <th scope="col" className="py-1.5 text-left font-[550]">
            {words.day}
          </th>
          {parts.map(({ name }) => (
            <th key={name} scope="col" className="py-1.5 text-right font-[550]">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {some.map(({ long, values }) => (
          <tr key={long} className="border-b last:border-b-0">
            <th scope="row" className="py-1 text-left font-normal">
              {long}
            </th>
            {parts.map(({ name }, index) => (
              <td key={name} className="py-1 text-right">
                {format(values[index] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
