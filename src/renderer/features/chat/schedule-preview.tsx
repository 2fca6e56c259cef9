import { CircleAlert } from 'lucide-react';
import { FiringPills } from '../../components/firing-pills.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import type { SchedulePreview } from '../../hooks/use-schedule-preview.ts';
import { text } from '../../text.ts';

/** What the schedule text means, as it is typed: words and next firings, or why not. */
export function SchedulePreviewView({ preview }: { preview: SchedulePreview }) {
  return (
    <div aria-live="polite" className="min-h-[52px] pt-2 text-body">
      {preview.status === 'none' && <p className="text-ink-3 text-s">{text.plan.form.scheduleHint}</p>}
      {preview.status === 'error' && (
        <p className="flex items-start gap-1.5 text-bad text-s">
          <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          {preview.error.message}
        </p>
      )}
      {preview.status === 'ready' && (
        <div className="flex flex-col gap-1.5">
          <ScheduleWords schedule={preview.schedule} zone="always" />
          <FiringPills next={preview.schedule.next} timeZone={preview.schedule.timezone} />
        </div>
      )}
    </div>
  );
}
