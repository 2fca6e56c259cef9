import type { Conversation } from '../../../shared/domain/conversation.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one } from '../sql.ts';

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

/** Newest activity first. */
export function listConversations(db: Database): Conversation[] {
  return all<Conversation>(db, `SELECT ${columns} FROM conversations ORDER BY updated_at_ms DESC, id DESC`);
}

export function hasConversations(db: Database): boolean {
  return one<{ n: number }>(db, `SELECT 1 AS n FROM conversations LIMIT 1`) !== undefined;
}

export function findConversation(db: Database, id: string): Conversation | undefined {
  return one<Conversation>(db, `SELECT ${columns} FROM conversations WHERE id = ?`, id);
}

export function renameConversation(db: Database, id: string, title: string): void {
  changeOne(db, `UPDATE conversations SET title = ? WHERE id = ?`, title, id);
}

export function touchConversation(db: Database, id: string, nowMs: number): void {
  changeOne(db, `UPDATE conversations SET updated_at_ms = ? WHERE id = ?`, nowMs, id);
}

/** Its messages go with it; plans and flows that came of it stay. */
export function deleteConversation(db: Database, id: string): void {
  changeOne(db, `DELETE FROM conversations WHERE id = ?`, id);
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
