/** What of one flow happens again and again on one day is said in one line. Pure. */
import type { AgendaEntry } from '../../shared/domain/agenda.ts';

export interface AgendaGroup {
  key: string;
  entries: AgendaEntry[];
}

/** More than this many alike in a day are put together. */
const mostAlone = 3;

/** In the order of their first; only neighbours in meaning (same flow, same status) are put together. */
export function groupsOf(entries: readonly AgendaEntry[]): AgendaGroup[] {
  const alike = new Map<string, AgendaEntry[]>();
  for (const entry of entries) {
    const key = `${entry.flowId} ${entry.status}`;
    alike.set(key, [...(alike.get(key) ?? []), entry]);
  }
  return [...alike.values()]
    .flatMap((same) => (same.length > mostAlone ? [same] : same.map((entry) => [entry])))
    .map((same) => ({ key: same[0]?.occurrenceId ?? '', entries: same }))
    .sort((a, b) => (a.entries[0]?.dueAtMs ?? 0) - (b.entries[0]?.dueAtMs ?? 0));
}
