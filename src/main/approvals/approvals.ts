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

export interface Question {
  /** The same key twice is one question. */
  key: string;
  /** The run that parks. */
  runId: string;
  flowId: string;
  state: string;
  question: string;
  detail: string | null;
  expiresInSeconds: number;
}

export class Approvals {
  readonly #deps: ApprovalsDeps;
  readonly #waiting = new Map<string, Set<(decided: Approval) => void>>();

  constructor(deps: ApprovalsDeps) {
    this.#deps = deps;
  }

  /** Parks the run until the decision, the expiry or the run's own end. */
  async wait(request: TaskRequest, signal: AbortSignal): Promise<TaskOutcome> {
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
    const { run, state, idempotencyKey: key } = request;
    const asked = { key, runId: run.id, flowId: run.flowId, state, question, detail: detail ?? null, expiresInSeconds };
    return await this.ask(asked, signal);
  }

  /**
   * Asks once for each key, and parks that run until the decision. Several may wait for the same one.
   * @throws MajordomoError `Store.OwnerLost`
   */
  async ask(asked: Question, signal: AbortSignal): Promise<TaskOutcome> {
    const { db, clock } = this.#deps;
    const { expiresInSeconds, ...question } = asked;
    const nowMs = clock.nowMs();
    const { isNew, approval } = askApproval(db, {
      ...question,
      id: newId('approval', nowMs),
      expiresAtMs: nowMs + expiresInSeconds * 1000,
      createdAtMs: nowMs,
    });
    if (isNew) this.#deps.onAsked(approval);
    return approval.status === 'pending' ? outcomeOf(await this.#decision(approval, signal)) : outcomeOf(approval);
  }

  /** @throws MajordomoError `Approval.Unknown`, `Approval.Decided`, `Store.OwnerLost` */
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
    const { db, clock } = this.#deps;
    const decided = decideApproval(db, id, { status, note, nowMs: clock.nowMs() });
    if (!decided) return undefined;
    this.#deps.onDecided(decided);
    for (const end of this.#waiting.get(id) ?? []) end(decided);
    return decided;
  }

  #decision(approval: Approval, signal: AbortSignal): Promise<Approval> {
    const waiting = this.#waiting.get(approval.id) ?? new Set();
    this.#waiting.set(approval.id, waiting);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        cancelExpiry();
        waiting.delete(end);
        if (waiting.size === 0) this.#waiting.delete(approval.id);
        signal.removeEventListener('abort', onAbort);
      };
      const end = (decided: Approval): void => {
        leave();
        resolve(decided);
      };
      const lapse = (status: 'expired' | 'withdrawn'): Approval | undefined => {
        try {
          return this.#decide(approval.id, status, null);
        } catch (error) {
          // Another process may own the database by now: what waits is that one's to decide.
          leave();
          reject(error);
          return undefined;
        }
      };
      const cancelExpiry = this.#deps.clock.setTimer(approval.expiresAtMs, () => void lapse('expired'));
      const onAbort = (): void => {
        // The app is stopping, or others wait as well: the question stays. Else nothing is left to decide.
        if (signal.reason === 'stop' || waiting.size > 1 || !lapse('withdrawn')) end(approval);
      };
      waiting.add(end);
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
