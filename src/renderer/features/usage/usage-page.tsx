import { ChartColumn, ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { useCallback } from 'react';
import type { UsageMonth } from '../../../shared/domain/usage.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuChoice } from '../../components/menu.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { monthName, monthsBetween } from '../../lib/months.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { replaceRoute } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { BudgetsCard } from './budgets-card.tsx';
import { ModelsChart, RunsChart } from './usage-charts.tsx';
import { UsageTables } from './usage-tables.tsx';
import { UsageTotals } from './usage-totals.tsx';

const words = text.usage;

/** What runs and models came to in a month. */
export function UsagePage({ month }: { month: string | null }) {
  const load = useCallback(() => client.usage.month({ month }), [month]);
  const { state, reload } = useLoaded(load);
  const usage = loadedValue(state);
  return (
    <>
      <TitleBar title={words.title} actions={usage && <MonthPicker usage={usage} />} />
      <PageBody reading>
        <div className="mx-auto w-full max-w-260">
          {state.status === 'loading' && <SkeletonRows className="late" />}
          {state.status === 'error' && <ErrorNotice what={words.loadError} error={state.error} onRetry={reload} />}
          {usage && <Month usage={usage} />}
        </div>
      </PageBody>
    </>
  );
}

function Month({ usage }: { usage: UsageMonth }) {
  const { report, days } = usage;
  const runs = days.reduce((sum, day) => sum + day.succeeded + day.failed + day.cancelled + day.open, 0);
  const asked = report.total.modelCalls > 0;
  if (runs === 0 && !asked)
    return (
      <>
        <EmptyState
          icon={<ChartColumn aria-hidden size={22} />}
          title={words.emptyTitle(monthName(report.month))}
          body={words.emptyBody}
        />
        <BudgetsCard budgets={usage.budgets} />
      </>
    );
  return (
    <div className="flex flex-col gap-4">
      <UsageTotals usage={usage} runs={runs} />
      <RunsChart usage={usage} runs={runs} />
      {asked && <ModelsChart usage={usage} />}
      <BudgetsCard budgets={usage.budgets} />
      <UsageTables usage={usage} />
    </div>
  );
}

function MonthPicker({ usage: { report, firstMonth, thisMonth } }: { usage: UsageMonth }) {
  const months = monthsBetween(firstMonth, thisMonth);
  const place = months.indexOf(report.month);
  const go = (month: string | undefined): void => {
    if (month !== undefined) replaceRoute({ page: 'usage', month: month === thisMonth ? null : month });
  };
  const options = months.toReversed().map((value) => ({ value, label: monthName(value) }));
  return (
    <>
      <IconButton
        label={words.previous}
        icon={<ChevronLeft aria-hidden size={16} />}
        disabled={place <= 0}
        onClick={() => go(months[place - 1])}
      />
      <Menu
        trigger={
          <Button variant="quiet" className="min-w-36 justify-center tabular-nums">
            {monthName(report.month)}
            <ChevronDown aria-hidden size={14} />
          </Button>
        }
      >
        <MenuChoice label={words.pick} value={report.month} options={options} onChange={go} />
      </Menu>
      <IconButton
        label={words.next}
        icon={<ChevronRight aria-hidden size={16} />}
        disabled={place === -1 || place >= months.length - 1}
        onClick={() => go(months[place + 1])}
      />
    </>
  );
}
