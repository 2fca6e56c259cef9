/** The journal of agents: a row an ask, written before it is done; its answer is written before the agent hears it. */
import type { Result } from '../../../shared/errors.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** One try of one step: the run, and the number of the event that announced it. */
export interface AgentTry {
  runId: string;
  scheduled: number;
}

export interface AgentStepRow extends AgentTry {
  /** 0 for the start, then 1, 2, 3 … as the agent asks. */
  seq: number;
  stepKey: string;
  state: string;
  kind: 'start' | 'model' | 'tool';
  digest: string;
  request: JsonValue;
  /** Null while it is not known. */
  answer: Result<JsonValue> | null;
  tool: string | null;
  toolKey: string | null;
  askedAtMs: number;
  answeredAtMs: number | null;
}

type Stored = Omit<AgentStepRow, 'request' | 'answer'> & { request: string; answer: string | null };

const columns = `run_id AS runId, scheduled, seq, step_key AS stepKey, state, kind, digest, request, answer, tool,
  tool_key AS toolKey, asked_at_ms AS askedAtMs, answered_at_ms AS answeredAtMs`;

export function insertAgentStep(db: Database, row: Omit<AgentStepRow, 'answer' | 'answeredAtMs'>): void {
  changeOne(
    db,
    `INSERT INTO agent_steps (run_id, scheduled, seq, step_key, state, kind, digest, request, tool, tool_key, asked_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.runId,
    row.scheduled,
    row.seq,
    row.stepKey,
    row.state,
    row.kind,
    row.digest,
    JSON.stringify(row.request),
    row.tool,
    row.toolKey,
    row.askedAtMs,
  );
}

/** Answered once. */
export function answerAgentStep(
  db: Database,
  { runId, scheduled }: AgentTry,
  seq: number,
  answer: Result<JsonValue>,
  nowMs: number,
): void {
  changeOne(
    db,
    `UPDATE agent_steps SET answer = ?, answered_at_ms = ? WHERE run_id = ? AND scheduled = ? AND seq = ? AND answer IS NULL`,
    JSON.stringify(answer),
    nowMs,
    runId,
    scheduled,
    seq,
  );
}

export function findAgentStep(db: Database, { runId, scheduled }: AgentTry, seq: number): AgentStepRow | undefined {
  const row = one<Stored>(
    db,
    `SELECT ${columns} FROM agent_steps WHERE run_id = ? AND scheduled = ? AND seq = ?`,
    runId,
    scheduled,
    seq,
  );
  return row && parsed(row);
}

export function agentStepsOfTry(db: Database, { runId, scheduled }: AgentTry): AgentStepRow[] {
  return all<Stored>(
    db,
    `SELECT ${columns} FROM agent_steps WHERE run_id = ? AND scheduled = ? ORDER BY seq`,
    runId,
    scheduled,
  ).map(parsed);
}

export function agentStepsOfRun(db: Database, runId: string): AgentStepRow[] {
  return all<Stored>(db, `SELECT ${columns} FROM agent_steps WHERE run_id = ? ORDER BY scheduled, seq`, runId).map(
    parsed,
  );
}

/** The latest try of the step before this one. */
export function earlierTry(db: Database, { runId, scheduled }: AgentTry, stepKey: string): AgentTry | undefined {
  const row = one<{ scheduled: number | null }>(
    db,
    `SELECT max(scheduled) AS scheduled FROM agent_steps WHERE run_id = ? AND scheduled < ? AND step_key = ?`,
    runId,
    scheduled,
    stepKey,
  );
  return row === undefined || row.scheduled === null ? undefined : { runId, scheduled: row.scheduled };
}

/** A try takes up what an earlier one had come to: its rows before `seq`. */
export function copyAgentSteps(db: Database, from: AgentTry, to: AgentTry, beforeSeq: number): void {
  sql(
    db,
    `INSERT INTO agent_steps (run_id, scheduled, seq, step_key, state, kind, digest, request, answer, tool, tool_key, asked_at_ms, answered_at_ms)
     SELECT run_id, ?, seq, step_key, state, kind, digest, request, answer, tool, tool_key, asked_at_ms, answered_at_ms
     FROM agent_steps WHERE run_id = ? AND scheduled = ? AND seq < ?`,
  ).run(to.scheduled, from.runId, from.scheduled, beforeSeq);
}

/** What an earlier try of the step had from the same call. */
export function answeredToolCall(db: Database, stepKey: string, toolKey: string): Result<JsonValue> | undefined {
  const row = one<{ answer: string }>(
    db,
    `SELECT answer FROM agent_steps WHERE step_key = ? AND tool_key = ? AND answer ->> '$.ok' = 1 LIMIT 1`,
    stepKey,
    toolKey,
  );
  return row && (JSON.parse(row.answer) as Result<JsonValue>);
}

function parsed(row: Stored): AgentStepRow {
  return {
    ...row,
    request: JSON.parse(row.request) as JsonValue,
    answer: row.answer === null ? null : (JSON.parse(row.answer) as Result<JsonValue>),
  };
}
