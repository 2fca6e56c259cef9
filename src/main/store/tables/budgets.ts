/** Limits as agreed and as raised since, and the tree of runs they hold for. */
import type { FlowBudget } from '../../../shared/domain/budget.ts';
import type { Database } from '../database.ts';
import { all, one, sql } from '../sql.ts';

/** What calls use up. */
export type SpentKind = 'tokens' | 'money' | 'toolCalls';
export type LimitKind = SpentKind | 'runs';

export interface RunInTree {
  runId: string;
  flowId: string;
  flowName: string;
  budget: FlowBudget | null;
}

/** The run and those that started it, the first one first. */
export function runChain(db: Database, runId: string): RunInTree[] {
  return all<Omit<RunInTree, 'budget'> & { budget: string | null }>(
    db,
    `WITH RECURSIVE chain(id, flow_id, version, parent, depth) AS (
       SELECT id, flow_id, version, origin ->> '$.parentRunId', 0 FROM runs WHERE id = ?
       UNION ALL
       SELECT runs.id, runs.flow_id, runs.version, runs.origin ->> '$.parentRunId', chain.depth + 1
         FROM chain JOIN runs ON runs.id = chain.parent WHERE chain.depth < 100
     )
     SELECT chain.id AS runId, chain.flow_id AS flowId, scheduled_flows.name AS flowName, flow_versions.budget AS budget
       FROM chain
       JOIN scheduled_flows ON scheduled_flows.id = chain.flow_id
       JOIN flow_versions ON flow_versions.flow_id = chain.flow_id AND flow_versions.version = chain.version
      ORDER BY chain.depth DESC`,
    runId,
  ).map((row) => ({ ...row, budget: row.budget === null ? null : (JSON.parse(row.budget) as FlowBudget) }));
}

export interface LimitScope {
  scope: string;
  scopeId: string;
  kind: LimitKind;
}

/** What the user has allowed on top of a limit. */
export function raisedBy(db: Database, { scope, scopeId, kind }: LimitScope): number {
  return (
    one<{ amount: number }>(
      db,
      `SELECT coalesce(sum(budget_requests.amount), 0) AS amount FROM budget_requests
       JOIN approvals ON approvals.key = budget_requests.approval_key
       WHERE budget_requests.scope = ? AND budget_requests.scope_id = ? AND budget_requests.kind = ?
         AND approvals.status = 'approved'`,
      scope,
      scopeId,
      kind,
    )?.amount ?? 0
  );
}

/** Questions under this beginning of a key that no longer stand: allowed, or withdrawn with the run that asked. */
export function countSettledRequests(db: Database, keyPrefix: string): number {
  return (
    one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM approvals WHERE key >= ? || ':' AND key < ? || ';' AND status IN ('approved', 'withdrawn')`,
      keyPrefix,
      keyPrefix,
    )?.n ?? 0
  );
}

export function noteBudgetRequest(db: Database, key: string, limit: LimitScope, amount: number): void {
  sql(
    db,
    `INSERT INTO budget_requests (approval_key, scope, scope_id, kind, amount) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (approval_key) DO NOTHING`,
  ).run(key, limit.scope, limit.scopeId, limit.kind, amount);
}
