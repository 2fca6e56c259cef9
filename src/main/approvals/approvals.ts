/**
 * Steps that wait for the user. Owns: the questions and their decisions, each decided once; the waiting of this process.
 * Does not own: how the user is told (the port), what the flow does with a decision.
 * A question outlives the process: the row is found again by the step's key, and a decision made meanwhile counts.
 */
import { type Approval, approvalArguments } from '../../shared/domain/approval.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import { askApproval, decideApproval, findApproval } from '../store/tables/approvals.ts';
import type { Clock, TaskOutcome, TaskRequest } from '../workflow/ports.ts';

export interface ApprovalsDeps {
  db: Database;
  clock: Clock;
  onAsked: (approval: Approval) => void;
  onDecided: (approval: Approval) => void;
}

export class Approvals {
  readonly #deps: ApprovalsDeps;
  readonly #waiting = new Map<string, (decided: Approval) => void>();

  constructor(deps: ApprovalsDeps) {
    this.#deps = deps;
  }

  /** Parks the run until the decision, the expiry or the run's own end. */
  async wait(request: TaskRequest, signal: AbortSignal): Promise<TaskOutcome> {
    const { db, clock } = this.#deps;
    const parsed = approvalArguments.safeParse(request.arguments);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`);
      return {
        ok: false,
        error: 'Approval.BadArguments',
        cause: `The approval's arguments do not fit: ${problems.join('; ')}.`,
      };
    }
    const { question, detail, expiresInSeconds } = parsed.data;
    const nowMs = clock.nowMs();
    const { isNew, approval } = askApproval(db, {
      id: newId('approval', nowMs),
      key: request.idempotencyKey,
      runId: request.run.id,
      flowId: request.run.flowId,
      state: request.state,
      question,
      detail: detail ?? null,
      expiresAtMs: nowMs + expiresInSeconds * 1000,
      createdAtMs: nowMs,
    });
    if (isNew) this.#deps.onAsked(approval);
    return approval.status === 'pending' ? outcomeOf(await this.#decision(approval, signal)) : outcomeOf(approval);
  }

  /** @throws MajordomoError `Approval.Unknown`, `Approval.Decided` */
  decide(id: string, status: 'approved' | 'denied', note: string | null): Approval {
    const decided = this.#decide(id, status, note);
    if (decided) return decided;
    const approval = findApproval(this.#deps.db, id);
    if (!approval)
      throw new MajordomoError({
        code: 'Approval.Unknown',
        message: `There is no approval ${id}. 'approval list' shows what waits.`,
        data: { id },
      });
    throw new MajordomoError({
      code: 'Approval.Decided',
      message: `This was already ${approval.status}.`,
      data: { id, status: approval.status },
    });
  }

  #decide(id: string, status: Exclude<Approval['status'], 'pending'>, note: string | null): Approval | undefined {
    const decided = decideApproval(this.#deps.db, id, { status, note, nowMs: this.#deps.clock.nowMs() });
    if (!decided) return undefined;
    this.#deps.onDecided(decided);
    this.#waiting.get(id)?.(decided);
    return decided;
  }

  #decision(approval: Approval, signal: AbortSignal): Promise<Approval> {
    return new Promise((resolve) => {
      const expire = this.#deps.clock.setTimer(
        approval.expiresAtMs,
        () => void this.#decide(approval.id, 'expired', null),
      );
      const end = (decided: Approval): void => {
        expire();
        this.#waiting.delete(approval.id);
        signal.removeEventListener('abort', onAbort);
        resolve(decided);
      };
      const onAbort = (): void => {
        // The app is stopping: the question stays. The run itself has ended: nothing is left to decide.
        if (signal.reason === 'stop' || !this.#decide(approval.id, 'withdrawn', null)) end(approval);
      };
      this.#waiting.set(approval.id, end);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
  }
}

function outcomeOf(approval: Approval): TaskOutcome {
  switch (approval.status) {
    case 'approved':
      return { ok: true, output: { decision: 'approved', note: approval.note } };
    case 'denied':
      return { ok: false, error: 'Approval.Denied', cause: approval.note ?? `You said no to: ${approval.question}` };
    default:
      return { ok: false, error: 'Approval.Expired', cause: `Nobody decided in time: ${approval.question}` };
  }
}
