/** Months by name, as the Usage page picks them: `2026-11`. */
import { formatDayOfMonth, formatMonth } from './format-time.ts';

/** From the first to the last, both included; the latest five years at most. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let at = last; at >= first && months.length < 60; at = before(at)) months.unshift(at);
  return months;
}

function before(month: string): string {
  return new Date(Date.parse(`${month}-01T00:00:00Z`) - 1).toISOString().slice(0, 7);
}

/** "November 2026". */
export function monthName(month: string): string {
  return formatMonth(Date.parse(`${month}-01T00:00:00Z`), 'UTC');
}

/** `2026-11-05` -> "Thursday, 5 November". */
export function dayName(day: string): string {
  return formatDayOfMonth(Date.parse(`${day}T00:00:00Z`), 'UTC');
}
