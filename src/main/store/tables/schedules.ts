import type { ScheduleSpec } from '../../../shared/domain/schedule.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** What becomes of firings that came due while nobody was there: none, the latest one, or all of them. */
export type MisfirePolicy = 'skip' | 'latest' | 'all';
/** What becomes of a firing while the one before still runs. */
export type OverlapPolicy = 'skip' | 'queue' | 'allow';

/** A schedule's spec is fixed for its id: a changed schedule is a new row, so that the ledger of the old one stays true. */
export interface Schedule {
  id: string;
  flowId: string;
  spec: ScheduleSpec;
  active: boolean;
  /** Every occurrence up to this moment has its row in the ledger. */
  reconciledToMs: number;
  misfire: MisfirePolicy;
  misfireWindowMs: number;
  overlap: OverlapPolicy;
  createdAtMs: number;
}

interface ScheduleRow {
  id: string;
  flow_id: string;
  spec: string;
  active: number;
  reconciled_to_ms: number;
  misfire: MisfirePolicy;
  misfire_window_ms: number;
  overlap: OverlapPolicy;
  created_at_ms: number;
}

const dayMs = 86_400_000;

/** The ledger begins at `nowMs`: what would have been due before is none of its business. */
export function insertSchedule(
  db: Database,
  schedule: {
    id: string;
    flowId: string;
    spec: ScheduleSpec;
    nowMs: number;
    misfire?: MisfirePolicy;
    misfireWindowMs?: number;
    overlap?: OverlapPolicy;
  },
): void {
  changeOne(
    db,
    `INSERT INTO schedules (id, flow_id, spec, active, reconciled_to_ms, misfire, misfire_window_ms, overlap, created_at_ms)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)`,
    schedule.id,
    schedule.flowId,
    JSON.stringify(schedule.spec),
    schedule.nowMs,
    schedule.misfire ?? 'latest',
    schedule.misfireWindowMs ?? dayMs,
    schedule.overlap ?? 'skip',
    schedule.nowMs,
  );
}

/** The schedule a flow has, or had when it was cancelled. */
export function scheduleOfFlow(db: Database, flowId: string): Schedule | undefined {
  const row = one<ScheduleRow>(
    db,
    `SELECT * FROM schedules WHERE flow_id = ? ORDER BY active DESC, created_at_ms DESC, id DESC LIMIT 1`,
    flowId,
  );
  return row && fromRow(row);
}

export function findSchedule(db: Database, scheduleId: string): Schedule | undefined {
  const row = one<ScheduleRow>(db, `SELECT * FROM schedules WHERE id = ?`, scheduleId);
  return row && fromRow(row);
}

export function activeScheduleIds(db: Database): string[] {
  return all<{ id: string }>(db, `SELECT id FROM schedules WHERE active = 1 ORDER BY created_at_ms, id`).map(
    ({ id }) => id,
  );
}

/** Ends all schedules of a flow; how many there were. */
export function deactivateSchedules(db: Database, flowId: string): number {
  return sql(db, `UPDATE schedules SET active = 0 WHERE flow_id = ? AND active = 1`).run(flowId).changes;
}

/** In the transaction that inserts the rows of (from, to]. */
export function moveReconciledTo(db: Database, scheduleId: string, span: { fromMs: number; toMs: number }): void {
  changeOne(
    db,
    `UPDATE schedules SET reconciled_to_ms = ? WHERE id = ? AND reconciled_to_ms = ?`,
    span.toMs,
    scheduleId,
    span.fromMs,
  );
}

function fromRow(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    flowId: row.flow_id,
    spec: JSON.parse(row.spec) as ScheduleSpec,
    active: row.active === 1,
    reconciledToMs: row.reconciled_to_ms,
    misfire: row.misfire,
    misfireWindowMs: row.misfire_window_ms,
    overlap: row.overlap,
    createdAtMs: row.created_at_ms,
  };
}
