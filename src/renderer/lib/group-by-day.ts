import { dayWord, formatDay } from './format-time.ts';

export interface DayGroup<T> {
  key: string;
  /** "today", "yesterday", "Thu 19 Nov". */
  words: string;
  items: T[];
}

/** Keeps the order given; neighbours of one day share a group. */
export function groupByDay<T extends { startedAtMs: number }>(items: T[], nowMs: number): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const item of items) {
    const key = formatDay(item.startedAtMs, nowMs);
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, words: dayWord(item.startedAtMs, nowMs), items: [item] });
  }
  return groups;
}
