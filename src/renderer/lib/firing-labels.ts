/**
 * The next firings as short labels. What all of them share is left out: with one time of day only the days
 * differ ("Mon 23 Nov", "Tue 24"); within one day only the times do ("15:00", "16:00").
 */
import { dayWord, formatClock, formatDay, formatExact, formatMonth, formatWeekday } from './format-time.ts';

export interface FiringLabel {
  label: string;
  exact: string;
  atMs: number;
}

export function firingLabels(next: string[], nowMs: number, timeZone?: string): FiringLabel[] {
  const moments = next.map((iso) => Date.parse(iso)).filter((ms) => !Number.isNaN(ms));
  const clocks = new Set(moments.map((ms) => formatClock(ms, timeZone)));
  const days = moments.map((ms) => dayWord(ms, nowMs, timeZone));
  const oneClock = clocks.size === 1 && new Set(days).size === moments.length;
  return moments.map((ms, index) => {
    const exact = formatExact(ms, timeZone);
    const clock = formatClock(ms, timeZone);
    if (oneClock) {
      const before = moments[index - 1];
      const sameMonth = before !== undefined && formatMonth(before, timeZone) === formatMonth(ms, timeZone);
      const label = sameMonth ? formatWeekday(ms, timeZone) : formatDay(ms, nowMs, timeZone);
      return { label: capital(label), exact, atMs: ms };
    }
    const newDay = index === 0 || days[index] !== days[index - 1];
    return { label: newDay ? `${capital(days[index] ?? '')} ${clock}` : clock, exact, atMs: ms };
  });
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
