/**
 * How many runs may begin in a day: of one flow, and of everything together. The count is the rows of `runs`, so it survives a restart.
 *
 * R1 A run is counted and admitted in the transaction that creates it: of two at the same moment, the second one sees the first.
 * R2 A firing over the limit of a flow that asks becomes a run that does nothing until the answer; while that question stands, or once
 *    it was answered with no, further firings of the day are refused, so that there is one question. Everything else over it is refused.
 */
import type { GlobalBudget } from '../../shared/domain/budget.ts';
import { MajordomoError, type Result } from '../../shared/errors.ts';
import type { Approvals } from '../approvals/approvals.ts';
import type { Database } from '../store/database.ts';
import { raisedBy } from '../store/tables/budgets.ts';
import { findFlow } from '../store/tables/flows.ts';
import {
  budgetOfVersion,
  countRunsBegun,
  noteRunRequest,
  type RunRequest,
  requestsOfRun,
  standingRequest,
  zoneOfFlow,
} from '../store/tables/run-requests.ts';
import type { RunRecord, TaskRequest } from '../workflow/ports.ts';
import { dayOf } from './limits.ts';
import { amountWords, scopeWords } from './shortfall.ts';

export interface RunLimitsDeps {
  db: Database;
  /** Of the user: for everything together, and for a flow without a clock of its own. */
  timezone: string;
  /** As set now. */
  global: () => GlobalBudget;
}

interface RunLimit {
  scope: 'flow-day' | 'day';
  scopeId: string;
  agreed: number;
  /** With what the user has allowed since. */
  limit: number;
  /** Runs that began that day. */
  begun: number;
}

/** Stands before the tasks of a run. */
export interface RunGate {
  /** The run has to be allowed first: none of its tasks has begun. */
  waits(run: RunRecord): boolean;
  /** Parks the run until it is allowed; an error when it is not. */
  pass(request: TaskRequest, signal: AbortSignal): Promise<Result<null>>;
}

/** Where no limit can hold: dry runs. */
export const openGate: RunGate = {
  waits: () => false,
  pass: () => Promise.resolve({ ok: true, value: null }),
};

const expiresInSeconds = 7 * 86_400;

export class RunLimits {
  readonly #deps: RunLimitsDeps;

  constructor(deps: RunLimitsDeps) {
    this.#deps = deps;
  }

  /** In the transaction that creates the run, before its row is there (R1). @throws MajordomoError `Budget.RunsReached` */
  admit(run: RunRecord): void {
    if (run.dryRun || run.origin.kind === 'child') return;
    const { db } = this.#deps;
    const budget = budgetOfVersion(db, run.flowId, run.version);
    const reached = this.#limitsOf(run).filter(({ begun, limit }) => begun >= limit);
    const asks = run.origin.kind === 'schedule' && (budget?.whenReached ?? 'ask') === 'ask';
    for (const limit of reached) {
      if (!asks) throw this.#reached(run, limit, null);
      const standing = standingRequest(db, limit);
      if (standing) throw this.#reached(run, limit, standing.status ?? 'pending');
    }
    for (const limit of reached)
      noteRunRequest(db, run.id, { ...limit, key: `${keyOf(limit, run.id)}:0`, amount: limit.agreed });
  }

  gate(approvals: Approvals): RunGate {
    return {
      waits: (run) => this.#open(run).length > 0,
      pass: async (request, signal) => {
        for (let [asked] = this.#open(request.run); asked; [asked] = this.#open(request.run)) {
          const answer = await this.#ask(approvals, request, asked, signal);
          if (!answer.ok) return answer;
        }
        return { ok: true, value: null };
      },
    };
  }

  /** Limits that a run has to be allowed to pass and has not been, as they are now: one that was raised or taken away is none. */
  #open(run: RunRecord): Array<RunLimit & { request: RunRequest }> {
    const noted = requestsOfRun(this.#deps.db, run.id);
    if (noted.length === 0) return [];
    const limits = this.#limitsOf(run);
    return [...new Set(noted.map(({ scope }) => scope))].flatMap((scope) => {
      const limit = limits.find((one) => one.scope === scope);
      const request = noted.findLast((one) => one.scope === scope);
      // Its own row is counted by now.
      return limit && request && request.status !== 'approved' && limit.begun > limit.limit
        ? [{ ...limit, request }]
        : [];
    });
  }

  async #ask(
    approvals: Approvals,
    { run, state }: TaskRequest,
    limit: RunLimit & { request: RunRequest },
    signal: AbortSignal,
  ): Promise<Result<null>> {
    const { db } = this.#deps;
    const { request, scope, agreed } = limit;
    // A question that was withdrawn with a cancelled run is asked anew when the run is resumed.
    const tries = requestsOfRun(db, run.id).filter((one) => one.scope === scope).length;
    const key = request.status === 'withdrawn' ? `${keyOf(limit, run.id)}:${tries}` : request.key;
    noteRunRequest(db, run.id, { ...limit, key, amount: agreed });
    const outcome = await approvals.ask(
      {
        key,
        runId: run.id,
        flowId: run.flowId,
        state,
        question: `“${this.#nameOf(run)}” has reached its budget of ${amountWords('runs', limit.limit)} for ${scopeWords[scope]}. Allow ${amountWords('runs', agreed)} more?`,
        detail:
          'It was due, and has done nothing yet. If you say no, this run ends with Budget.Exceeded, and further firings of the day are skipped.',
        expiresInSeconds,
      },
      signal,
    );
    if (outcome.ok) return { ok: true, value: null };
    const why = outcome.error === 'Approval.Denied' ? 'You said no to more' : 'Nobody allowed more in time';
    return {
      ok: false,
      error: {
        code: 'Budget.Exceeded',
        message: `${why}: ${limitWords(limit)} was reached.`,
        data: { scope, kind: 'runs', limit: limit.limit, spent: limit.begun, needed: 1 },
      },
    };
  }

  #limitsOf(run: RunRecord): RunLimit[] {
    const { db, timezone, global } = this.#deps;
    const own = budgetOfVersion(db, run.flowId, run.version)?.perDay?.runs;
    const all = global().perDay.runs;
    const found: RunLimit[] = [];
    const add = (scope: RunLimit['scope'], zone: string, flowId: string | null, agreed: number): void => {
      const { name, startMs, endMs } = dayOf(zone, run.startedAtMs);
      const scopeId = flowId === null ? name : `${flowId} ${name}`;
      found.push({
        ...{ scope, scopeId, agreed },
        limit: agreed + raisedBy(db, { scope, scopeId, kind: 'runs' }),
        begun: countRunsBegun(db, { fromMs: startMs, toMs: endMs, flowId }),
      });
    };
    if (own !== undefined) add('flow-day', zoneOfFlow(db, run.flowId) ?? timezone, run.flowId, own);
    if (all !== undefined) add('day', timezone, null, all);
    return found;
  }

  #nameOf(run: RunRecord): string {
    return findFlow(this.#deps.db, run.flowId)?.name ?? run.flowId;
  }

  /** @param question how the question stands that was asked already; null: none is asked */
  #reached(run: RunRecord, limit: RunLimit, question: RunRequest['status']): MajordomoError {
    const where = limit.scope === 'day' ? 'in the settings, under Budgets' : 'on its page, under Workers and limits';
    const said = question === null ? '' : (questionWords[question] ?? '');
    return new MajordomoError({
      code: 'Budget.RunsReached',
      message: `“${this.#nameOf(run)}” was not started: ${limitWords(limit)} was reached${said}. Run it tomorrow, or raise the limit ${where}.`,
      data: {
        flowId: run.flowId,
        limit: limit.limit,
        begun: limit.begun,
        reason: `${limitWords(limit)} was reached${said}`,
      },
    });
  }
}

const questionWords: Partial<Record<NonNullable<RunRequest['status']>, string>> = {
  pending: ', and a run waits for you to allow more',
  denied: ', and you said no to more',
  expired: ', and nobody allowed more in time',
};

function limitWords({ limit, scope }: RunLimit): string {
  return `the limit of ${amountWords('runs', limit)} a day${scope === 'day' ? ' for everything together' : ''}`;
}

function keyOf({ scope, scopeId }: RunLimit, runId: string): string {
  return `budget:${scope}:${scopeId}:runs:${runId}`;
}
