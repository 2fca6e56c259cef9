/** Which news of a run the user is told. Owns: that choice, and what is still being told. Does not own: showing and storing. */
import type { Approval } from '../../shared/domain/approval.ts';
import { runDetailOf } from '../flows/run-views.ts';
import type { Database } from '../store/database.ts';
import { findFlow } from '../store/tables/flows.ts';
import { notificationsOfRun } from '../store/tables/notifications.ts';
import type { RunEnd, RunRecord } from '../workflow/ports.ts';
import { firingOutcome } from './firing-outcome.ts';
import type { Notifier } from './notifier.ts';

export class RunTeller {
  readonly #deps: { db: Database; notifier: Notifier; log: (line: string) => void };
  readonly #telling = new Set<Promise<unknown>>();

  constructor(deps: { db: Database; notifier: Notifier; log: (line: string) => void }) {
    this.#deps = deps;
  }

  /** A firing is told with its outcome, once, unless the flow told the user something itself; a failure always is. */
  ended(run: RunRecord, end: RunEnd): void {
    const { db } = this.#deps;
    const failed = end.status === 'FAILED' || end.status === 'TIMED_OUT';
    if (run.origin.kind !== 'schedule' && !(run.origin.kind === 'manual' && failed)) return;
    if (!failed && notificationsOfRun(db, run.id).length > 0) return;
    const { title, body } = firingOutcome(this.#nameOf(run.flowId), runDetailOf(db, run.id));
    this.#tell({
      key: `outcome:${run.id}`,
      kind: failed ? 'failed' : 'fired',
      title,
      body,
      flowId: run.flowId,
      runId: run.id,
    });
  }

  /** A step waits for the user. */
  asked({ id, runId, flowId, question }: Approval): void {
    this.#tell({
      key: `approval:${id}`,
      kind: 'approval',
      title: `${this.#nameOf(flowId)} needs you`,
      body: question,
      flowId,
      runId,
    });
  }

  /** Resolves when everything has been told. */
  async settled(): Promise<void> {
    await Promise.all(this.#telling);
  }

  #nameOf(flowId: string): string {
    return findFlow(this.#deps.db, flowId)?.name ?? 'A flow';
  }

  #tell(told: Parameters<Notifier['tell']>[0]): void {
    const telling = this.#deps.notifier
      .tell(told)
      .catch((error: unknown) => this.#deps.log(`notification: ${String(error)}`));
    this.#telling.add(telling);
    void telling.finally(() => this.#telling.delete(telling));
  }
}
