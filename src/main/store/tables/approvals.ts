import type { Approval } from '../../../shared/domain/approval.ts';
import type { Database } from '../database.ts';
import { all, one, sql } from '../sql.ts';

const columns = `id, run_id AS runId, flow_id AS flowId, state, question, detail, status, note,
  expires_at_ms AS expiresAtMs, created_at_ms AS createdAtMs, decided_at_ms AS decidedAtMs`;

/** The same key twice is one question. The run is parked in the same transaction. */
export function askApproval(
  db: Database,
  asked: Pick<Approval, 'id' | 'runId' | 'flowId' | 'state' | 'question' | 'detail' | 'expiresAtMs' | 'createdAtMs'> & {
    key: string;
  },
): { isNew: boolean; approval: Approval } {
  return db
    .transaction(() => {
      const { changes } = sql(
        db,
        `INSERT INTO approvals (id, key, run_id, flow_id, state, question, detail, status, expires_at_ms, created_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (key) DO NOTHING`,
      ).run(
        asked.id,
        asked.key,
        asked.runId,
        asked.flowId,
        asked.state,
        asked.question,
        asked.detail,
        asked.expiresAtMs,
        asked.createdAtMs,
      );
      const approval = one<Approval>(db, `SELECT ${columns} FROM approvals WHERE key = ?`, asked.key);
      if (!approval) throw new Error('Broken invariant: an approval that was just stored is there');
      if (approval.status === 'pending') setParked(db, asked.runId);
      return { isNew: changes === 1, approval };
    })
    .immediate();
}

/** Decided once: answers the decided row, or undefined when it was no longer pending. The run goes on when nothing else is open. */
export function decideApproval(
  db: Database,
  id: string,
  decision: { status: Exclude<Approval['status'], 'pending'>; note: string | null; nowMs: number },
): Approval | undefined {
  return db
    .transaction(() => {
      const { changes } = sql(
        db,
        `UPDATE approvals SET status = ?, note = ?, decided_at_ms = ? WHERE id = ? AND status = 'pending'`,
      ).run(decision.status, decision.note, decision.nowMs, id);
      const approval = findApproval(db, id);
      if (changes === 0 || !approval) return undefined;
      setParked(db, approval.runId);
      return approval;
    })
    .immediate();
}

/** A run is PARKED exactly while it waits for a decision. */
function setParked(db: Database, runId: string): void {
  sql(
    db,
    `UPDATE runs SET status = CASE WHEN EXISTS (SELECT 1 FROM approvals WHERE run_id = runs.id AND status = 'pending') THEN 'PARKED' ELSE 'RUNNING' END
     WHERE id = ? AND ended_at_ms IS NULL`,
  ).run(runId);
}

export function findApproval(db: Database, id: string): Approval | undefined {
  return one<Approval>(db, `SELECT ${columns} FROM approvals WHERE id = ?`, id);
}

export function listApprovals(db: Database, options: { pendingOnly: boolean; limit: number }): Approval[] {
  const where = options.pendingOnly ? `WHERE status = 'pending'` : '';
  return all<Approval>(
    db,
    `SELECT ${columns} FROM approvals ${where} ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
    options.limit,
  );
}

export interface ApprovalOfFlow extends Approval {
  flowName: string;
}

const columnsOfFlow = `approvals.id, run_id AS runId, flow_id AS flowId, state, question, detail, approvals.status AS status, note,
  expires_at_ms AS expiresAtMs, approvals.created_at_ms AS createdAtMs, decided_at_ms AS decidedAtMs, scheduled_flows.name AS flowName`;

/** What waits, the longest waiting first. */
export function pendingApprovals(db: Database, limit: number): ApprovalOfFlow[] {
  return all<ApprovalOfFlow>(
    db,
    `SELECT ${columnsOfFlow} FROM approvals JOIN scheduled_flows ON scheduled_flows.id = flow_id
     WHERE approvals.status = 'pending' ORDER BY approvals.created_at_ms, approvals.id LIMIT ?`,
    limit,
  );
}

/** What was decided or ran out, the newest question first. */
export function decidedApprovals(
  db: Database,
  options: { limit: number; after?: { createdAtMs: number; id: string } | undefined },
): ApprovalOfFlow[] {
  const after = options.after ?? { createdAtMs: Number.MAX_SAFE_INTEGER, id: '' };
  return all<ApprovalOfFlow>(
    db,
    `SELECT ${columnsOfFlow} FROM approvals JOIN scheduled_flows ON scheduled_flows.id = flow_id
     WHERE (approvals.created_at_ms, approvals.id) < (?, ?) AND approvals.status <> 'pending'
     ORDER BY approvals.created_at_ms DESC, approvals.id DESC LIMIT ?`,
    after.createdAtMs,
    after.id,
    options.limit,
  );
}

export function countPendingApprovals(db: Database): number {
  return one<{ n: number }>(db, `SELECT count(*) AS n FROM approvals WHERE status = 'pending'`)?.n ?? 0;
}
