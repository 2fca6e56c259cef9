import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { SideCard } from '../../components/card.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { FiringPills } from '../../components/firing-pills.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { latelyOf } from '../../lib/lately.ts';
import { selectPaused, useAppStatusStore } from '../../stores/app-status.ts';
import { selectNotifications, useNotificationsStore } from '../../stores/notifications.ts';
import { text } from '../../text.ts';

/** Beside every tab: when it fires next, what it may do, how it went lately. */
export function FlowSide({ flow }: { flow: FlowDetail }) {
  return (
    <aside aria-label={text.flow.about} className="flex flex-col gap-4">
      <NextCard flow={flow} />
      <MayCard flow={flow} />
      <LatelyCard flow={flow} />
    </aside>
  );
}

function NextCard({ flow }: { flow: FlowDetail }) {
  const { schedule, status } = flow;
  const allPaused = useAppStatusStore(selectPaused);
  const paused = status === 'paused' || (status === 'on' && allPaused);
  const fires = status === 'on' && !paused;
  const next = schedule?.next[0];
  return (
    <SideCard title={text.flow.next}>
      <Facts>
        <Fact name={text.flow.fires}>
          {paused && <span className="text-warn">{text.flow.pausedNow}</span>}
          {status === 'cancelled' && text.flow.cancelledNow}
          {fires &&
            (next ? (
              <RelativeTime atMs={Date.parse(next)} style="moment" timeZone={schedule?.timezone} />
            ) : (
              text.flow.notScheduled
            ))}
        </Fact>
        <Fact name={text.flow.schedule}>
          {schedule ? <ScheduleWords schedule={schedule} zone="never" /> : text.flows.noSchedule}
        </Fact>
        {schedule && <Fact name={text.flow.zone}>{schedule.timezone}</Fact>}
        {schedule && fires && schedule.next.length > 1 && (
          <Fact name={text.flow.after}>
            <FiringPills next={schedule.next.slice(1)} timeZone={schedule.timezone} />
          </Fact>
        )}
      </Facts>
    </SideCard>
  );
}

function MayCard({ flow }: { flow: FlowDetail }) {
  return (
    <SideCard title={text.flow.may}>
      <ul className="flex flex-col gap-2.5 text-body">
        {flow.workers.map((worker) => (
          <li key={worker.id} className="[overflow-wrap:anywhere]">
            <span className="font-[570]">{worker.name}</span>
            <ul className="mt-0.5 text-ink-2">
              {worker.may.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-body text-ink-3">{text.flow.nothingElse}</p>
      {flow.effects.length > 0 && (
        <div className="mt-3 border-t pt-2.5 text-body">
          <h3 className="text-ink-3">{text.flow.changes}</h3>
          <ul className="mt-0.5 text-ink-2">
            {flow.effects.map((effect) => (
              <li key={effect} className="[overflow-wrap:anywhere]">
                {effect}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SideCard>
  );
}

function LatelyCard({ flow }: { flow: FlowDetail }) {
  const told = useNotificationsStore(selectNotifications).filter(
    ({ flowId, kind }) => flowId === flow.id && kind === 'flow',
  );
  const lately = latelyOf(flow);
  const last = told[0];
  return (
    <SideCard title={text.flow.lately}>
      <Facts>
        <Fact name={text.flow.runsLabel}>{lately.runs || text.flow.noRuns}</Fact>
        {lately.notRun && <Fact name={text.flow.missedLabel}>{lately.notRun}</Fact>}
        {lately.typicalMs !== null && <Fact name={text.flow.typically}>{formatDuration(lately.typicalMs)}</Fact>}
        <Fact name={text.flow.toldYou}>{told.length > 0 ? text.flow.times(told.length) : text.flow.nothingTold}</Fact>
        {last && (
          <Fact name={text.flow.lastTold}>
            {last.title}
            <span className="block text-ink-3 text-s">
              <RelativeTime atMs={last.createdAtMs} />
            </span>
          </Fact>
        )}
      </Facts>
    </SideCard>
  );
}
