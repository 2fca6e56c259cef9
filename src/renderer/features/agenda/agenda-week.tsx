import { memo, useState } from 'react';
import type { AgendaEntry } from '../../../shared/domain/agenda.ts';
import { Card } from '../../components/card.tsx';
import { type AgendaGroup, groupsOf } from '../../lib/agenda-groups.ts';
import { cx } from '../../lib/cx.ts';
import { formatClock, formatExact, formatWeekday } from '../../lib/format-time.ts';
import { agendaTone, toneText } from '../../lib/status-tone.ts';
import type { Day } from '../../lib/week.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { agendaWords } from './agenda-words.ts';

interface AgendaViewProps {
  days: Day[];
  entries: AgendaEntry[];
  nowMs: number;
}

/** More in one day are behind a line that opens them. */
const mostInADay = 12;

export function AgendaWeek({ days, entries, nowMs }: AgendaViewProps) {
  return (
    <div className="grid min-h-full grid-cols-1 content-start gap-2.5 wide:auto-rows-fr wide:grid-cols-7">
      {days.map(({ startMs, endMs }) => (
        <DayColumn
          key={startMs}
          startMs={startMs}
          isToday={nowMs >= startMs && nowMs < endMs}
          entries={entries.filter(({ dueAtMs }) => dueAtMs >= startMs && dueAtMs < endMs)}
        />
      ))}
    </div>
  );
}

function DayColumn({ startMs, isToday, entries }: { startMs: number; isToday: boolean; entries: AgendaEntry[] }) {
  const [all, setAll] = useState(false);
  const groups = groupsOf(entries);
  const shown = all ? groups : groups.slice(0, mostInADay);
  return (
    <Card
      aria-label={formatWeekday(startMs)}
      className={cx('min-w-0 p-2.5', isToday && 'outline-2 outline-accent -outline-offset-1')}
    >
      <h2 className={cx('px-0.5 font-semibold text-s', isToday && 'text-accent')}>{formatWeekday(startMs)}</h2>
      {groups.length === 0 && <p className="mt-2 px-0.5 text-ink-3 text-s">{text.agenda.emptyDay}</p>}
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {shown.map((group) => (
          <GroupTile key={group.key} group={group} />
        ))}
      </ul>
      {groups.length > shown.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mt-2 w-full rounded-s py-1 text-ink-2 text-s transition hover:bg-hover hover:text-ink"
        >
          {text.agenda.more(groups.length - shown.length)}
        </button>
      )}
    </Card>
  );
}

const edge: Record<string, string> = {
  ok: 'border-l-ok',
  warn: 'border-l-warn',
  bad: 'border-l-bad',
  accent: 'border-l-accent',
  neutral: 'border-l-line-2',
};

const GroupTile = memo(function GroupTile({ group: { entries } }: { group: AgendaGroup }) {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return null;
  const tone = agendaTone[first.status];
  const many = entries.length > 1;
  const from = formatClock(first.dueAtMs);
  const when = many ? text.agenda.between(from, formatClock(last.dueAtMs)) : from;
  return (
    <li>
      <button
        type="button"
        title={`${formatExact(first.dueAtMs)}${first.reason ? `\n${first.reason}` : ''}`}
        onClick={() => (first.runId && !many ? openRun(first.runId) : openFlow(first.flowId, 'runs'))}
        className={cx(
          'block w-full rounded-[7px] border-l-3 bg-well px-2 py-1 text-left text-s leading-[17px] transition hover:bg-hover',
          edge[tone],
        )}
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-1.5 whitespace-nowrap text-ink-3 text-xs tabular-nums">
          <span>{when}</span>
          {many && <span>{text.agenda.times(entries.length)}</span>}
        </span>
        <span
          className={cx(
            'line-clamp-2 font-[550] [overflow-wrap:anywhere]',
            first.status === 'upcoming' && 'text-ink-2',
          )}
        >
          {first.flowName}
        </span>
        {first.status !== 'ran' && (
          <span className={cx('line-clamp-2 text-xs', tone === 'neutral' ? 'text-ink-3' : toneText[tone])}>
            {agendaWords(first)}
          </span>
        )}
      </button>
    </li>
  );
});
