import type { AgentAsk } from '../../shared/agent-protocol.ts';
import type { Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { ToWorker } from '../../shared/worker-protocol.ts';

/** One tool call for the pool: the protocol's `call` without what the pool adds. */
export type WorkerRequest = Omit<Extract<ToWorker, { type: 'call' }>, 'type' | 'id'>;
/** One agent step for the pool, likewise. */
export type AgentRequest = Omit<Extract<ToWorker, { type: 'agent' }>, 'type' | 'id'>;

/** Answers what an agent asks. `ask` counts from 1 within the step. */
export type AnswerAsk = (about: AgentAsk, ask: number) => Promise<Result<JsonValue>>;

/** What a process has to do, one at a time. */
export interface WorkerJob {
  /** The tool or the agent, for errors and the log. */
  name: string;
  timeoutMs: number;
  message(id: string): ToWorker;
  /** Only agents ask. */
  answerAsk: AnswerAsk | null;
}

export function toolJob(request: WorkerRequest): WorkerJob {
  const { tool: name, timeoutMs } = request;
  return { name, timeoutMs, message: (id) => ({ type: 'call', id, ...request }), answerAsk: null };
}

export function agentJob(request: AgentRequest, answerAsk: AnswerAsk): WorkerJob {
  const { start, timeoutMs } = request;
  return { name: start.worker, timeoutMs, message: (id) => ({ type: 'agent', id, ...request }), answerAsk };
}
