import type { ScheduleSpec, ScheduleView } from '../../shared/domain/schedule.ts';
import { nextOccurrences } from './recurrence.ts';
import { partsInWords, scheduleInWords } from './schedule-words.ts';
import { isoInZone } from './zone-time.ts';

/** When a flow fires, by the clock and by what happens (`triggers`, in words); null when neither says. */
export function whenView(
  schedule: ScheduleSpec | null,
  triggers: readonly string[],
  { nowMs }: { nowMs: number },
): ScheduleView | null {
  const view = schedule === null ? null : scheduleView(schedule, { nowMs });
  if (triggers.length === 0) return view;
  if (view !== null && view.kind !== 'manual') return { ...view, words: [view.words, ...triggers].join('; and ') };
  const words = triggers.join('; and ');
  return { kind: 'trigger', timezone: schedule?.timezone ?? 'UTC', text: words, words, next: [] };
}

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
