import type { ScheduleSpec, ScheduleView } from '../../shared/domain/schedule.ts';
import { nextOccurrences } from './recurrence.ts';
import { partsInWords, scheduleInWords } from './schedule-words.ts';
import { isoInZone } from './zone-time.ts';

/** A schedule as every list, card and command shows it: in words, with its next firings (five unless asked). */
export function scheduleView(
  schedule: ScheduleSpec,
  { nowMs, count = 5 }: { nowMs: number; count?: number },
): ScheduleView {
  const { kind, timezone, text } = schedule;
  const next = nextOccurrences(schedule, { afterMs: nowMs, count }).map((moment) => isoInZone(timezone, moment));
  return {
    kind,
    ...(schedule.kind === 'cron' ? { cron: schedule.cron } : {}),
    ...(schedule.kind === 'every' ? { everyMs: schedule.everyMs } : {}),
    ...(schedule.kind === 'at' ? { at: schedule.at[0] ?? '' } : {}),
    ...(schedule.kind === 'combined'
      ? { parts: partsInWords(schedule.parts, new Set(schedule.parts.map((part) => part.timezone)).size > 1) }
      : {}),
    timezone,
    text,
    words: scheduleInWords(schedule),
    next,
  };
}
