import { type TriggerKind, type TriggerSpec, triggerSpec } from '../../../shared/domain/trigger.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** Its id is that of its row in `schedules`, which has its policies and whose ledger has its firings. */
export interface Trigger {
  id: string;
  flowId: string;
  spec: TriggerSpec;
  active: boolean;
  tokenHash: string | null;
  lookedAtMs: number | null;
}

interface Row {
  id: string;
  flow_id: string;
  spec: string;
  active: number;
  token_hash: string | null;
  looked_at_ms: number | null;
}

const columns = 'triggers.id, triggers.flow_id, triggers.spec, triggers.token_hash, triggers.looked_at_ms';
const select = `SELECT ${columns}, schedules.active FROM triggers JOIN schedules ON schedules.id = triggers.id`;
/** Asked at every firing, and most are the clock's, which have none: a join would read the schedule first. */
const selectById = `SELECT ${columns}, (SELECT active FROM schedules WHERE schedules.id = triggers.id) AS active
  FROM triggers WHERE triggers.id = ?`;

/** In the transaction that inserts its schedule. */
export function insertTrigger(db: Database, trigger: { id: string; flowId: string; spec: TriggerSpec }): void {
  changeOne(
    db,
    `INSERT INTO triggers (id, flow_id, kind, spec, source_flow_id) VALUES (?, ?, ?, ?, ?)`,
    trigger.id,
    trigger.flowId,
    trigger.spec.kind,
    JSON.stringify(trigger.spec),
    trigger.spec.kind === 'flow' ? trigger.spec.flow : null,
  );
}

export function findTrigger(db: Database, triggerId: string): Trigger | undefined {
  const row = one<Row>(db, selectById, triggerId);
  return row && fromRow(row);
}

export function activeTriggers(db: Database, kind: TriggerKind): Trigger[] {
  return all<Row>(db, `${select} WHERE schedules.active = 1 AND triggers.kind = ? ORDER BY triggers.id`, kind).map(
    fromRow,
  );
}

export function activeTriggersOf(db: Database, flowId: string): Trigger[] {
  return all<Row>(db, `${select} WHERE triggers.flow_id = ? AND schedules.active = 1 ORDER BY triggers.id`, flowId).map(
    fromRow,
  );
}

/** Those that follow the runs of this flow. */
export function triggersAfter(db: Database, sourceFlowId: string): Trigger[] {
  return all<Row>(
    db,
    `${select} WHERE triggers.source_flow_id = ? AND schedules.active = 1 ORDER BY triggers.id`,
    sourceFlowId,
  ).map(fromRow);
}

export function setTokenHash(db: Database, triggerId: string, tokenHash: string): void {
  changeOne(db, `UPDATE triggers SET token_hash = ? WHERE id = ?`, tokenHash, triggerId);
}

export function setLooked(db: Database, triggerId: string, atMs: number): void {
  changeOne(db, `UPDATE triggers SET looked_at_ms = ? WHERE id = ?`, atMs, triggerId);
}

/** Refused calls of webhooks, by reason, added to those before. */
export function countRefusals(
  db: Database,
  refused: readonly { triggerId: string; reason: string; count: number }[],
  nowMs: number,
): void {
  db.transaction(() => {
    for (const { triggerId, reason, count } of refused)
      sql(
        db,
        `INSERT INTO webhook_refusals (trigger_id, reason, count, last_at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (trigger_id, reason) DO UPDATE SET count = count + excluded.count, last_at_ms = excluded.last_at_ms`,
      ).run(triggerId, reason, count, nowMs);
  }).immediate();
}

export function refusalsOf(db: Database, triggerId: string): Array<{ reason: string; count: number }> {
  return all(
    db,
    `SELECT reason, count FROM webhook_refusals WHERE trigger_id = ? ORDER BY count DESC, reason`,
    triggerId,
  );
}

function fromRow(row: Row): Trigger {
  return {
    id: row.id,
    flowId: row.flow_id,
    spec: triggerSpec.parse(JSON.parse(row.spec)),
    active: row.active === 1,
    tokenHash: row.token_hash,
    lookedAtMs: row.looked_at_ms,
  };
}
