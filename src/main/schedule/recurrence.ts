/** When a schedule fires: its recurrences together, narrowed down by its limits (limits.ts). */
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import { hasLimits, limitedMoments } from './limits.ts';
import { earliest, takeSimple } from './simple-recurrence.ts';

/** Nothing that recurs pauses longer: 29 February on a given weekday comes at least every 40 years. */
const horizonMs = 41 * 366 * 86_400_000;

/** The first `count` moments after `afterMs`, in order. Fewer when there are no more. */
export function nextOccurrences(schedule: ScheduleSpec, options: { afterMs: number; count: number }): number[] {
  return take(schedule, options.afterMs, options.afterMs + horizonMs, options.count);
}

/** All moments in (fromMs, toMs], in order, at most `cap`: the first ones. */
export function occurrencesBetween(schedule: ScheduleSpec, fromMs: number, toMs: number, cap: number): number[] {
  return take(schedule, fromMs, toMs, cap);
}

function take(schedule: ScheduleSpec, afterMs: number, untilMs: number, count: number): number[] {
  if (schedule.kind === 'manual') return [];
  const unlimited = (after: number, until: number, most: number): number[] =>
    schedule.kind === 'combined'
      ? earliest(
          schedule.parts.map((part) => takeSimple(part, after, until, most)),
          most,
        )
      : takeSimple(schedule, after, until, most);
  if (!hasLimits(schedule)) return unlimited(afterMs, untilMs, count);
  return limitedMoments(schedule, unlimited, { afterMs, untilMs, count });
}
