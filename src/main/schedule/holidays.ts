import type { Holiday, ScheduleSpec } from '../../shared/domain/schedule.ts';
import { isListed } from './limits.ts';
import { wallMsAt } from './zone-time.ts';

/** Why a firing is left out, or null: its day is one of the holidays of the settings and its schedule heeds them. */
export function holidayReason(spec: ScheduleSpec, dueAtMs: number, holidays: readonly Holiday[]): string | null {
  if (spec.kind === 'manual' || spec.except?.holidays !== true) return null;
  const wall = wallMsAt(spec.timezone, dueAtMs);
  const found = holidays.find(({ date }) => isListed(wall, [date]));
  if (found === undefined) return null;
  return found.name === '' ? 'a holiday' : `a holiday: ${found.name}`;
}
