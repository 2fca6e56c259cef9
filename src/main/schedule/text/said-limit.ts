import type { ScheduleLimits } from '../../../shared/domain/schedule.ts';

export interface LimitDay {
  /** The wall-clock reading in the schedule's zone, written as if it were UTC. */
  wallMs: number;
  /** A time of day was said. */
  timed: boolean;
  /** Only day and month were said. */
  yearly: boolean;
}

/** What one phrase says. `from` and `until` are days until all phrases are known; a duration counts from the first day. */
export interface SaidLimit extends Pick<ScheduleLimits, 'times' | 'quiet' | 'except' | 'jitterMs'> {
  from?: LimitDay;
  until?: LimitDay;
  lasting?: { amount: number; unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' };
  /** To be put in the place of the phrase. */
  instead?: string;
  assumption?: string;
}

export interface LimitContext {
  timezone: string;
  nowMs: number;
}
