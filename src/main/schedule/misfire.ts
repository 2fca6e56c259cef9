import type { MisfirePolicy } from '../store/tables/schedules.ts';
import { isoInZone } from './zone-time.ts';

/** How late a firing may start and still count as on time: a wake-up, a busy moment. */
export const graceMs = 60_000;
/** "All" means all within reason: of a long sleep no more than this many are made up for. */
export const mostCaughtUp = 50;

export interface Decision {
  dueAtMs: number;
  status: 'due' | 'missed';
  /** Why it is missed, or why it starts late; null when on time. */
  reason: string | null;
}

/**
 * What becomes of moments found due at `nowMs`, in order: on time they run; late ones by policy, within its window.
 * `laterExists`: the recurrence has more moments up to now than are given here (they are decided in pieces).
 */
export function decideMisfires(
  moments: readonly number[],
  options: { nowMs: number; policy: MisfirePolicy; windowMs: number; timezone: string; laterExists: boolean },
): Decision[] {
  const { nowMs, policy, windowMs, timezone, laterExists } = options;
  const absent = `asleep or switched off until ${clockAt(timezone, nowMs, moments[0] ?? nowMs)}`;
  const caughtUpFrom = laterExists ? Number.POSITIVE_INFINITY : (moments.at(-mostCaughtUp) ?? 0);
  const newest = moments.at(-1);
  return moments.map((dueAtMs): Decision => {
    const lateMs = nowMs - dueAtMs;
    if (lateMs <= graceMs) return { dueAtMs, status: 'due', reason: null };
    const missed = (why: string): Decision => ({ dueAtMs, status: 'missed', reason: `${absent}${why}` });
    if (policy === 'skip') return missed('');
    if (lateMs > windowMs) return missed(`, longer than this flow is made up for (${hours(windowMs)})`);
    if (policy === 'latest' && (laterExists || dueAtMs !== newest)) return missed('; only the latest is made up for');
    if (policy === 'all' && dueAtMs < caughtUpFrom) return missed(`; only the latest ${mostCaughtUp} are made up for`);
    return { dueAtMs, status: 'due', reason: absent };
  });
}

/** "11:40", with its day when that is another than the firing's. */
function clockAt(timezone: string, epochMs: number, besideMs: number): string {
  const iso = isoInZone(timezone, epochMs);
  const sameDay = iso.slice(0, 10) === isoInZone(timezone, besideMs).slice(0, 10);
  return sameDay ? iso.slice(11, 16) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function hours(ms: number): string {
  const count = Math.round(ms / 360_000) / 10;
  return count === 1 ? '1 hour' : `${count} hours`;
}
