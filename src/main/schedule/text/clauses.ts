import { MajordomoError } from '../../../shared/errors.ts';

/** What the grammar reads: a schedule phrase is clauses in any order ("at 9am", "on weekdays", "Berlin time"). */

export type IntervalUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type DayPart = 'morning' | 'lunchtime' | 'afternoon' | 'evening' | 'night';

export interface TimeOfDay {
  hour: number;
  minute: number;
  second: number;
  /** A number alone ("9"): what other clauses say may make it 21:00. */
  bare: boolean;
}

/** Which weekday of its month: 1–5, or the last. */
export type WeekdayOrdinal = number | 'last';
export type MonthDay = number | 'last';

/** `recurs` says the words themselves mean repetition ("mondays", "every monday"), as "monday" alone does not. */
export type Clause =
  | { kind: 'interval'; amount: number; unit: IntervalUnit }
  | { kind: 'times-per'; count: number; unit: IntervalUnit }
  | { kind: 'days'; days: number[]; recurs: boolean }
  | { kind: 'every-other-day'; days: number[] }
  | { kind: 'except-days'; days: number[] }
  | { kind: 'except-months'; months: number[] }
  | { kind: 'except-month-days'; days: MonthDay[] }
  | { kind: 'nth-weekdays'; ordinals: WeekdayOrdinal[]; days: number[]; monthStep: number; recurs: boolean }
  | { kind: 'month-days'; days: MonthDay[]; monthStep: number; recurs: boolean }
  | { kind: 'month-dates'; dates: Array<{ month: number; day: number }>; recurs: boolean }
  | { kind: 'months'; months: number[]; recurs: boolean }
  | { kind: 'times'; times: TimeOfDay[]; recurs: boolean }
  | { kind: 'part'; part: DayPart; recurs: boolean }
  | { kind: 'window'; from: TimeOfDay | null; to: TimeOfDay | null }
  | { kind: 'office-hours' }
  | { kind: 'start'; time: TimeOfDay }
  | { kind: 'minute-marks'; minutes: number[]; recurs: boolean }
  | { kind: 'zone'; name: string }
  | { kind: 'nothing' };

/** A clause and where its words end in the text. */
export interface PlacedClause {
  clause: Clause;
  end: number;
}

/** Words that are understood but name no possible schedule ("every day at 25:00"). */
export class ScheduleTextProblem extends MajordomoError {
  constructor(message: string) {
    super({ code: 'schedule.bad-text', message });
    this.name = 'ScheduleTextProblem';
  }
}
