/** Runs over a limit of runs a day: what is counted, and the questions of those that ask for more. */
import type { Approval } from '../../../shared/domain/approval.ts';
import type { FlowBudget } from '../../../shared/domain/budget.ts';
import type { Database } from '../database.ts';
import { all, one, sql } from '../sql.ts';

/** Runs that began in the span. A dry run is none, and one that another flow started is a part of that flow's run. */
export function countRunsBegun(db: Database, span: { fromMs: number; toMs: number; flowId: string | null }): number {
  const { fromMs, toMs, flowId } = span;
  const counted = `SELECT count(*) AS n FROM runs
    WHERE started_at_ms >= ? AND started_at_ms < ? AND dry_run = 0 AND origin ->> '$.kind' <> 'child'`;
  const row =
    flowId === null
      ? one<{ n: number }>(db, counted, fromMs, toMs)
      : one<{ n: number }>(db, `${counted} AND flow_id = ?`, fromMs, toMs, flowId);
  return row?.n ?? 0;
}

export function budgetOfVersion(db: Database, flowId: string, version: number): FlowBudget | null {
  const row = one<{ budget: string | null }>(
    db,
    'SELECT budget FROM flow_versions WHERE flow_id = ? AND version = ?',
    flowId,
    version,
  );
  return row?.budget ? (JSON.parse(row.budget) as FlowBudget) : null;
}

/** The zone of a flow's clock: of its oldest schedule that still fires. */
export function zoneOfFlow(db: Database, flowId: string): string | null {
  return (
    one<{ zone: string | null }>(
      db,
      `SELECT spec ->> '$.timezone' AS zone FROM schedules WHERE flow_id = ? AND active = 1 AND source = 'clock'
       ORDER BY created_at_ms, id LIMIT 1`,
      flowId,
    )?.zone ?? null
  );
}

export interface RunRequest {
  key: string;
  scope: string;
  scopeId: string;
  amount: number;
  /** Null: not asked yet. */
  status: Approval['status'] | null;
}

const requests = `SELECT budget_requests.approval_key AS key, budget_requests.scope AS scope, budget_requests.scope_id AS scopeId,
    budget_requests.amount AS amount, approvals.status AS status
  FROM budget_requests LEFT JOIN approvals ON approvals.key = budget_requests.approval_key`;

/** What a run has to be allowed, oldest first. */
export function requestsOfRun(db: Database, runId: string): RunRequest[] {
  return all<RunRequest>(
    db,
    `${requests} WHERE budget_requests.run_id IS NOT NULL AND budget_requests.run_id = ? ORDER BY budget_requests.rowid`,
    runId,
  );
}

/** The question that already stands in the way of more runs: about to be asked, open, or answered with no. */
export function standingRequest(db: Database, of: { scope: string; scopeId: string }): RunRequest | undefined {
  return one<RunRequest>(
    db,
    `${requests} JOIN runs ON runs.id = budget_requests.run_id
     WHERE budget_requests.scope = ? AND budget_requests.scope_id = ? AND budget_requests.kind = 'runs'
       AND (approvals.status IN ('pending', 'denied', 'expired') OR (approvals.status IS NULL AND runs.ended_at_ms IS NULL))
     ORDER BY budget_requests.rowid DESC LIMIT 1`,
    of.scope,
    of.scopeId,
  );
}

export function noteRunRequest(db: Database, runId: string, request: Omit<RunRequest, 'status'>): void {
  sql(
    db,
    `INSERT INTO budget_requests (approval_key, scope, scope_id, kind, amount, run_id) VALUES (?, ?, ?, 'runs', ?, ?)
     ON CONFLICT (approval_key) DO NOTHING`,
  ).run(request.key, request.scope, request.scopeId, request.amount, runId);
}
