/**
 * The journal of one try of an agent's step.
 *
 * J1 Nothing is asked of a model or a tool before its row is committed; the agent hears no answer before it is committed (I2).
 * J2 An ask that stands in the journal with its answer is answered from there: after a crash nothing is paid or done a second time.
 * J3 An ask that differs from the one journaled in its place is never answered from it: the step fails with Worker.JournalMismatch.
 */
import { createHash } from 'node:crypto';
import type { AgentAsk, AgentStart } from '../../shared/agent-protocol.ts';
import type { Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { ModelTool } from '../models/model-client.ts';
import type { Database } from '../store/database.ts';
import {
  type AgentStepRow,
  type AgentTry,
  agentStepsOfTry,
  answerAgentStep,
  answeredToolCall,
  copyAgentSteps,
  earlierTry,
  findAgentStep,
  insertAgentStep,
} from '../store/tables/agent-steps.ts';
import type { Clock, TaskRequest } from '../workflow/ports.ts';

/** What the whole try goes by; kept, so that another version's prompts and tools do not change one that is under way. */
export interface RecordedStart {
  start: AgentStart;
  tools: ModelTool[];
}

export interface AgentJournalDeps {
  db: Database;
  clock: Clock;
}

export class AgentJournal {
  readonly #deps: AgentJournalDeps;
  readonly #try: AgentTry;
  readonly #stepKey: string;
  readonly #state: string;

  constructor(deps: AgentJournalDeps, request: TaskRequest) {
    this.#deps = deps;
    this.#try = { runId: request.run.id, scheduled: request.scheduled };
    this.#stepKey = request.idempotencyKey;
    this.#state = request.state;
  }

  /** The recorded start, or this one from now on. A try after one whose model failed takes up what that one had come to. */
  begin(fresh: () => RecordedStart): RecordedStart {
    return this.transaction(() => {
      const known = this.find(0) ?? this.#takeUpEarlier();
      if (known) return known.request as unknown as RecordedStart;
      const start = fresh();
      this.#insert({
        seq: 0,
        kind: 'start',
        digest: '',
        request: start as unknown as JsonValue,
        tool: null,
        toolKey: null,
      });
      return start;
    });
  }

  find(seq: number): AgentStepRow | undefined {
    return findAgentStep(this.#deps.db, this.#try, seq);
  }

  rows(): AgentStepRow[] {
    return agentStepsOfTry(this.#deps.db, this.#try);
  }

  announceModel(seq: number, digest: string, request: JsonValue): void {
    this.#insert({ seq, kind: 'model', digest, request, tool: null, toolKey: null });
  }

  announceTool(seq: number, digest: string, about: Extract<AgentAsk, { kind: 'tool' }>, toolKey: string): void {
    const request = { tool: about.tool, arguments: about.arguments };
    this.#insert({ seq, kind: 'tool', digest, request, tool: about.tool, toolKey });
  }

  answer(seq: number, answer: Result<JsonValue>): void {
    answerAgentStep(this.#deps.db, this.#try, seq, answer, this.#deps.clock.nowMs());
  }

  /** Of any try of the step. */
  answerOfSameCall(toolKey: string): Result<JsonValue> | undefined {
    return answeredToolCall(this.#deps.db, this.#stepKey, toolKey);
  }

  /**
   * The same for the same call, however often the step is tried: the n-th call of a tool with these arguments within a try.
   * `<step key>/<hash>.<n>`
   */
  toolKey(seq: number, digest: string): string {
    const before = this.rows().filter((row) => row.seq < seq && row.digest === digest).length;
    return `${this.#stepKey}/${digest.slice(0, 16)}.${before + 1}`;
  }

  /** Committed together. */
  transaction<T>(work: () => T): T {
    return this.#deps.db.transaction(work).immediate();
  }

  #takeUpEarlier(): AgentStepRow | undefined {
    const { db } = this.#deps;
    const earlier = earlierTry(db, this.#try, this.#stepKey);
    const last = earlier && agentStepsOfTry(db, earlier).at(-1);
    const modelFailed = last?.kind === 'model' && (last.answer === null || !last.answer.ok);
    if (!modelFailed) return undefined;
    copyAgentSteps(db, earlier as AgentTry, this.#try, last.seq);
    return this.find(0);
  }

  #insert(row: Pick<AgentStepRow, 'seq' | 'kind' | 'digest' | 'request' | 'tool' | 'toolKey'>): void {
    insertAgentStep(this.#deps.db, {
      ...row,
      ...this.#try,
      stepKey: this.#stepKey,
      state: this.#state,
      askedAtMs: this.#deps.clock.nowMs(),
    });
  }
}

/** Equal asks have equal digests, whatever the order of an object's members. */
export function digestOf(about: AgentAsk): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(about as unknown as JsonValue)))
    .digest('hex');
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
