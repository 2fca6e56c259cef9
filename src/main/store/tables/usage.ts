/** What models and counted tool calls used. One row a call: reserved before it, settled after. */
import type { UsageRole } from '../../../shared/domain/usage.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

export interface UsageRow {
  id: string;
  atMs: number;
  role: UsageRole;
  flowId: string | null;
  runId: string | null;
  state: string | null;
  stepKey: string | null;
  rootRunId: string | null;
  /** Every run from the first one down to this one, as `/a/b/`; '' outside runs. Likewise their flows. */
  runPath: string;
  flowPath: string;
  endpoint: string;
  model: string;
  status: 'reserved' | 'settled' | 'lost';
  inputTokens: number;
  outputTokens: number;
  micros: number | null;
  toolCalls: number;
  estimated: boolean;
}

export function insertUsage(db: Database, row: UsageRow): void {
  changeOne(
    db,
    `INSERT INTO usage (id, at_ms, role, flow_id, run_id, state, step_key, root_run_id, run_path, flow_path, endpoint, model, status,
       input_tokens, output_tokens, micros, tool_calls, estimated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.atMs,
    row.role,
    row.flowId,
    row.runId,
    row.state,
    row.stepKey,
    row.rootRunId,
    row.runPath,
    row.flowPath,
    row.endpoint,
    row.model,
    row.status,
    row.inputTokens,
    row.outputTokens,
    row.micros,
    row.toolCalls,
    row.estimated ? 1 : 0,
  );
}

/** What the call came to, in place of what was reserved for it. */
export function settleUsage(
  db: Database,
  id: string,
  used: { inputTokens: number; outputTokens: number; micros: number | null; estimated: boolean },
): void {
  changeOne(
    db,
    `UPDATE usage SET status = 'settled', input_tokens = ?, output_tokens = ?, micros = ?, estimated = ?
     WHERE id = ? AND status = 'reserved'`,
    used.inputTokens,
    used.outputTokens,
    used.micros,
    used.estimated ? 1 : 0,
    id,
  );
}

/** Whether a call under way was paid is not known: its reservation stands. Of all calls, those of an earlier process. */
export function loseReservations(db: Database, id: string | null = null): void {
  const lose = `UPDATE usage SET status = 'lost', estimated = 1 WHERE status = 'reserved'`;
  if (id === null) sql(db, lose).run();
  else sql(db, `${lose} AND id = ?`).run(id);
}

/** How often a call with this key was reserved before; ids are the key, `#` and a number. */
export function countTries(db: Database, key: string): number {
  return (
    one<{ n: number }>(db, `SELECT count(*) AS n FROM usage WHERE id >= ? || '#' AND id < ? || '$'`, key, key)?.n ?? 0
  );
}

/** Sums of a scope. `reserved…` is the part that is still under way. */
export interface Spent {
  tokens: number;
  micros: number;
  toolCalls: number;
  reservedTokens: number;
  reservedMicros: number;
}

export type SpentScope =
  | { by: 'step'; stepKey: string }
  /** A run with everything that it started, itself a part of the tree of `rootRunId`. */
  | { by: 'run'; rootRunId: string; runId: string }
  | { by: 'flow'; flowId: string; sinceMs: number }
  | { by: 'time'; sinceMs: number };

const sums = `coalesce(sum(input_tokens + output_tokens), 0) AS tokens, coalesce(sum(micros), 0) AS micros,
  coalesce(sum(tool_calls), 0) AS toolCalls,
  coalesce(sum(CASE WHEN status = 'reserved' THEN input_tokens + output_tokens END), 0) AS reservedTokens,
  coalesce(sum(CASE WHEN status = 'reserved' THEN micros END), 0) AS reservedMicros`;

export function spentIn(db: Database, scope: SpentScope): Spent {
  const row = (where: string, ...parameters: unknown[]): Spent =>
    one<Spent>(db, `SELECT ${sums} FROM usage WHERE ${where}`, ...parameters) as Spent;
  switch (scope.by) {
    case 'step':
      return row('step_key = ?', scope.stepKey);
    case 'run':
      return row(`root_run_id = ? AND instr(run_path, '/' || ? || '/') > 0`, scope.rootRunId, scope.runId);
    case 'flow':
      return row(`at_ms >= ? AND instr(flow_path, '/' || ? || '/') > 0`, scope.sinceMs, scope.flowId);
    case 'time':
      return row('at_ms >= ?', scope.sinceMs);
  }
}

export interface UsageSum {
  modelCalls: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
  micros: number;
  /** Model calls without a known price. */
  unpriced: number;
  estimated: number;
}

const totals = `count(*) - coalesce(sum(tool_calls), 0) AS modelCalls, coalesce(sum(tool_calls), 0) AS toolCalls,
  coalesce(sum(input_tokens), 0) AS inputTokens,
  coalesce(sum(output_tokens), 0) AS outputTokens, coalesce(sum(micros), 0) AS micros,
  coalesce(sum(micros IS NULL), 0) AS unpriced, coalesce(sum(estimated), 0) AS estimated`;

export type UsageGroup = UsageSum & { flowId: string | null; role: UsageRole; endpoint: string; model: string };

/** Usage of a span of time, grouped. `flowId` leaves out what does not belong to that flow's own runs. */
export function usageBetween(
  db: Database,
  span: { fromMs: number; toMs: number; flowId: string | null },
): UsageGroup[] {
  return all(
    db,
    `SELECT flow_id AS flowId, role, endpoint, model, ${totals} FROM usage
     WHERE at_ms >= ? AND at_ms < ? AND (? IS NULL OR flow_id = ?) GROUP BY flow_id, role, endpoint, model`,
    span.fromMs,
    span.toMs,
    span.flowId,
    span.flowId,
  );
}

/** Where a span ends when it holds at most that many rows; more only where as many are of the same millisecond. */
export function endOfUsage(db: Database, span: { fromMs: number; toMs: number }, most: number): number {
  const row = one<{ ms: number }>(
    db,
    `SELECT at_ms AS ms FROM usage WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms LIMIT 1 OFFSET ?`,
    span.fromMs,
    span.toMs,
    most,
  );
  return row === undefined ? span.toMs : Math.max(row.ms, span.fromMs + 1);
}

export function firstUsageMs(db: Database): number | null {
  return one<{ ms: number | null }>(db, `SELECT min(at_ms) AS ms FROM usage`)?.ms ?? null;
}

export function usageOfStep(db: Database, stepKey: string): UsageSum {
  return one<UsageSum>(db, `SELECT ${totals} FROM usage WHERE step_key = ?`, stepKey) as UsageSum;
}

export function pruneUsage(db: Database, olderThanMs: number): number {
  return sql(db, `DELETE FROM usage WHERE at_ms < ? AND status <> 'reserved'`).run(olderThanMs).changes;
}
