import { changeDetails, type FileChange } from '../../../shared/file-change.ts';
import { jsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

interface Row {
  id: string;
  key: string;
  tool: string;
  flow_id: string;
  run_id: string;
  state: string;
  path: string;
  details: string;
  kept_hash: string | null;
  result: string;
  status: FileChange['status'];
  at_ms: number;
}

const columns = 'id, key, tool, flow_id, run_id, state, path, details, kept_hash, result, status, at_ms';

/** Once for each key: settling a note again after a crash finds its row. */
export function recordChange(db: Database, change: FileChange): void {
  const { origin } = change;
  sql(
    db,
    `INSERT INTO file_changes (${columns}, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
  ).run(
    change.id,
    change.key,
    change.tool,
    origin.flowId,
    origin.runId,
    origin.state,
    change.path,
    JSON.stringify(change.details),
    change.keptHash,
    JSON.stringify(change.result),
    change.status,
    change.atMs,
    change.details.kind,
  );
}

export function changeByKey(db: Database, key: string): FileChange | undefined {
  const row = one<Row>(db, `SELECT ${columns} FROM file_changes WHERE key = ?`, key);
  return row && fromRow(row);
}

/** By its id or the beginning of it: at most two, which tells whether it is enough of it. */
export function changesByPrefix(db: Database, prefix: string): FileChange[] {
  return all<Row>(
    db,
    `SELECT ${columns} FROM file_changes WHERE id >= ? AND id < ? ORDER BY id LIMIT 2`,
    prefix,
    `${prefix}\uffff`,
  ).map(fromRow);
}

/** Newest first. */
export function listChanges(db: Database, { runId, limit }: { runId?: string; limit: number }): FileChange[] {
  const rows =
    runId === undefined
      ? all<Row>(db, `SELECT ${columns} FROM file_changes ORDER BY at_ms DESC, rowid DESC LIMIT ?`, limit)
      : all<Row>(
          db,
          `SELECT ${columns} FROM file_changes WHERE run_id = ? ORDER BY at_ms DESC, rowid DESC LIMIT ?`,
          runId,
          limit,
        );
  return rows.map(fromRow);
}

export function markUndone(db: Database, id: string): void {
  changeOne(db, `UPDATE file_changes SET status = 'undone' WHERE id = ?`, id);
}

/** Contents that changes since `sinceMs` need, newest change first, each once. */
export function keptHashes(db: Database, sinceMs: number): string[] {
  return all<{ kept_hash: string }>(
    db,
    `SELECT kept_hash FROM file_changes WHERE kept_hash IS NOT NULL AND at_ms >= ? GROUP BY kept_hash ORDER BY max(at_ms) DESC`,
    sinceMs,
  ).map(({ kept_hash: hash }) => hash);
}

/** @returns how many */
export function deleteChangesBefore(db: Database, atMs: number): number {
  return sql(db, 'DELETE FROM file_changes WHERE at_ms < ?').run(atMs).changes;
}

function fromRow(row: Row): FileChange {
  return {
    id: row.id,
    key: row.key,
    tool: row.tool,
    origin: { flowId: row.flow_id, runId: row.run_id, state: row.state },
    path: row.path,
    details: changeDetails.parse(JSON.parse(row.details)),
    keptHash: row.kept_hash,
    result: jsonValue.parse(JSON.parse(row.result)),
    status: row.status,
    atMs: row.at_ms,
  };
}
