import { dayWord, formatDay } from './format-time.ts';

/** A list with a heading before each day's items, as one flat list of rows. */
export type DayRow<T> = { kind: 'day'; key: string; words: string } | { kind: 'item'; key: string; item: T };

/** Keeps the order given; neighbours of one day share a heading: "today", "yesterday", "Thu 19 Nov". */
export function rowsByDay<T extends { id: string; startedAtMs: number }>(
  items: readonly T[],
  nowMs: number,
): DayRow<T>[] {
  return rowsByDayOf(items, (item) => item.startedAtMs, nowMs);
}

export function rowsByDayOf<T extends { id: string }>(
  items: readonly T[],
  atMsOf: (item: T) => number,
  nowMs: number,
): DayRow<T>[] {
  const rows: DayRow<T>[] = [];
  let dayStartMs = Number.NaN;
  let dayEndMs = Number.NaN;
  for (const item of items) {
    const atMs = atMsOf(item);
    // Formatting a date costs a thousand times what comparing two numbers does.
    if (!(atMs >= dayStartMs && atMs < dayEndMs)) {
      [dayStartMs, dayEndMs] = dayAround(atMs);
      rows.push({ kind: 'day', key: `day ${formatDay(atMs, nowMs)}`, words: dayWord(atMs, nowMs) });
    }
    rows.push({ kind: 'item', key: item.id, item });
  }
  return rows;
}

/** The calendar day of the system's zone. */
function dayAround(atMs: number): [number, number] {
  const at = new Date(atMs);
  const start = new Date(at.getFullYear(), at.getMonth(), at.getDate());
  const end = new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);
  return [start.getTime(), end.getTime()];
}
