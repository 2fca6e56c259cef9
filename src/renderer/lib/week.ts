/** Weeks and days of the calendar in the system's zone. Pure. */
export interface Day {
  startMs: number;
  endMs: number;
}

/** Monday, unless the user's region begins its weeks on another day. 1 is Monday, 7 Sunday. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
}

/** The seven days of the week in which a moment lies. Days have 23 or 25 hours where clocks change. */
export function weekOf(ms: number, firstDay = 1): Day[] {
  const at = new Date(ms);
  const back = (at.getDay() - (firstDay % 7) + 7) % 7;
  return Array.from({ length: 7 }, (_, index) => {
    const day = at.getDate() - back + index;
    return {
      startMs: new Date(at.getFullYear(), at.getMonth(), day).getTime(),
      endMs: new Date(at.getFullYear(), at.getMonth(), day + 1).getTime(),
    };
  });
}

/** The same time of day, some weeks on or back. */
export function weeksFrom(ms: number, weeks: number): number {
  const at = new Date(ms);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + weeks * 7, 12).getTime();
}
