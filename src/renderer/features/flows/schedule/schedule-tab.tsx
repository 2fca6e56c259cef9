import { lazy, Suspense } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { Card } from '../../../components/card.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { text } from '../../../text.ts';
import { TriggersCard } from '../triggers/triggers-card.tsx';

/** Only who changes a schedule pays for the arithmetic of time zones. */
const ScheduleCards = lazy(async () => ({ default: (await import('./schedule-cards.tsx')).ScheduleCards }));

/** When it fires: by the clock, and when something happens. */
export function ScheduleTab({ flow }: { flow: FlowDetail }) {
  if (flow.status === 'cancelled')
    return <Card className="px-5 py-4 text-body text-ink-2">{text.schedule.cancelled}</Card>;
  return (
    <div className="flex flex-col gap-4">
      <Suspense fallback={<SkeletonRows rows={6} />}>
        <ScheduleCards flow={flow} />
      </Suspense>
      <TriggersCard key={flow.id} flow={flow} />
    </div>
  );
}
