import { CalendarDays, ChevronLeft, ChevronRight, RotateCw } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { AgendaEntry } from '../../../shared/domain/agenda.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatDay } from '../../lib/format-time.ts';
import { type AgendaView, agendaViews } from '../../lib/route.ts';
import { firstWeekday, weekOf, weeksFrom } from '../../lib/week.ts';
import { leaveAgenda, runAllMissed, selectAgenda, showAgenda, useAgendaStore } from '../../stores/agenda.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { replaceRoute } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { PausedNotice } from '../flows/paused-notice.tsx';
import { AgendaList } from './agenda-list.tsx';
import { AgendaWeek } from './agenda-week.tsx';

const views = agendaViews.map((value) => ({ value, label: text.agenda.views[value] }));
const none: AgendaEntry[] = [];
const firstDay = firstWeekday(navigator.language);

/** A week of what fired, what will fire, and what did not and why. */
export function AgendaPage({ view }: { view: AgendaView }) {
  const nowMs = useNow();
  const [week, setWeek] = useState(0);
  const today = new Date(nowMs).toDateString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the days change with the date, not with each moment
  const days = useMemo(() => weekOf(weeksFrom(nowMs, week), firstDay), [today, week]);
  const fromMs = days[0]?.startMs ?? 0;
  const toMs = days.at(-1)?.endMs ?? 0;
  useEffect(() => void showAgenda(fromMs, toMs), [fromMs, toMs]);
  useEffect(() => leaveAgenda, []);

  const state = useAgendaStore(selectAgenda);
  const entries = loadedValue(state) ?? none;
  const missed = entries.filter(({ canRun, status }) => canRun && status === 'missed');
  return (
    <>
      <TitleBar
        title={text.agenda.title}
        aside={
          <div className="flex items-center gap-0.5 max-wide:hidden">
            <IconButton
              label={text.agenda.previous}
              onClick={() => setWeek(week - 1)}
              icon={<ChevronLeft aria-hidden size={16} />}
            />
            <span className="min-w-40 text-center text-ink-2 text-s tabular-nums">
              {text.agenda.span(formatDay(fromMs, nowMs), formatDay(toMs - 1, nowMs))}
            </span>
            <IconButton
              label={text.agenda.next}
              onClick={() => setWeek(week + 1)}
              icon={<ChevronRight aria-hidden size={16} />}
            />
            {week !== 0 && (
              <Button variant="link" className="h-7" onClick={() => setWeek(0)}>
                {text.agenda.today}
              </Button>
            )}
          </div>
        }
        actions={
          <>
            {missed.length > 0 && (
              <Button icon={<RotateCw aria-hidden size={13} />} onClick={() => void runAllMissed(missed)}>
                {text.agenda.runMissed(missed.length)}
              </Button>
            )}
            <Segmented
              label={text.agenda.view}
              value={view}
              options={views}
              onChange={(chosen) => replaceRoute({ page: 'agenda', view: chosen })}
            />
          </>
        }
      />
      <PageBody>
        <PausedNotice />
        {state.status === 'loading' && <SkeletonRows rows={7} className="late" />}
        {state.status === 'error' && (
          <ErrorNotice what={text.agenda.loadError} error={state.error} onRetry={() => void showAgenda(fromMs, toMs)} />
        )}
        {state.status === 'ready' && entries.length === 0 && (
          <EmptyState
            icon={<CalendarDays aria-hidden size={22} />}
            title={text.agenda.emptyTitle}
            body={text.agenda.emptyBody}
          />
        )}
        {entries.length > 0 &&
          (view === 'week' ? (
            <AgendaWeek days={days} entries={entries} nowMs={nowMs} />
          ) : (
            <AgendaList days={days} entries={entries} nowMs={nowMs} />
          ))}
      </PageBody>
    </>
  );
}
