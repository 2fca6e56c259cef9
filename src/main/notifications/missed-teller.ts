/** Firings that never ran: told once for each flow, however many they are, unless a late run makes up for them. */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import { occurrenceIdOf } from '../schedule/run-missed.ts';
import { isoInZone } from '../schedule/zone-time.ts';
import type { Database } from '../store/database.ts';
import { findFlow } from '../store/tables/flows.ts';
import { listOccurrences } from '../store/tables/occurrences.ts';
import { findSchedule } from '../store/tables/schedules.ts';
import type { Clock } from '../workflow/ports.ts';
import { missedKey } from './note-actions.ts';
import type { Notifier } from './notifier.ts';

/** The ledger is reconciled in one go; what it found missed is told after that. */
const gatherMs = 500;

export class MissedTeller {
  readonly #deps: { db: Database; clock: Clock; notifier: Notifier; log: (line: string) => void };
  readonly #missed = new Map<string, { latest: Occurrence; count: number }>();

  constructor(deps: { db: Database; clock: Clock; notifier: Notifier; log: (line: string) => void }) {
    this.#deps = deps;
  }

  settled(occurrence: Occurrence): void {
    if (occurrence.status !== 'missed') return;
    if (this.#missed.size === 0) {
      const { clock } = this.#deps;
      clock.setTimer(clock.nowMs() + gatherMs, () => this.flush());
    }
    const known = this.#missed.get(occurrence.flowId);
    const latest = known === undefined || occurrence.dueAtMs > known.latest.dueAtMs ? occurrence : known.latest;
    this.#missed.set(occurrence.flowId, { latest, count: (known?.count ?? 0) + 1 });
  }

  /** Tells what was gathered. */
  flush(): void {
    const { notifier, log } = this.#deps;
    const missed = [...this.#missed.values()];
    this.#missed.clear();
    for (const { latest, count } of missed) {
      const told = this.#toldOf(latest, count);
      if (told !== null) notifier.tell(told).catch((error: unknown) => log(`notification: ${String(error)}`));
    }
  }

  #toldOf(latest: Occurrence, count: number): Parameters<Notifier['tell']>[0] | null {
    const { db } = this.#deps;
    const flow = findFlow(db, latest.flowId);
    const schedule = findSchedule(db, latest.scheduleId);
    const [newest] = listOccurrences(db, { flowId: latest.flowId, limit: 1 });
    // Something of the flow ran after it, or is about to.
    if (flow?.status !== 'on' || schedule === undefined || (newest?.dueAtMs ?? 0) > latest.dueAtMs) return null;
    const at = isoInZone(schedule.spec.timezone, latest.dueAtMs).slice(0, 16).replace('T', ' at ');
    const others = count === 1 ? '' : `, and ${count - 1} before`;
    return {
      key: missedKey(occurrenceIdOf(latest)),
      kind: 'failed',
      title: `${flow.name} did not run`,
      body: `It was due on ${at}${others}: ${latest.reason ?? 'it was missed'}. It can still be run from the agenda.`,
      flowId: latest.flowId,
      runId: null,
    };
  }
}
