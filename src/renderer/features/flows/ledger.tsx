import type { Occurrence } from '../../../shared/domain/schedule.ts';
import { Card } from '../../components/card.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { cx } from '../../lib/cx.ts';
import { occurrenceTone, toneFill, toneText } from '../../lib/status-tone.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface LedgerProps {
  occurrences: Occurrence[];
  timeZone: string | undefined;
}

/** Every time the flow was due and how that ended, the latest first. */
export function Ledger({ occurrences, timeZone }: LedgerProps) {
  const latestFirst = occurrences.toSorted((a, b) => b.dueAtMs - a.dueAtMs);
  return (
    <Card className="overflow-hidden">
      <h2 className="px-5 pt-3.5 pb-1.5 font-semibold text-ui">{text.flow.ledger}</h2>
      {latestFirst.length === 0 && <p className="px-5 pb-4 text-body text-ink-3">{text.flow.ledgerEmpty}</p>}
      <ul aria-label={text.flow.ledger} className="pb-1.5">
        {latestFirst.map((occurrence) => (
          <LedgerRow
            key={`${occurrence.scheduleId} ${occurrence.dueAtMs}`}
            occurrence={occurrence}
            timeZone={timeZone}
          />
        ))}
      </ul>
    </Card>
  );
}

function LedgerRow({ occurrence, timeZone }: { occurrence: Occurrence; timeZone: string | undefined }) {
  const { runId, status, reason } = occurrence;
  const tone = occurrenceTone[status];
  return (
    <li className="lazy-row grid grid-cols-[8px_minmax(0,160px)_minmax(0,1fr)_auto] items-center gap-3 px-5 py-1.5 text-body">
      <span
        aria-hidden
        className={cx('size-1.5 rounded-full', toneFill[tone], status === 'started' && 'animate-breathe')}
      />
      <RelativeTime atMs={occurrence.dueAtMs} style="moment" timeZone={timeZone} />
      <span className="min-w-0 truncate" title={reason ?? undefined}>
        <span className={tone === 'ok' || tone === 'neutral' ? 'text-ink-2' : toneText[tone]}>
          {text.occurrence[status]}
        </span>
        {reason && <span className="text-ink-2">: {reason}</span>}
      </span>
      {runId ? (
        <button type="button" onClick={() => openRun(runId)} className="rounded-s text-accent text-s hover:underline">
          {text.flows.openRun}
        </button>
      ) : (
        <span />
      )}
    </li>
  );
}
