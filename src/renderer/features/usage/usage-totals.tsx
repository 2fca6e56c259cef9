import type { ReactNode } from 'react';
import type { UsageMonth } from '../../../shared/domain/usage.ts';
import { Card } from '../../components/card.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { formatCount, formatPercent } from '../../lib/format-number.ts';
import { text } from '../../text.ts';

const words = text.usage;

/** The month in three numbers. */
export function UsageTotals({ usage: { report, days }, runs }: { usage: UsageMonth; runs: number }) {
  const { total } = report;
  const succeeded = days.reduce((sum, day) => sum + day.succeeded, 0);
  const ended = days.reduce((sum, day) => sum + day.succeeded + day.failed + day.cancelled, 0);
  const asked = total.modelCalls > 0;
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(160px,100%),1fr))] gap-4">
      <Total name={words.runs} value={formatCount(runs)}>
        {ended === 0 ? words.noneEnded : words.succeededShare(formatPercent(succeeded / ended))}
      </Total>
      <Total name={words.tokens} value={formatCount(total.inputTokens + total.outputTokens)}>
        {asked ? words.inOut(formatCount(total.inputTokens), formatCount(total.outputTokens)) : words.noModel}
      </Total>
      <Total name={words.cost} value={total.money === null ? words.noPrice : formatMoney(total.money)}>
        {!asked && words.free}
        {asked && total.money === null && words.noPriceBody}
        {asked && total.money !== null && words.modelCalls(total.modelCalls)}
        {asked && total.estimated && ` · ${words.estimated}`}
      </Total>
    </div>
  );
}

function Total({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <Card aria-label={name} className="px-5 py-4">
      <h2 className="text-ink-3 text-s">{name}</h2>
      <p className="mt-0.5 font-[620] text-xl tabular-nums">{value}</p>
      <p className="mt-0.5 text-ink-2 text-s tabular-nums">{children}</p>
    </Card>
  );
}
