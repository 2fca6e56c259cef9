import type { ScheduleView } from '../../shared/domain/schedule.ts';
import { formatZone } from '../lib/format-time.ts';

interface ScheduleWordsProps {
  schedule: ScheduleView;
  /** Say the zone always, or only when it is not the user's own. */
  zone?: 'always' | 'foreign' | 'never';
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Every day at 09:00, Berlin time". */
export function ScheduleWords({ schedule, zone = 'foreign' }: ScheduleWordsProps) {
  const place = formatZone(schedule.timezone);
  const matters = schedule.kind === 'cron' || schedule.kind === 'at';
  const said = schedule.words.includes(place) || schedule.words.includes(schedule.timezone);
  const shown = zone === 'always' || (zone === 'foreign' && schedule.timezone !== ownZone);
  return (
    <span className="tabular-nums">
      {schedule.words.charAt(0).toUpperCase() + schedule.words.slice(1)}
      {shown && matters && !said && <span className="text-ink-3">, {place}</span>}
    </span>
  );
}
