import type { Conversation } from '../../../shared/domain/conversation.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

const columns = `id, title, created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs`;

export function insertConversation(db: Database, conversation: Conversation): void {
  changeOne(
    db,
    `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms) VALUES (?, ?, ?, ?)`,
    conversation.id,
    conversation.title,
    conversation.createdAtMs,
    conversation.updatedAtMs,
  );
}

/** Newest activity first; without deleted ones. */
export function listConversations(db: Database): Conversation[] {
  return all<Conversation>(
    db,
    `SELECT ${columns} FROM conversations WHERE deleted_at_ms IS NULL ORDER BY updated_at_ms DESC, id DESC`,
  );
}

export function hasConversations(db: Database): boolean {
  return one<{ n: number }>(db, `SELECT 1 AS n FROM conversations LIMIT 1`) !== undefined;
}

/** Deleted ones are not found. */
export function findConversation(db: Database, id: string): Conversation | undefined {
  return one<Conversation>(db, `SELECT ${columns} FROM conversations WHERE id = ? AND deleted_at_ms IS NULL`, id);
}

export function renameConversation(db: Database, id: string, title: string): void {
  changeOne(db, `UPDATE conversations SET title = ? WHERE id = ?`, title, id);
}

export function touchConversation(db: Database, id: string, nowMs: number): void {
  changeOne(db, `UPDATE conversations SET updated_at_ms = ? WHERE id = ?`, nowMs, id);
}

/** Out of sight, until it is restored or purged. */
export function hideConversation(db: Database, id: string, nowMs: number): void {
  changeOne(db, `UPDATE conversations SET deleted_at_ms = ? WHERE id = ?`, nowMs, id);
}

/** Brings a deleted one back. @returns whether it was still there */
export function restoreConversation(db: Database, id: string): boolean {
  const restore = sql(db, `UPDATE conversations SET deleted_at_ms = NULL WHERE id = ? AND deleted_at_ms IS NOT NULL`);
  return restore.run(id).changes === 1;
}

/** Those deleted before `beforeMs`, for good. Their messages go with them; plans and flows that came of them stay. @returns how many */
export function purgeConversations(db: Database, beforeMs: number): number {
  return sql(db, `DELETE FROM conversations WHERE deleted_at_ms <= ?`).run(beforeMs).changes;
}

/** What an earlier turn asked for and still waits to hear. */
export function readPending(db: Database, id: string): JsonValue {
  const row = one<{ pending: string | null }>(db, `SELECT pending FROM conversations WHERE id = ?`, id);
  return row?.pending ? (JSON.parse(row.pending) as JsonValue) : null;
}

export function writePending(db: Database, id: string, pending: JsonValue): void {
  changeOne(
    db,
    `UPDATE conversations SET pending = ? WHERE id = ?`,
    pending === null ? null : JSON.stringify(pending),
    id,
  );
}
