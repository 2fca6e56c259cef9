/** Giving a flow another schedule or other policies. The old schedule keeps its ledger; the new one begins now. */
import {
  defaultPolicies,
  type FlowSchedule,
  type SchedulePolicies,
  type ScheduleSpec,
} from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  activateSchedule,
  activeSchedulesOf,
  deactivateClockSchedules,
  findSchedule,
  insertSchedule,
  type Schedule,
  updatePolicies,
} from '../store/tables/schedules.ts';
import { scheduleView } from './schedule-view.ts';
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

/**
 * Takes a change back: the schedule that was before (null: none) goes on, with the policies it had. Its count and its ledger are those
 * it had; what came due meanwhile is decided by its policies.
 * @throws MajordomoError `Schedule.Unknown` when that was never the flow's
 */
export function restoreSchedule(
  db: Database,
  flowId: string,
  before: { scheduleId: string | null; policies: SchedulePolicies },
): void {
  db.transaction(() => {
    deactivateClockSchedules(db, flowId);
    if (before.scheduleId === null) return;
    const schedule = findSchedule(db, before.scheduleId);
    if (schedule?.flowId !== flowId || schedule.source !== 'clock')
      throw new MajordomoError({
        code: 'Schedule.Unknown',
        message: 'The schedule that was before is gone. Set it again on the Schedule tab.',
        data: { flowId, scheduleId: before.scheduleId },
      });
    activateSchedule(db, schedule.id);
    updatePolicies(db, schedule.id, before.policies);
  }).immediate();
}

/** The schedule by the clock as a page shows it. */
export function flowScheduleOf(db: Database, flowId: string, now: { nowMs: number; timezone: string }): FlowSchedule {
  const schedule = clockScheduleOf(db, flowId);
  return {
    scheduleId: schedule?.id ?? null,
    spec: schedule?.spec ?? null,
    view: schedule === undefined ? null : scheduleView(schedule.spec, now),
    policies: schedule === undefined ? defaultPolicies : policiesOf(schedule),
    timezone: schedule?.spec.timezone ?? now.timezone,
  };
}

function clockScheduleOf(db: Database, flowId: string): Schedule | undefined {
  return activeSchedulesOf(db, flowId).find(({ source }) => source === 'clock');
}

export function policiesOf(schedule: Schedule): SchedulePolicies {
  const { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures } = schedule;
  return { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures };
}
