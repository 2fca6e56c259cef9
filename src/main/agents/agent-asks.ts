/**
 * Answers what one agent asks: from the journal where it stands there, else by asking the model or calling the tool.
 * Owns: the order announce, do, record, hand over; what a crash in between means. Does not own: the loop (the worker's), grants (the
 * broker's), limits (the budgets').
 */
import type { AgentAsk } from '../../shared/agent-protocol.ts';
import type { Result, WireError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import { effectOf } from '../../shared/tools/tool-spec.ts';
import type { Budgets, Reservation, Spender } from '../budgets/budgets.ts';
import { type Counted, inputBound } from '../budgets/input-bound.ts';
import { leastOutputTokens } from '../budgets/meter.ts';
import { exceededError, type Shortfall } from '../budgets/shortfall.ts';
import type { AgentModel } from '../models/agent-model.ts';
import type { CountedUsage, ModelTool } from '../models/model-client.ts';
import type { AgentStepRow } from '../store/tables/agent-steps.ts';
import type { Broker } from '../workers/broker.ts';
import type { GrantedWorker } from '../workers/task-executor.ts';
import type { TaskRequest } from '../workflow/ports.ts';
import { type AgentJournal, digestOf } from './agent-journal.ts';

export interface AgentAsksDeps {
  request: TaskRequest;
  worker: GrantedWorker;
  model: AgentModel;
  tools: ModelTool[];
  journal: AgentJournal;
  budgets: Budgets;
  broker: Broker;
  /** Ends what is under way. */
  signal: AbortSignal;
}

const toolTimeoutMs = 60_000;

export class AgentAsks {
  readonly #deps: AgentAsksDeps;
  readonly #spender: Spender;
  readonly #underWay = new Set<Promise<unknown>>();
  /** Set when a limit was reached: the step then ends, or asks the user for more and goes on. */
  shortfall: Shortfall | null = null;

  constructor(deps: AgentAsksDeps) {
    const { request, worker, model } = deps;
    this.#deps = deps;
    const limits = worker.agent?.budget ?? null;
    this.#spender = {
      role: 'worker',
      endpoint: model.endpoint,
      step: { runId: request.run.id, state: request.state, key: request.idempotencyKey, limits },
    };
  }

  readonly answer = (about: AgentAsk, seq: number): Promise<Result<JsonValue>> => {
    const answering = this.#answer(about, seq);
    this.#underWay.add(answering);
    return answering.finally(() => this.#underWay.delete(answering));
  };

  /** Resolves when nothing that was asked is still going on. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #answer(about: AgentAsk, seq: number): Promise<Result<JsonValue>> {
    const digest = digestOf(about);
    const row = this.#deps.journal.find(seq);
    if (row && row.digest !== digest) return { ok: false, error: mismatch(this.#deps.request, seq) };
    if (row?.answer) return row.answer;
    return about.kind === 'model'
      ? await this.#askModel(about, seq, digest, row !== undefined)
      : await this.#callTool(about, seq, digest, row);
  }

  /** @param again it was announced before a crash: its outcome is not known, its reservation stands, it is asked once more */
  async #askModel(
    about: Extract<AgentAsk, { kind: 'model' }>,
    seq: number,
    digest: string,
    again: boolean,
  ): Promise<Result<JsonValue>> {
    const { request, model, tools, journal, budgets, signal } = this.#deps;
    const { messages } = about;
    const key = `${request.idempotencyKey}/${request.scheduled}.${seq}`;
    const counted = this.#counted(seq);
    const bounds = {
      key,
      model: model.model,
      inputTokens: inputBound({ messages, tools }, counted),
      outputTokens: model.maxOutputTokens,
      leastOutputTokens: Math.min(model.maxOutputTokens, leastOutputTokens),
    };
    const last = messages.at(-1);
    const feedback = messages.length > 2 && last?.role === 'user' ? last.content : null;
    const noted = { messages: messages.length, feedback, endpoint: model.endpoint, model: model.model };
    let reservation: Reservation;
    for (;;) {
      const reserved = journal.transaction(() => {
        const answer = budgets.reserve(this.#spender, bounds);
        if (answer.kind === 'reserved' && !again) journal.announceModel(seq, digest, noted);
        return answer;
      });
      if (reserved.kind === 'short') return this.#short(reserved.shortfall);
      if (reserved.kind === 'refused') return { ok: false, error: reserved.error };
      if (reserved.kind === 'reserved') {
        reservation = reserved.reservation;
        break;
      }
      if (!(await budgets.settled(signal))) return { ok: false, error: stopped(request) };
    }
    const { id, outputTokens } = reservation;
    const outcome = await model.client.complete(
      { model: model.model, messages, tools, maxOutputTokens: outputTokens, key },
      { signal },
    );
    const usage = outcome.ok ? outcome.value.usage : outcome.usage;
    const answer: Result<JsonValue> = outcome.ok
      ? { ok: true, value: outcome.value as unknown as JsonValue }
      : { ok: false, error: outcome.error };
    journal.transaction(() => {
      budgets.settle(id, this.#spender, model.model, usage);
      // What was cut short by our own stop has no outcome: the next start asks it again.
      if (outcome.ok || !signal.aborted) journal.answer(seq, answer);
    });
    return answer;
  }

  /** What the endpoint said of the model's last answer in this try. */
  #counted(seq: number): Counted | null {
    const last = this.#deps.journal.rows().findLast((row) => row.kind === 'model' && row.seq < seq && row.answer?.ok);
    if (!last?.answer?.ok) return null;
    const { usage } = last.answer.value as unknown as { usage: CountedUsage };
    if (usage.estimated) return null;
    return { messages: (last.request as { messages: number }).messages, usage };
  }

  async #callTool(
    about: Extract<AgentAsk, { kind: 'tool' }>,
    seq: number,
    digest: string,
    row: AgentStepRow | undefined,
  ): Promise<Result<JsonValue>> {
    const { request, worker, journal, budgets, broker, signal } = this.#deps;
    const effect = effectOfCall(about);
    const toolKey = row?.toolKey ?? journal.toolKey(seq, digest);
    if (row && effect === 'unsafe') return this.#record(seq, { ok: false, error: outcomeUnknown(about.tool) });
    if (!row) {
      const announced = journal.transaction((): Shortfall | Result<JsonValue> | null => {
        const earlier = effect === 'pure' ? undefined : journal.answerOfSameCall(toolKey);
        const shortfall = earlier ? null : budgets.countToolCall(this.#spender, toolKey, about.tool);
        if (shortfall) return shortfall;
        journal.announceTool(seq, digest, about, toolKey);
        // An earlier try of the step did just this: its effect is there.
        if (earlier) journal.answer(seq, earlier);
        return earlier ?? null;
      });
      if (announced && 'limit' in announced) return this.#short(announced);
      if (announced) return announced;
    }
    const answer = await broker.call(
      {
        worker,
        tool: about.tool,
        arguments: about.arguments,
        runId: request.run.id,
        flowId: request.run.flowId,
        state: request.state,
        idempotencyKey: toolKey,
        recovering: row !== undefined,
        timeoutMs: toolTimeoutMs,
        dryRun: false,
      },
      signal,
    );
    return !answer.ok && signal.aborted ? answer : this.#record(seq, answer);
  }

  #record(seq: number, answer: Result<JsonValue>): Result<JsonValue> {
    this.#deps.journal.transaction(() => this.#deps.journal.answer(seq, answer));
    return answer;
  }

  #short(shortfall: Shortfall): Result<never> {
    this.shortfall = shortfall;
    return { ok: false, error: exceededError(shortfall) };
  }
}

function effectOfCall({ tool, arguments: args }: Extract<AgentAsk, { kind: 'tool' }>) {
  const spec = findTool(tool);
  const checked = spec?.arguments.safeParse(args);
  // A call that the broker will refuse has no effect; what it would be is not known.
  return spec && checked?.success ? effectOf(spec, checked.data) : 'unsafe';
}

function outcomeUnknown(tool: string): WireError {
  return {
    code: 'Worker.OutcomeUnknown',
    message: `${tool} was under way when Majordomo stopped, and whether it happened is not known. It was not done again. Do not repeat it; say in your result that its outcome is not known.`,
    data: { tool },
  };
}

function mismatch({ state }: TaskRequest, seq: number): WireError {
  return {
    code: 'Worker.JournalMismatch',
    message: `'${state}' was taken up after a stop and went another way than its journal (at ${seq}), as after an update of Majordomo. Nothing was done twice. Run the flow again.`,
    data: { seq },
  };
}

function stopped({ state }: TaskRequest): WireError {
  return { code: 'Worker.Cancelled', message: `'${state}' was stopped.`, data: {} };
}
