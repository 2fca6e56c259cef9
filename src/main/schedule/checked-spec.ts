/** A schedule that came as a whole, from a form: what its shape alone does not say is checked here. */
import type { ScheduleSpec, SimpleSchedule } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { countedFrom } from './change-schedule.ts';
import { canonicalCron, cronParts, cronSeparator } from './cron-expression.ts';
import { nextOccurrences } from './recurrence.ts';
import { scheduleInWords } from './schedule-words.ts';
import { canonicalZone } from './zone-time.ts';

/** Elapsed time is looked at no more often than this. */
const shortestEveryMs = 1_000;

/**
 * As it will be kept, with its text in words.
 * @throws MajordomoError `Schedule.BadZone`, `schedule.bad-cron`, `Schedule.TooOften`, `Schedule.NeverFires`
 */
export function checkedSpec(spec: ScheduleSpec, nowMs: number): ScheduleSpec {
  const zone = checkedZone(spec.timezone);
  if (spec.kind === 'manual') return { ...spec, timezone: zone, text: scheduleInWords(spec) };
  const counted = countedFrom({ ...checkedParts(spec), timezone: zone }, nowMs);
  if (nextOccurrences(counted, { afterMs: nowMs, count: 1 }).length === 0)
    throw new MajordomoError({
      code: 'Schedule.NeverFires',
      message: 'This would never fire. Choose a moment that is still to come, or a later end.',
      data: {},
    });
  return { ...counted, text: scheduleInWords(counted) };
}

function checkedParts(spec: Exclude<ScheduleSpec, { kind: 'manual' }>): Exclude<ScheduleSpec, { kind: 'manual' }> {
  if (spec.kind === 'combined') return { ...spec, parts: spec.parts.map((part) => checkedSimple(part)) };
  return checkedSimple(spec);
}

function checkedSimple<S extends SimpleSchedule>(part: S): S {
  const timezone = checkedZone(part.timezone);
  if (part.kind === 'cron')
    return { ...part, timezone, cron: cronParts(part.cron).map(canonicalCron).join(cronSeparator) };
  if (part.kind === 'every' && part.everyMs < shortestEveryMs)
    throw new MajordomoError({
      code: 'Schedule.TooOften',
      message: 'A flow fires every second at most. Choose a longer time.',
      data: { everyMs: part.everyMs },
    });
  return { ...part, timezone };
}

function checkedZone(name: string): string {
  const zone = canonicalZone(name);
  if (zone !== null) return zone;
  throw new MajordomoError({
    code: 'Schedule.BadZone',
    message: `'${name}' is not a time zone. Write an IANA name such as Europe/Berlin.`,
    data: { timezone: name },
  });
}
