import {
  defaultPolicies,
  type MisfirePolicy,
  type OverlapPolicy,
  type SchedulePolicies,
  type ScheduleSpec,
} from '../../../shared/domain/schedule.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** A schedule's spec is fixed for its id: a changed schedule is a new row, so that the ledger of the old one stays true. */
export interface Schedule extends SchedulePolicies {
  id: string;
  flowId: string;
  spec: ScheduleSpec;
  active: boolean;
  /** Who gives it its occurrences: its own expansion, or the events of the trigger of the same id. */
  source: 'clock' | 'trigger';
  /** Every occurrence up to this moment has its row in the ledger. */
  reconciledToMs: number;
  createdAtMs: number;
}

interface ScheduleRow {
  id: string;
  flow_id: string;
  spec: string;
  active: number;
  source: Schedule['source'];
  reconciled_to_ms: number;
  misfire: MisfirePolicy;
  misfire_window_ms: number;
  misfire_cap: number;
  overlap: OverlapPolicy;
  start_retries: number;
  pause_after_failures: number;
  created_at_ms: number;
}

/** The ledger begins at `nowMs`: what would have been due before is none of its business. */
export function insertSchedule(
  db: Database,
  schedule: {
    id: string;
    flowId: string;
    spec: ScheduleSpec;
    nowMs: number;
    source?: Schedule['source'];
  } & Partial<SchedulePolicies>,
): void {
  const { id, flowId, spec, nowMs, source = 'clock', ...said } = schedule;
  const policies = { ...defaultPolicies, ...said };
  changeOne(
    db,
    `INSERT INTO schedules (id, flow_id, spec, active, reconciled_to_ms, misfire, misfire_window_ms, misfire_cap, overlap,
       start_retries, pause_after_failures, created_at_ms, source)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    flowId,
    JSON.stringify(spec),
    nowMs,
    policies.misfire,
    policies.misfireWindowMs,
    policies.misfireCap,
    policies.overlap,
    policies.startRetries,
    policies.pauseAfterFailures,
    nowMs,
    source,
  );
}

/** Policies may change under a schedule: they say what becomes of firings, not which there are. */
export function updatePolicies(db: Database, scheduleId: string, policies: SchedulePolicies): void {
  changeOne(
    db,
    `UPDATE schedules SET misfire = ?, misfire_window_ms = ?, misfire_cap = ?, overlap = ?, start_retries = ?, pause_after_failures = ?
     WHERE id = ?`,
    policies.misfire,
    policies.misfireWindowMs,
    policies.misfireCap,
    policies.overlap,
    policies.startRetries,
    policies.pauseAfterFailures,
    scheduleId,
  );
}

export function policiesOf(schedule: Schedule): SchedulePolicies {
  const { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures } = schedule;
  return { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures };
}

/** The schedule a flow has by the clock, or had when it was cancelled. */
export function scheduleOfFlow(db: Database, flowId: string): Schedule | undefined {
  const row = one<ScheduleRow>(
    db,
    `SELECT * FROM schedules WHERE flow_id = ? AND source = 'clock' ORDER BY active DESC, created_at_ms DESC, id DESC LIMIT 1`,
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

/** Those by the clock first, then those of triggers. */
export function activeSchedulesOf(db: Database, flowId: string): Schedule[] {
  return all<ScheduleRow>(
    db,
    `SELECT * FROM schedules WHERE flow_id = ? AND active = 1 ORDER BY source, id`,
    flowId,
  ).map(fromRow);
}

/** Ends all schedules of a flow, triggers among them; how many there were. */
export function deactivateSchedules(db: Database, flowId: string): number {
  return sql(db, `UPDATE schedules SET active = 0 WHERE flow_id = ? AND active = 1`).run(flowId).changes;
}

/** Ends those by the clock only; its triggers stay. */
export function deactivateClockSchedules(db: Database, flowId: string): void {
  sql(db, `UPDATE schedules SET active = 0 WHERE flow_id = ? AND active = 1 AND source = 'clock'`).run(flowId);
}

export function deactivateSchedule(db: Database, scheduleId: string): void {
  sql(db, `UPDATE schedules SET active = 0 WHERE id = ?`).run(scheduleId);
}

/** One that was ended goes on, from where its ledger stood. */
export function activateSchedule(db: Database, scheduleId: string): void {
  changeOne(db, `UPDATE schedules SET active = 1 WHERE id = ?`, scheduleId);
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
    source: row.source,
    reconciledToMs: row.reconciled_to_ms,
    misfire: row.misfire,
    misfireWindowMs: row.misfire_window_ms,
    misfireCap: row.misfire_cap,
    overlap: row.overlap,
    startRetries: row.start_retries,
    pauseAfterFailures: row.pause_after_failures,
    createdAtMs: row.created_at_ms,
  };
}
