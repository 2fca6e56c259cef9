import { History } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { groupByDay } from '../../lib/group-by-day.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { loadOlderRuns, loadRuns, selectMore, selectRuns, useRunsStore } from '../../stores/runs.ts';
import { text } from '../../text.ts';
import { RunRow } from './run-row.tsx';

const filters = (['all', 'failed', 'running'] as const).map((value) => ({ value, label: text.runs.filters[value] }));
type Filter = (typeof filters)[number]['value'];

export function RunsPage() {
  const list = useRunsStore(selectRuns);
  const more = useRunsStore(selectMore);
  const [filter, setFilter] = useState<Filter>('all');
  const nowMs = useNow();
  useEffect(() => void loadRuns(), []);

  const runs = loadedValue(list);
  const days = useMemo(
    () =>
      groupByDay(
        (runs ?? []).filter((run) => passes(run, filter)),
        nowMs,
      ),
    [runs, filter, nowMs],
  );
  return (
    <>
      <TitleBar
        title={text.runs.title}
        actions={
          runs !== null &&
          runs.length > 0 && (
            <Segmented label={text.runs.filter} value={filter} options={filters} onChange={setFilter} />
          )
        }
      />
      <div className="min-h-0 grow overflow-y-auto p-6">
        {list.status === 'loading' && (
          <Card className="p-5">
            <SkeletonRows rows={8} />
          </Card>
        )}
        {list.status === 'error' && (
          <ErrorNotice what={text.runs.loadError} error={list.error} onRetry={() => void loadRuns()} />
        )}
        {runs?.length === 0 && (
          <EmptyState
            icon={<History aria-hidden size={22} />}
            title={text.runs.emptyTitle}
            body={text.runs.emptyBody}
            action={<Button onClick={() => navigate({ page: 'flows' })}>{text.runs.emptyAction}</Button>}
          />
        )}
        {runs !== null && runs.length > 0 && days.length === 0 && filter !== 'all' && (
          <EmptyState icon={<History aria-hidden size={22} />} title={text.runs.noneFiltered[filter]} />
        )}
        <div className="flex flex-col gap-5">
          {days.map((day) => (
            <section key={day.key} aria-label={day.words}>
              <h2 className="mb-1.5 px-1 text-ink-3 text-s first-letter:uppercase">{day.words}</h2>
              <Card className="overflow-hidden py-1">
                <ul>
                  {day.items.map((run) => (
                    <RunRow key={run.id} run={run} showFlow />
                  ))}
                </ul>
              </Card>
            </section>
          ))}
        </div>
        {more && (
          <div className="mt-5 flex justify-center">
            <Button onClick={() => void loadOlderRuns()}>{text.runs.more}</Button>
          </div>
        )}
      </div>
    </>
  );
}

function passes(run: RunSummary, filter: Filter): boolean {
  if (filter === 'failed') return run.status === 'FAILED' || run.status === 'TIMED_OUT';
  if (filter === 'running') return run.status === 'RUNNING' || run.status === 'PARKED';
  return true;
}
