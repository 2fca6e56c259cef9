import type { Attachment, Message, ToolCall } from '../../../shared/domain/conversation.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

/** A message as stored: its plan by id. */
export type StoredMessage = Omit<Message, 'plan'> & { planId: string | null };

interface Row {
  id: string;
  conversation_id: string;
  role: Message['role'];
  text: string;
  status: Message['status'];
  tool_calls: string;
  attachments: string;
  plan_id: string | null;
  created_at_ms: number;
}

export function insertMessage(db: Database, message: StoredMessage): void {
  changeOne(
    db,
    `INSERT INTO messages (id, conversation_id, role, text, status, tool_calls, plan_id, created_at_ms, attachments)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    message.id,
    message.conversationId,
    message.role,
    message.text,
    message.status,
    JSON.stringify(message.toolCalls),
    message.planId,
    message.createdAtMs,
    JSON.stringify(message.attachments),
  );
}

export function updateMessage(db: Database, message: StoredMessage): void {
  changeOne(
    db,
    `UPDATE messages SET text = ?, status = ?, tool_calls = ?, plan_id = ? WHERE id = ?`,
    message.text,
    message.status,
    JSON.stringify(message.toolCalls),
    message.planId,
    message.id,
  );
}

export function listMessages(db: Database, conversationId: string): StoredMessage[] {
  return all<Row>(
    db,
    `SELECT * FROM messages WHERE conversation_id = ? ORDER BY created_at_ms, rowid`,
    conversationId,
  ).map(toMessage);
}

export function findMessage(db: Database, messageId: string): StoredMessage | undefined {
  const row = one<Row>(db, `SELECT * FROM messages WHERE id = ?`, messageId);
  return row && toMessage(row);
}

export function findMessageByPlan(db: Database, planId: string): StoredMessage | undefined {
  const row = one<Row>(db, `SELECT * FROM messages WHERE plan_id = ? ORDER BY created_at_ms LIMIT 1`, planId);
  return row && toMessage(row);
}

/** Removes a message and all that came after it. Plans and flows that came of them stay. */
export function deleteMessagesFrom(db: Database, messageId: string): void {
  sql(
    db,
    `DELETE FROM messages WHERE (conversation_id, rowid) IN (
       SELECT later.conversation_id, later.rowid FROM messages AS first
       JOIN messages AS later ON later.conversation_id = first.conversation_id AND later.rowid >= first.rowid
       WHERE first.id = ?)`,
  ).run(messageId);
}

/** Replies that were being written when the app ended: they stay as far as they came. */
export function closeStreamingMessages(db: Database): number {
  return sql(db, `UPDATE messages SET status = 'stopped' WHERE status = 'streaming'`).run().changes;
}

function toMessage(row: Row): StoredMessage {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    role: row.role,
    text: row.text,
    status: row.status,
    toolCalls: JSON.parse(row.tool_calls) as ToolCall[],
    attachments: JSON.parse(row.attachments) as Attachment[],
    planId: row.plan_id,
    createdAtMs: row.created_at_ms,
  };
}
