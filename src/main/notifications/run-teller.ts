/**
 * Which news of a run the user is told. Owns: that choice, made once for each run, also over a crash. Does not own: showing and
 * storing.
 */
import type { Approval } from '../../shared/domain/approval.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import { runDetailOf } from '../flows/run-views.ts';
import type { Database } from '../store/database.ts';
import { listApprovals } from '../store/tables/approvals.ts';
import { findFlow } from '../store/tables/flows.ts';
import { notificationsOfRun } from '../store/tables/notifications.ts';
import { markRunTold, untoldRuns } from '../store/tables/runs.ts';
import type { Clock, RunOrigin } from '../workflow/ports.ts';
import { firingOutcome } from './firing-outcome.ts';
import { approvalKey } from './note-actions.ts';
import type { Notifier, Told } from './notifier.ts';

const longestDetail = 300;
/** More questions than these wait for nobody's answer at once. */
const mostAsked = 1_000;
/** Well under a frame; then others have their turn. */
const untoldAtOnce = 8;

export interface EndedRun {
  id: string;
  flowId: string;
  origin: RunOrigin;
}

export class RunTeller {
  readonly #deps: { db: Database; clock: Clock; notifier: Notifier; log: (line: string) => void };

  #stopped = false;

  constructor(deps: { db: Database; clock: Clock; notifier: Notifier; log: (line: string) => void }) {
    this.#deps = deps;
  }

  /** A firing is told with its outcome, as its flow wants it and unless the flow told the user itself; a failure always is. */
  ended(run: EndedRun, status: RunStatus): void {
    const { db, clock } = this.#deps;
    const told = this.#outcomeOf(run, status);
    if (told !== null) this.#tell(told);
    // Only now: told twice is told once, by the key, and never told is never.
    markRunTold(db, run.id, clock.nowMs());
  }

  /** A step waits for the user. */
  asked({ id, runId, flowId, question, detail }: Approval): void {
    this.#tell({
      key: approvalKey(id),
      kind: 'approval',
      title: `${this.#nameOf(flowId)} needs you`,
      body: detail === null ? question : `${question}\n${detail.slice(0, longestDetail)}`,
      flowId,
      runId,
    });
  }

  /** After a start: what an earlier process ended or asked, and did not come to tell. A few at a time: there may be thousands. */
  async tellUntold(): Promise<void> {
    const { db } = this.#deps;
    const approvals = listApprovals(db, { pendingOnly: true, limit: mostAsked });
    while (approvals.length > 0 && !this.#stopped) {
      for (const approval of approvals.splice(0, untoldAtOnce)) this.asked(approval);
      await breath();
    }
    while (!this.#stopped) {
      const rows = untoldRuns(db, untoldAtOnce);
      for (const row of rows)
        this.ended({ id: row.id, flowId: row.flow_id, origin: JSON.parse(row.origin) as RunOrigin }, row.status);
      if (rows.length < untoldAtOnce) return;
      await breath();
    }
  }

  /** What is left untold is told by the next process. */
  stop(): void {
    this.#stopped = true;
  }

  #outcomeOf({ id, flowId, origin }: EndedRun, status: RunStatus): Told | null {
    const { db } = this.#deps;
    const failed = status === 'FAILED' || status === 'TIMED_OUT';
    if (origin.kind !== 'schedule' && !(origin.kind === 'manual' && failed)) return null;
    const flow = findFlow(db, flowId);
    if (!failed && (flow?.telling === 'failures' || notificationsOfRun(db, id).length > 0)) return null;
    const detail = runDetailOf(db, id);
    if (status === 'SUCCEEDED' && flow?.telling === 'news' && detail.effects.length === 0) return null;
    const { title, body } = firingOutcome(this.#nameOf(flowId), detail);
    return { key: `outcome:${id}`, kind: failed ? 'failed' : 'fired', title, body, flowId, runId: id };
  }

  #nameOf(flowId: string): string {
    return findFlow(this.#deps.db, flowId)?.name ?? 'A flow';
  }

  #tell(told: Told): void {
    this.#deps.notifier.tell(told).catch((error: unknown) => this.#deps.log(`notification: ${String(error)}`));
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
