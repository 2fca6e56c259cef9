import { Bell, ShieldX } from 'lucide-react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { SideCard } from '../../components/card.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { text } from '../../text.ts';
import { RunChanges } from './run-changes.tsx';

/** What came of the run: changes, refused calls, messages, its result, and its plain facts. */
export function RunSide({ detail }: { detail: ShownRun }) {
  const { run, refusals, notifications } = detail;
  return (
    <aside aria-label={text.run.about} className="flex min-w-0 flex-col gap-4">
      <RunChanges detail={detail} />
      {refusals.length > 0 && (
        <SideCard title={text.run.refused}>
          <ul className="flex flex-col gap-2.5 text-body">
            {refusals.map((refusal, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: refusals only ever append
              <li key={index} className="grid grid-cols-[18px_minmax(0,1fr)] [overflow-wrap:anywhere]">
                <ShieldX aria-hidden size={13} className="mt-[4px] text-ink-3" />
                <div>
                  <p className="font-[550]">
                    {refusal.worker}: {refusal.tool}
                  </p>
                  <p className="text-ink-2">{refusal.reason}</p>
                </div>
              </li>
            ))}
          </ul>
        </SideCard>
      )}
      {notifications.length > 0 && (
        <SideCard title={text.run.told}>
          <ul className="flex flex-col gap-2.5 text-body">
            {notifications.map((notification, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notifications only ever append
              <li key={index} className="grid grid-cols-[18px_minmax(0,1fr)] [overflow-wrap:anywhere]">
                <Bell aria-hidden size={13} className="mt-[4px] text-ink-3" />
                <div>
                  <p className="font-[550]">{notification.title}</p>
                  <p className="text-ink-2">{notification.body}</p>
                </div>
              </li>
            ))}
          </ul>
        </SideCard>
      )}
      <SideCard title={text.run.facts}>
        <Facts>
          <Fact name={text.run.trigger}>{text.run.triggers(run.trigger)}</Fact>
          <Fact name={text.run.started}>
            <RelativeTime atMs={run.startedAtMs} style="moment" />
          </Fact>
          {run.endedAtMs !== null && (
            <Fact name={text.run.duration}>{formatDuration(run.endedAtMs - run.startedAtMs)}</Fact>
          )}
          <Fact name={text.run.version}>{run.version}</Fact>
        </Facts>
      </SideCard>
      {run.input !== null && (
        <section>
          <h2 className="mb-1.5 px-1 font-semibold text-ui">{text.run.runInput}</h2>
          <JsonView label={text.run.runInput} value={run.input} />
        </section>
      )}
      {run.output !== null && (
        <section>
          <h2 className="mb-1.5 px-1 font-semibold text-ui">{text.run.runOutput}</h2>
          <JsonView label={text.run.runOutput} value={run.output} />
        </section>
      )}
    </aside>
  );
}
