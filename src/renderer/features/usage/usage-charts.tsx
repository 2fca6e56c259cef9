import { useMemo, useState } from 'react';
import type { UsageDay, UsageMonth } from '../../../shared/domain/usage.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { formatCount } from '../../lib/format-number.ts';
import { dayName, monthName } from '../../lib/months.ts';
import { text } from '../../text.ts';
import { DaysCard } from './days-card.tsx';

const words = text.usage;
const outcomes = [
  { name: words.outcomes.succeeded, fill: 'fill-ok', key: 'bg-ok' },
  { name: words.outcomes.failed, fill: 'fill-bad', key: 'bg-bad' },
  { name: words.outcomes.cancelled, fill: 'fill-ink-3', key: 'bg-ink-3' },
  { name: words.outcomes.open, fill: 'fill-warn', key: 'bg-warn' },
];
const directions = [
  { name: words.directions.input, fill: 'fill-accent', key: 'bg-accent' },
  { name: words.directions.output, fill: 'fill-brand', key: 'bg-brand' },
];
const cost = [{ name: words.money, fill: 'fill-accent', key: 'bg-accent' }];

/** How the runs of each day ended. */
export function RunsChart({ usage: { days, report }, runs }: { usage: UsageMonth; runs: number }) {
  const rows = useMemo(() => rowsOf(days, (day) => [day.succeeded, day.failed, day.cancelled, day.open]), [days]);
  return (
    <DaysCard
      title={words.runsADay}
      label={words.chartWords(words.runsADay, monthName(report.month), formatCount(runs))}
      parts={outcomes}
      rows={rows}
      format={formatCount}
    />
  );
}

/** What models read and wrote each day, or what it cost. */
export function ModelsChart({ usage: { days, report } }: { usage: UsageMonth }) {
  const [measure, setMeasure] = useState<'tokens' | 'money'>('tokens');
  const tokens = measure === 'tokens';
  const rows = useMemo(
    () => rowsOf(days, (day) => (tokens ? [day.inputTokens, day.outputTokens] : [day.money])),
    [days, tokens],
  );
  const sum = rows.reduce((all, { values }) => all + values.reduce((some, value) => some + value, 0), 0);
  const title = tokens ? words.tokensADay : words.moneyADay;
  const format = tokens ? formatCount : formatMoney;
  return (
    <DaysCard
      title={title}
      label={words.chartWords(title, monthName(report.month), format(sum))}
      parts={tokens ? directions : cost}
      rows={rows}
      format={format}
      measures={{
        value: measure,
        options: [
          { value: 'tokens', label: words.tokens },
          { value: 'money', label: words.cost },
        ],
        onChange: setMeasure,
      }}
    />
  );
}

function rowsOf(days: readonly UsageDay[], values: (day: UsageDay) => number[]) {
  return days.map((day) => ({
    short: String(Number(day.day.slice(-2))),
    long: dayName(day.day),
    values: values(day),
  }));
}
