import { RotateCw } from 'lucide-react';
import type { AgendaEntry } from '../../../shared/domain/agenda.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SectionHeading } from '../../components/page-body.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { cx } from '../../lib/cx.ts';
import { dayWord } from '../../lib/format-time.ts';
import { agendaTone, toneFill, toneText } from '../../lib/status-tone.ts';
import type { Day } from '../../lib/week.ts';
import { runMissedFiring } from '../../stores/agenda.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { agendaWords } from './agenda-words.ts';

interface AgendaListProps {
  days: Day[];
  entries: AgendaEntry[];
  nowMs: number;
}

/** Each firing on a line of its own, day by day. */
export function AgendaList({ days, entries, nowMs }: AgendaListProps) {
  return (
    <div className="flex flex-col gap-5">
      {days.map(({ startMs, endMs }) => {
        const ofDay = entries.filter(({ dueAtMs }) => dueAtMs >= startMs && dueAtMs < endMs);
        if (ofDay.length === 0) return null;
        const words = dayWord(startMs, nowMs);
        return (
          <section key={startMs} aria-label={words}>
            <SectionHeading className="first-letter:uppercase">{words}</SectionHeading>
            <Card className="overflow-hidden py-1">
              <ul>
                {ofDay.map((entry) => (
                  <AgendaRow key={entry.occurrenceId} entry={entry} />
                ))}
              </ul>
            </Card>
          </section>
        );
      })}
    </div>
  );
}

function AgendaRow({ entry }: { entry: AgendaEntry }) {
  const tone = agendaTone[entry.status];
  return (
    <li className="lazy-row flex items-center gap-3 px-5 py-1 text-body">
      <span aria-hidden className={cx('size-1.5 shrink-0 rounded-full', toneFill[tone])} />
      <span className="w-14 shrink-0 tabular-nums">
        <RelativeTime atMs={entry.dueAtMs} style="clock" />
      </span>
      <button
        type="button"
        onClick={() => (entry.runId ? openRun(entry.runId) : openFlow(entry.flowId))}
        className="min-w-0 flex-[2] truncate rounded-[4px] py-1 text-left font-[550] hover:underline"
      >
        {entry.flowName}
      </button>
      <span
        title={entry.reason ?? undefined}
        className={cx(
          'line-clamp-2 min-w-0 flex-[3]',
          tone === 'ok' || tone === 'neutral' ? 'text-ink-2' : toneText[tone],
        )}
      >
        {agendaWords(entry)}
      </span>
      <span className="flex w-28 shrink-0 justify-end">
        {entry.canRun && (
          <Button
            variant="link"
            className="h-7"
            icon={<RotateCw aria-hidden size={12} />}
            onClick={() => void runMissedFiring(entry)}
          >
            {text.agenda.runOne}
          </Button>
        )}
      </span>
    </li>
  );
}
