import type { Plan } from '../../../shared/domain/plan.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { changeOne, one, sql } from '../sql.ts';

export interface PlanRow<Draft> {
  id: string;
  conversationId: string | null;
  status: Plan['status'];
  draft: Draft;
  flowId: string | null;
  createdAtMs: number;
}

export function insertPlan(
  db: Database,
  plan: { id: string; conversationId: string | null; draft: JsonValue; nowMs: number },
): void {
  changeOne(
    db,
    `INSERT INTO plans (id, conversation_id, status, draft, created_at_ms) VALUES (?, ?, 'proposed', ?, ?)`,
    plan.id,
    plan.conversationId,
    JSON.stringify(plan.draft),
    plan.nowMs,
  );
}

export function findPlan<Draft>(db: Database, planId: string): PlanRow<Draft> | undefined {
  const row = one<{
    id: string;
    conversation_id: string | null;
    status: Plan['status'];
    draft: string;
    flow_id: string | null;
    created_at_ms: number;
  }>(db, `SELECT id, conversation_id, status, draft, flow_id, created_at_ms FROM plans WHERE id = ?`, planId);
  return (
    row && {
      id: row.id,
      conversationId: row.conversation_id,
      status: row.status,
      draft: JSON.parse(row.draft) as Draft,
      flowId: row.flow_id,
      createdAtMs: row.created_at_ms,
    }
  );
}

/** A plan is decided once: answers false when it was no longer proposed. */
export function decidePlan(
  db: Database,
  planId: string,
  status: Exclude<Plan['status'], 'proposed'>,
  flowId: string | null,
  nowMs: number,
): boolean {
  return (
    sql(db, `UPDATE plans SET status = ?, flow_id = ?, decided_at_ms = ? WHERE id = ? AND status = 'proposed'`).run(
      status,
      flowId,
      nowMs,
      planId,
    ).changes === 1
  );
}
