import type { SchedulePolicies } from '../../shared/domain/schedule.ts';
import { isoInZone } from './zone-time.ts';

/** How late a firing may start and still count as on time: a wake-up, a busy moment. */
export const graceMs = 60_000;

export interface Decision {
  dueAtMs: number;
  status: 'due' | 'missed';
  /** Why it is missed, or why it starts late; null when on time. */
  reason: string | null;
}

export type MisfirePolicies = Pick<SchedulePolicies, 'misfire' | 'misfireWindowMs' | 'misfireCap'>;

/** How many late firings the policy makes up for at most. */
export function mostMadeUp({ misfire, misfireCap }: MisfirePolicies): number {
  return misfire === 'skip' ? 0 : misfire === 'latest' ? 1 : misfireCap;
}

/**
 * What becomes of moments found due at `nowMs`, in order: on time they run; late ones by policy, within its window.
 * `startOf`: when a firing is to start, its due time or later by its jitter. `madeUpFromMs`: the oldest of the newest so many
 * firings up to now that the policy makes up for.
 */
export function decideMisfires(
  moments: readonly number[],
  options: {
    nowMs: number;
    policies: MisfirePolicies;
    timezone: string;
    startOf: (dueAtMs: number) => number;
    madeUpFromMs: number;
  },
): Decision[] {
  const { nowMs, policies, timezone, startOf, madeUpFromMs } = options;
  const { misfire, misfireWindowMs, misfireCap } = policies;
  const absent = (): string => `asleep or switched off until ${clockAt(timezone, nowMs, moments[0] ?? nowMs)}`;
  return moments.map((dueAtMs): Decision => {
    const lateMs = nowMs - startOf(dueAtMs);
    if (lateMs <= graceMs) return { dueAtMs, status: 'due', reason: null };
    const missed = (why: string): Decision => ({ dueAtMs, status: 'missed', reason: `${absent()}${why}` });
    if (misfire === 'skip') return missed('');
    if (lateMs > misfireWindowMs)
      return missed(`, longer than this flow is made up for (${durationInWords(misfireWindowMs)})`);
    if (dueAtMs < madeUpFromMs)
      return missed(
        misfire === 'latest' ? '; only the latest is made up for' : `; only the latest ${misfireCap} are made up for`,
      );
    return { dueAtMs, status: 'due', reason: absent() };
  });
}

/** "11:40", with its day when that is another than the firing's. */
function clockAt(timezone: string, epochMs: number, besideMs: number): string {
  const iso = isoInZone(timezone, epochMs);
  const sameDay = iso.slice(0, 10) === isoInZone(timezone, besideMs).slice(0, 10);
  return sameDay ? iso.slice(11, 16) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** "30 minutes", "1 hour", "36 hours". */
export function durationInWords(ms: number): string {
  const [count, unit] = ms < 3_600_000 ? [Math.round(ms / 60_000), 'minute'] : [Math.round(ms / 360_000) / 10, 'hour'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
