import {
  type Clause,
  type DayPart,
  type MonthDay,
  ScheduleTextProblem,
  type TimeOfDay,
  type WeekdayOrdinal,
} from './clauses.ts';

type Of<K extends Clause['kind']> = Extract<Clause, { kind: K }>;

/** One schedule being put together from its clauses. */
export interface Draft {
  interval: Of<'interval'> | null;
  timesPer: Of<'times-per'> | null;
  days: number[] | null;
  everyOtherDay: number[] | null;
  exceptDays: number[];
  exceptMonths: number[];
  exceptMonthDays: MonthDay[];
  nth: { ordinals: WeekdayOrdinal[]; days: number[] } | null;
  monthDays: MonthDay[] | null;
  monthDates: Array<{ month: number; day: number }> | null;
  months: number[] | null;
  monthStep: number;
  times: TimeOfDay[];
  part: DayPart | null;
  window: { from: TimeOfDay | null; to: TimeOfDay | null } | null;
  officeHours: boolean;
  minuteMarks: number[] | null;
  /** Some word said that it repeats. */
  recurs: boolean;
}

export function emptyDraft(): Draft {
  return {
    interval: null,
    timesPer: null,
    days: null,
    everyOtherDay: null,
    exceptDays: [],
    exceptMonths: [],
    exceptMonthDays: [],
    nth: null,
    monthDays: null,
    monthDates: null,
    months: null,
    monthStep: 1,
    times: [],
    part: null,
    window: null,
    officeHours: false,
    minuteMarks: null,
    recurs: false,
  };
}

/** Clauses sorted into drafts: "mondays at 8 and fridays at 10" are two. The zone holds for all of them. */
export function draftsOf(clauses: Clause[]): { drafts: Draft[]; zone: string | null } {
  let draft = emptyDraft();
  let zone: string | null = null;
  const drafts = [draft];
  for (const clause of clauses) {
    if (clause.kind === 'zone') {
      if (zone !== null && zone !== clause.name)
        throw new ScheduleTextProblem(
          `A schedule has one time zone, but this names both "${zone}" and "${clause.name}".`,
        );
      zone = clause.name;
    } else if (!add(draft, clause)) {
      draft = emptyDraft();
      drafts.push(draft);
      add(draft, clause);
    }
  }
  const last = drafts.at(-1);
  if (
    drafts.length > 1 &&
    last !== undefined &&
    !hasDate(last) &&
    last.interval === null &&
    last.part === null &&
    last.times.length > 0
  )
    throw new ScheduleTextProblem(
      'I cannot tell which days the last time belongs to: say "mondays at 9am and fridays at 5pm".',
    );
  for (const [index, later] of drafts.entries())
    if (index > 0 && later.times.length === 0 && later.interval === null && later.part === null)
      later.times = drafts[index - 1]?.times ?? [];
  return { drafts, zone };
}

function hasDate(draft: Draft): boolean {
  return (
    draft.days !== null ||
    draft.everyOtherDay !== null ||
    draft.nth !== null ||
    draft.monthDays !== null ||
    draft.monthDates !== null
  );
}

/** False when the draft already says something else about the same thing: then another schedule begins. */
function add(draft: Draft, clause: Exclude<Clause, { kind: 'zone' }>): boolean {
  switch (clause.kind) {
    case 'nothing':
      return true;
    case 'interval':
      if (!addInterval(draft, clause)) return false;
      draft.recurs = true;
      return true;
    case 'times-per':
      if (draft.timesPer !== null) return false;
      draft.timesPer = clause;
      draft.recurs = true;
      return true;
    case 'days':
      if (draft.days !== null && draft.times.length > 0) return false;
      if (draft.monthDays !== null || draft.nth !== null) return draft.times.length > 0 ? false : fridayThe13th();
      draft.days = [...(draft.days ?? []), ...clause.days];
      draft.recurs ||= clause.recurs || draft.days.length > 1;
      return true;
    case 'every-other-day':
      if (hasDate(draft)) return false;
      draft.everyOtherDay = clause.days;
      draft.recurs = true;
      return true;
    case 'except-days':
      draft.exceptDays.push(...clause.days);
      return true;
    case 'except-months':
      draft.exceptMonths.push(...clause.months);
      return true;
    case 'except-month-days':
      draft.exceptMonthDays.push(...clause.days);
      return true;
    case 'nth-weekdays':
      if (hasDate(draft)) return false;
      draft.nth = { ordinals: clause.ordinals, days: clause.days };
      draft.monthStep = Math.max(draft.monthStep, clause.monthStep);
      draft.recurs ||= clause.recurs;
      return true;
    case 'month-days':
      if (hasDate(draft)) return draft.days === null ? false : fridayThe13th();
      draft.monthDays = clause.days;
      draft.monthStep = Math.max(draft.monthStep, clause.monthStep);
      draft.recurs ||= clause.recurs;
      return true;
    case 'month-dates':
      if (hasDate(draft)) return false;
      draft.monthDates = clause.dates;
      draft.recurs ||= clause.recurs;
      return true;
    case 'months':
      if (draft.months !== null) return false;
      draft.months = clause.months;
      draft.recurs ||= clause.recurs || clause.months.length > 1;
      return true;
    case 'times':
      draft.recurs ||= clause.recurs;
      if (draft.times.length > 0 && hasDate(draft)) return false;
      draft.times = [...draft.times, ...clause.times];
      return true;
    case 'part':
      if (draft.part !== null && draft.part !== clause.part) return false;
      draft.part = clause.part;
      draft.recurs ||= clause.recurs;
      return true;
    case 'window':
      return addWindow(draft, clause);
    case 'start':
      return addWindow(draft, { from: clause.time, to: null });
    case 'office-hours':
      draft.officeHours = true;
      return true;
    case 'minute-marks':
      if (draft.minuteMarks !== null) return false;
      draft.minuteMarks = clause.minutes;
      draft.recurs ||= clause.recurs;
      return true;
  }
}

const coarse = ['day', 'week', 'month', 'year'];

/** "every day every 10 minutes": the finer interval counts, "every day" only says it goes on. */
function addInterval(draft: Draft, clause: Of<'interval'>): boolean {
  const known = draft.interval;
  if (
    known === null ||
    (known.amount === 1 && coarse.includes(known.unit) && known.unit !== clause.unit && draft.times.length === 0)
  )
    draft.interval = clause;
  else if (
    !(clause.amount === 1 && coarse.includes(clause.unit) && known.unit !== clause.unit && draft.times.length === 0)
  )
    return false;
  return true;
}

function addWindow(draft: Draft, clause: { from: TimeOfDay | null; to: TimeOfDay | null }): boolean {
  if (
    draft.window !== null &&
    ((draft.window.from !== null && clause.from !== null) || (draft.window.to !== null && clause.to !== null))
  )
    return false;
  draft.window = { from: clause.from ?? draft.window?.from ?? null, to: clause.to ?? draft.window?.to ?? null };
  return true;
}

function fridayThe13th(): never {
  throw new ScheduleTextProblem('A day of the week and a day of the month cannot both be asked for at once.');
}
