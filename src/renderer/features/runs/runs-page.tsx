import { History } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DayHeading, dayHeadingHeight } from '../../components/day-heading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatCount } from '../../lib/format-number.ts';
import { rowsByDay } from '../../lib/group-by-day.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { allRuns } from '../../stores/run-selection.ts';
import {
  loadOlderRuns,
  loadRuns,
  type RunGroup,
  selectRunCount,
  selectRunGroup,
  selectRuns,
  showRuns,
  useRunsStore,
} from '../../stores/runs.ts';
import { text } from '../../text.ts';
import { ChosenRunsBar } from './chosen-runs-bar.tsx';
import { ChoosableRunRow, runRowHeight } from './run-row.tsx';

const filters = (['all', 'failed', 'open'] as const).map((value) => ({ value, label: text.runs.filters[value] }));
/** Older runs are read while this many rows are still to come. */
const readAheadRows = 60;
const none: RunSummary[] = [];

export function RunsPage() {
  const list = useRunsStore(selectRuns);
  const group = useRunsStore(selectRunGroup);
  const count = useRunsStore(selectRunCount);
  const scroller = useRef<HTMLDivElement>(null);
  const nowMs = useNow();
  const today = new Date(nowMs).toDateString();
  useEffect(() => void loadRuns(), []);

  const runs = loadedValue(list) ?? none;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another day changes how days are called
  const rows = useMemo(() => rowsByDay(runs, nowMs), [runs, today]);
  const onSight = useCallback(
    (_first: number, last: number) => {
      if (last >= rows.length - readAheadRows) void loadOlderRuns();
    },
    [rows.length],
  );
  const show = (chosen: RunGroup) => {
    scroller.current?.scrollTo({ top: 0 });
    showRuns(chosen);
  };
  const isEmpty = list.status === 'ready' && runs.length === 0;
  return (
    <>
      <TitleBar
        title={text.runs.title}
        aside={
          count !== null &&
          count > 0 && (
            <span className="text-ink-3 text-s tabular-nums">{text.runs.count(formatCount(count), count)}</span>
          )
        }
        actions={<Segmented label={text.runs.filter} value={group} options={filters} onChange={show} />}
      />
      <div ref={scroller} className="relative min-h-0 grow overflow-y-auto p-6 pt-3">
        {list.status === 'loading' && (
          <Card className="mt-3 p-5">
            <SkeletonRows rows={8} />
          </Card>
        )}
        {list.status === 'error' && (
          <ErrorNotice what={text.runs.loadError} error={list.error} onRetry={() => void loadRuns()} />
        )}
        {isEmpty && group === 'all' && (
          <EmptyState
            icon={<History aria-hidden size={22} />}
            title={text.runs.emptyTitle}
            body={text.runs.emptyBody}
            action={<Button onClick={() => navigate({ page: 'flows' })}>{text.runs.emptyAction}</Button>}
          />
        )}
        {isEmpty && group !== 'all' && (
          <EmptyState icon={<History aria-hidden size={22} />} title={text.runs.noneFiltered[group]} />
        )}
        {rows.length > 0 && (
          <VirtualRows
            label={text.runs.title}
            scroller={scroller}
            count={rows.length}
            heightOf={(index) => (rows[index]?.kind === 'day' ? dayHeadingHeight : runRowHeight)}
            keyOf={(index) => rows[index]?.key ?? String(index)}
            render={(index) => {
              const row = rows[index];
              if (!row) return null;
              return row.kind === 'day' ? (
                <DayHeading words={row.words} />
              ) : (
                <ChoosableRunRow run={row.item} showFlow list={allRuns} />
              );
            }}
            onSight={onSight}
          />
        )}
      </div>
      <ChosenRunsBar list={allRuns} />
    </>
  );
}
