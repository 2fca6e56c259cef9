/** Giving a flow another schedule or other policies. The old schedule keeps its ledger; the new one begins now. */
import type { SchedulePolicies, ScheduleSpec } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  activeSchedulesOf,
  deactivateClockSchedules,
  insertSchedule,
  type Schedule,
  updatePolicies,
} from '../store/tables/schedules.ts';
import { isoInZone } from './zone-time.ts';

/** "10 times" is counted from when the flow is set up, not from when it was asked for. */
export function countedFrom(spec: ScheduleSpec, nowMs: number): ScheduleSpec {
  if (spec.kind === 'manual' || spec.times === undefined) return spec;
  return { ...spec, timesSince: isoInZone(spec.timezone, nowMs) };
}

/**
 * @returns the schedule as it is now; null when the flow fires by hand only
 * @throws MajordomoError `Schedule.None` when policies are given to a flow without a schedule
 */
export function changeSchedule(
  db: Database,
  flowId: string,
  change: { spec?: ScheduleSpec; policies: Partial<SchedulePolicies>; nowMs: number },
): Schedule | null {
  const { spec, policies, nowMs } = change;
  return db
    .transaction(() => {
      const current = clockScheduleOf(db, flowId);
      if (spec === undefined) {
        if (current === undefined)
          throw new MajordomoError({
            code: 'Schedule.None',
            message: 'This flow has no schedule. Give it one first, such as "every day at 9am".',
            data: { flowId },
          });
        updatePolicies(db, current.id, { ...policiesOf(current), ...policies });
      } else {
        deactivateClockSchedules(db, flowId);
        if (spec.kind !== 'manual') {
          const kept = current === undefined ? {} : policiesOf(current);
          const id = newId('schedule', nowMs);
          insertSchedule(db, { id, flowId, spec: countedFrom(spec, nowMs), nowMs, ...kept, ...policies });
        }
      }
      return clockScheduleOf(db, flowId) ?? null;
    })
    .immediate();
}

function clockScheduleOf(db: Database, flowId: string): Schedule | undefined {
  return activeSchedulesOf(db, flowId).find(({ source }) => source === 'clock');
}

export function policiesOf(schedule: Schedule): SchedulePolicies {
  const { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures } = schedule;
  return { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures };
}
