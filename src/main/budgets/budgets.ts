/**
 * What may still be spent. Owns: the reservation of every model call before it is made and its settlement after, over the whole tree
 * of runs, the flow's day, the day and the month. Does not own: what happens when a limit is reached (budget-gate.ts asks the user).
 *
 * M1 A call is made only after its upper bound is reserved; bounds that stand together never pass a limit. One transaction does both.
 * M2 A call whose outcome is not known stays reserved with its bounds: it may have been paid.
 * M3 Nobody is refused for what is only reserved: who does not fit beside calls under way waits until they are settled.
 */
import type { GlobalBudget, ModelPrice, SpendingLimits } from '../../shared/domain/budget.ts';
import type { UsageRole } from '../../shared/domain/usage.ts';
import type { Result, WireError } from '../../shared/errors.ts';
import type { CountedUsage } from '../models/model-client.ts';
import type { Database } from '../store/database.ts';
import { type RunInTree, runChain, type SpentKind } from '../store/tables/budgets.ts';
import { countTries, insertUsage, loseReservations, settleUsage } from '../store/tables/usage.ts';
import type { Clock } from '../workflow/ports.ts';
import { type Limit, limitsFor } from './limits.ts';
import { microsOf } from './money.ts';
import { RunLimits } from './run-limits.ts';
import { exceededError, type Shortfall } from './shortfall.ts';

/** For whom something is spent. */
export interface Spender {
  role: UsageRole;
  /** The endpoint that is asked, by its id. */
  endpoint: string;
  /** The flow that is talked about, outside runs. */
  flowId?: string | null;
  /** The step of a run that spends. */
  step?: { runId: string; state: string; key: string; limits: SpendingLimits | null };
}

export interface CallBounds {
  /** The call's key; each try of it is counted by itself. */
  key: string;
  model: string;
  inputTokens: number;
  /** What is wanted for the answer, and the least that makes sense. */
  outputTokens: number;
  leastOutputTokens: number;
}

export interface Reservation {
  id: string;
  /** What the answer may have: the wanted, or what is left of the budget. */
  outputTokens: number;
}

export type Reserved =
  | { kind: 'reserved'; reservation: Reservation }
  /** Calls under way stand in the way: ask again after `settled`. */
  | { kind: 'wait' }
  | { kind: 'short'; shortfall: Shortfall }
  | { kind: 'refused'; error: WireError };

export interface BudgetsDeps {
  db: Database;
  clock: Clock;
  timezone: string;
  /** Null when it is not known; a model on this machine costs nothing. */
  priceOf: (endpoint: string, model: string) => ModelPrice | null;
  /** As set now. */
  global: () => GlobalBudget;
}

export class Budgets {
  readonly runs: RunLimits;
  readonly #deps: BudgetsDeps;
  readonly #waiting = new Set<() => void>();

  /** Only the owner of the database makes one: what another process had reserved is then nobody's any more (M2). */
  constructor(deps: BudgetsDeps) {
    this.#deps = deps;
    this.runs = new RunLimits(deps);
    loseReservations(deps.db);
  }

  /** May run inside a transaction of the caller, so that what it announces is committed with the reservation. */
  reserve(spender: Spender, call: CallBounds): Reserved {
    const { db, clock } = this.#deps;
    return db
      .transaction((): Reserved => {
        const price = this.#deps.priceOf(spender.endpoint, call.model);
        const chain = this.#chainOf(spender);
        const limits = this.#limitsOf(spender, chain, ['tokens', 'money']);
        if (price === null && limits.some(({ kind }) => kind === 'money'))
          return { kind: 'refused', error: noPrice(spender.endpoint, call.model) };
        const fits = largestAnswer(limits, call, price);
        if (fits.kind !== 'fits') return fits;
        const id = `${call.key}#${countTries(db, call.key)}`;
        insertUsage(db, {
          ...rowOf(spender, chain),
          id,
          atMs: clock.nowMs(),
          model: call.model,
          status: 'reserved',
          inputTokens: call.inputTokens,
          outputTokens: fits.outputTokens,
          micros: price && microsOf(price, call.inputTokens, fits.outputTokens),
          toolCalls: 0,
          estimated: true,
        });
        return { kind: 'reserved', reservation: { id, outputTokens: fits.outputTokens } };
      })
      .immediate();
  }

  /** Waits for calls under way where that may help. */
  async reserveSoon(spender: Spender, call: CallBounds, signal: AbortSignal): Promise<Result<Reservation>> {
    for (;;) {
      const reserved = this.reserve(spender, call);
      switch (reserved.kind) {
        case 'reserved':
          return { ok: true, value: reserved.reservation };
        case 'short':
          return { ok: false, error: exceededError(reserved.shortfall) };
        case 'refused':
          return { ok: false, error: reserved.error };
        case 'wait':
          if (!(await this.settled(signal)))
            return { ok: false, error: { code: 'Model.Cancelled', message: 'The question was stopped.', data: {} } };
      }
    }
  }

  /** A tool call is counted when it is announced. @returns the limit that it would pass */
  countToolCall(spender: Spender, key: string, tool: string): Shortfall | null {
    const { db, clock } = this.#deps;
    return db
      .transaction(() => {
        const chain = this.#chainOf(spender);
        const limit = this.#limitsOf(spender, chain, ['toolCalls']).find(({ spent, limit }) => spent + 1 > limit);
        if (limit) return { limit, needed: 1 };
        insertUsage(db, {
          ...rowOf(spender, chain),
          id: `${key}#${countTries(db, key)}`,
          atMs: clock.nowMs(),
          endpoint: '',
          model: tool,
          status: 'settled',
          inputTokens: 0,
          outputTokens: 0,
          micros: 0,
          toolCalls: 1,
          estimated: false,
        });
        return null;
      })
      .immediate();
  }

  /** What the call came to. Who waits for room is let go on. */
  settle(reservationId: string, spender: Spender, model: string, usage: CountedUsage): void {
    const price = this.#deps.priceOf(spender.endpoint, model);
    const { inputTokens, outputTokens, estimated } = usage;
    settleUsage(this.#deps.db, reservationId, {
      inputTokens,
      outputTokens,
      micros: price && microsOf(price, inputTokens, outputTokens),
      estimated,
    });
    this.#someoneSettled();
  }

  /** Nothing is known of the call any more (M2). */
  lose(reservationId: string): void {
    loseReservations(this.#deps.db, reservationId);
    this.#someoneSettled();
  }

  #someoneSettled(): void {
    for (const go of [...this.#waiting]) go();
  }

  /** Resolves when some call is settled, with false when the signal ends first. */
  settled(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        this.#waiting.delete(go);
        signal.removeEventListener('abort', stop);
        resolve(answer);
      };
      const go = () => end(true);
      const stop = () => end(false);
      this.#waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** What a run may spend whose flow says nothing. */
  defaultPerRun(): SpendingLimits {
    return this.#deps.global().perRun;
  }

  /** Whether a limit of this kind holds for the step, so that what does not count costs nothing. */
  limits(spender: Spender, kind: SpentKind): boolean {
    return this.#limitsOf(spender, this.#chainOf(spender), [kind]).length > 0;
  }

  #chainOf({ step }: Spender): RunInTree[] {
    return step ? runChain(this.#deps.db, step.runId) : [];
  }

  #limitsOf({ step }: Spender, chain: readonly RunInTree[], kinds: readonly SpentKind[]): Limit[] {
    const { db, clock, timezone } = this.#deps;
    return limitsFor(
      db,
      {
        chain,
        step: step ? { key: step.key, limits: step.limits } : null,
        global: this.#deps.global(),
        timezone,
        nowMs: clock.nowMs(),
      },
      kinds,
    );
  }
}

/** The longest answer that every limit leaves room for. */
function largestAnswer(
  limits: readonly Limit[],
  call: CallBounds,
  price: ModelPrice | null,
): { kind: 'fits'; outputTokens: number } | { kind: 'wait' } | { kind: 'short'; shortfall: Shortfall } {
  const neededOf = ({ kind }: Limit): number =>
    kind === 'money' && price
      ? microsOf(price, call.inputTokens, call.outputTokens)
      : call.inputTokens + call.outputTokens;
  const answerWithin = ({ kind }: Limit, left: number): number => {
    if (kind === 'tokens') return left - call.inputTokens;
    if (price === null || price.outputPerMillion === 0)
      return price === null || microsOf(price, call.inputTokens, 0) <= left ? call.outputTokens : -1;
    return Math.floor((left - call.inputTokens * price.inputPerMillion) / price.outputPerMillion);
  };
  let now = call.outputTokens;
  let later = call.outputTokens;
  for (const limit of limits) {
    const left = limit.limit - limit.spent;
    const atBest = answerWithin(limit, left + limit.reserved);
    if (atBest < call.leastOutputTokens) return { kind: 'short', shortfall: { limit, needed: neededOf(limit) } };
    now = Math.min(now, answerWithin(limit, left));
    later = Math.min(later, atBest);
  }
  // What is in the way may turn out smaller: M3.
  return now < later ? { kind: 'wait' } : { kind: 'fits', outputTokens: now };
}

function rowOf(spender: Spender, chain: readonly RunInTree[]) {
  const { role, endpoint, step } = spender;
  return {
    role,
    endpoint,
    flowId: chain.at(-1)?.flowId ?? spender.flowId ?? null,
    runId: step?.runId ?? null,
    state: step?.state ?? null,
    stepKey: step?.key ?? null,
    rootRunId: chain[0]?.runId ?? null,
    runPath: pathOf(chain.map(({ runId }) => runId)),
    flowPath: pathOf(chain.map(({ flowId }) => flowId)),
  };
}

function pathOf(ids: readonly string[]): string {
  return ids.length === 0 ? '' : `/${ids.join('/')}/`;
}

function noPrice(endpoint: string, model: string): WireError {
  return {
    code: 'Budget.NoPrice',
    message: `A budget in money holds here, and the price of ${model} is not known. Set its price, or limit tokens instead.`,
    data: { endpoint, model },
  };
}
